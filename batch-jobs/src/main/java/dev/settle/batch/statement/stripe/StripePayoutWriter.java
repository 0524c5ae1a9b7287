package dev.settle.batch.statement.stripe;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report of one payout from canonical lines, as Stripe lays it out: for tests and the
 * demo. The lines' own payout row, if any, must make them sum to 0. A line that the format cannot
 * hold is an {@link IllegalArgumentException}. Memory is constant.
 */
public final class StripePayoutWriter {
  /** Columns in the order of Stripe's documentation. */
  public static final List<String> COLUMNS =
      List.of(
          StripeColumn.PAYOUT_ID,
          StripeColumn.EFFECTIVE_AT_UTC,
          StripeColumn.TRANSACTION_ID,
          StripeColumn.CREATED_UTC,
          StripeColumn.AVAILABLE_ON_UTC,
          StripeColumn.CURRENCY,
          StripeColumn.GROSS,
          StripeColumn.FEE,
          StripeColumn.NET,
          StripeColumn.CATEGORY,
          StripeColumn.SOURCE_ID,
          StripeColumn.DESCRIPTION,
          StripeColumn.CHARGE_ID,
          StripeColumn.PAYMENT_INTENT_ID,
          StripeColumn.ORDER_ID,
          StripeColumn.REFUND_ID);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final String payoutId;
  private final LocalDate date;
  private final List<String> columns;

  /**
   * A writer of one payout.
   *
   * @param payoutId such as {@code po_1}
   * @param date day on which it takes effect
   * @param columns any order of {@link #COLUMNS}, as the caller of the report chose
   */
  public StripePayoutWriter(String payoutId, LocalDate date, List<String> columns) {
    this.payoutId = payoutId;
    this.date = date;
    this.columns = List.copyOf(columns);
  }

  /** Writes the report. Does not close the stream. */
  public void write(Iterable<StatementLine> lines, OutputStream out) throws IOException {
    OutputStreamWriter text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
    csv.writeRecord(columns);
    for (StatementLine line : lines) {
      csv.writeRecord(columns.stream().map(column -> field(column, line)).toList());
    }
    csv.flush();
  }

  private String field(String column, StatementLine line) {
    int digits = Currency.getInstance(line.currency()).getDefaultFractionDigits();
    return switch (column) {
      case StripeColumn.PAYOUT_ID -> payoutId;
      case StripeColumn.EFFECTIVE_AT_UTC -> date + " 00:00:00";
      case StripeColumn.TRANSACTION_ID -> "txn_" + line.lineNo();
      case StripeColumn.CREATED_UTC -> created(line);
      case StripeColumn.AVAILABLE_ON_UTC -> date + " 00:00:00";
      case StripeColumn.CURRENCY -> line.currency().toLowerCase(Locale.ROOT);
      case StripeColumn.GROSS -> Decimals.plain(isFee(line) ? line.net() : line.amount(), digits);
      case StripeColumn.FEE -> Decimals.plain(isFee(line) ? 0 : line.fee(), digits);
      case StripeColumn.NET -> Decimals.plain(line.net(), digits);
      case StripeColumn.CATEGORY -> category(line);
      case StripeColumn.SOURCE_ID ->
          line.kind() == LineKind.REFUND ? text(line.channelRefundId()) : line.channelTxnId();
      case StripeColumn.DESCRIPTION -> "Order " + line.orderId() + ", \"paid\"\nin one";
      case StripeColumn.CHARGE_ID -> isAboutCharge(line) ? line.channelTxnId() : "";
      case StripeColumn.PAYMENT_INTENT_ID -> "";
      case StripeColumn.ORDER_ID -> line.orderId();
      case StripeColumn.REFUND_ID -> text(line.refundId());
      default -> throw new IllegalArgumentException("no column '" + column + "' is written");
    };
  }

  private static boolean isFee(StatementLine line) {
    return line.kind() == LineKind.FEE;
  }

  private static boolean isAboutCharge(StatementLine line) {
    return line.kind() == LineKind.PAYMENT || line.kind() == LineKind.REFUND;
  }

  private static String created(StatementLine line) {
    if (!line.occurredAt().equals(line.occurredAt().truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("line " + line.lineNo() + " is at a fraction of a second");
    }
    return TIME.format(line.occurredAt());
  }

  private static String category(StatementLine line) {
    String category =
        switch (line.kind()) {
          case PAYMENT -> "charge";
          case REFUND -> "refund";
          case FEE, PAYOUT, CHARGEBACK, ADJUSTMENT, TRANSFER -> line.state();
        };
    if (ReportingCategory.kindOf(category) != line.kind()) {
      throw new IllegalArgumentException(
          "line " + line.lineNo() + " is " + line.kind() + ", its state no category of that");
    }
    return category;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
