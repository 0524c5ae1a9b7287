package dev.settle.batch.statement.adyen;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report of one batch from canonical lines, as Adyen lays it out: for tests and the demo.
 * The lines must sum to 0 with their payout. Times are written in CET and CEST. A line that the
 * format cannot hold is an {@link IllegalArgumentException}. Memory is constant.
 */
public final class AdyenSettlementWriter {
  /** The 32 columns in the order of Adyen's documentation. */
  public static final List<String> COLUMNS =
      List.of(
          AdyenColumn.COMPANY,
          AdyenColumn.MERCHANT,
          AdyenColumn.PSP_REFERENCE,
          AdyenColumn.MERCHANT_REFERENCE,
          AdyenColumn.METHOD,
          AdyenColumn.CREATED,
          AdyenColumn.ZONE,
          AdyenColumn.TYPE,
          AdyenColumn.MODIFICATION,
          AdyenColumn.GROSS_CURRENCY,
          AdyenColumn.GROSS_DEBIT,
          AdyenColumn.GROSS_CREDIT,
          AdyenColumn.RATE,
          AdyenColumn.NET_CURRENCY,
          AdyenColumn.NET_DEBIT,
          AdyenColumn.NET_CREDIT,
          AdyenColumn.COMMISSION,
          AdyenColumn.MARKUP,
          AdyenColumn.SCHEME_FEES,
          AdyenColumn.INTERCHANGE,
          AdyenColumn.VARIANT,
          AdyenColumn.BATCH,
          "Reserved4",
          "Reserved5",
          "Reserved6",
          "Reserved7",
          "Reserved8",
          "Reserved9",
          "Reserved10",
          AdyenColumn.MODIFICATION_MERCHANT_REFERENCE,
          AdyenColumn.BOOKED,
          AdyenColumn.BOOKED_ZONE);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Channel.ADYEN.zone());

  private final String merchant;
  private final int batch;
  private final List<String> columns;

  /**
   * A writer of one batch.
   *
   * @param merchant merchant account
   * @param batch its number
   * @param columns any order of {@link #COLUMNS}, as the account's settings give
   */
  public AdyenSettlementWriter(String merchant, int batch, List<String> columns) {
    this.merchant = merchant;
    this.batch = batch;
    this.columns = List.copyOf(columns);
  }

  /** Name of the file. */
  public String fileName() {
    return "settlement_detail_report_batch_" + batch + ".csv";
  }

  /** Writes the report. Does not close the stream. */
  public void write(Iterable<StatementLine> lines, OutputStream out) throws IOException {
    OutputStreamWriter text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
    csv.writeRecord(columns);
    for (StatementLine line : lines) {
      JournalType type = typeOf(line);
      csv.writeRecord(columns.stream().map(column -> field(column, line, type)).toList());
    }
    csv.flush();
  }

  private String field(String column, StatementLine line, JournalType type) {
    boolean trade = type.isAboutPayment();
    boolean refund = line.kind() == LineKind.REFUND;
    return switch (column) {
      case AdyenColumn.COMPANY -> "SettleCompany";
      case AdyenColumn.MERCHANT -> merchant;
      case AdyenColumn.PSP_REFERENCE ->
          refund ? line.channelTxnId() : trade ? "8535296650153317" : "";
      case AdyenColumn.MERCHANT_REFERENCE -> line.orderId();
      case AdyenColumn.METHOD -> trade ? "visa" : "";
      case AdyenColumn.VARIANT -> trade ? "visaclassic" : "";
      case AdyenColumn.CREATED, AdyenColumn.BOOKED -> TIME.format(wholeSecond(line));
      case AdyenColumn.ZONE, AdyenColumn.BOOKED_ZONE -> zone(line.occurredAt());
      case AdyenColumn.TYPE -> type == JournalType.OTHER ? line.state() : type.title();
      case AdyenColumn.MODIFICATION -> refund ? text(line.channelRefundId()) : line.channelTxnId();
      case AdyenColumn.GROSS_CURRENCY -> trade ? line.currency() : "";
      case AdyenColumn.GROSS_DEBIT -> trade ? debit(line.amount(), line) : "";
      case AdyenColumn.GROSS_CREDIT -> trade ? credit(line.amount(), line) : "";
      case AdyenColumn.RATE -> trade ? "1" : "";
      case AdyenColumn.NET_CURRENCY -> line.currency();
      case AdyenColumn.NET_DEBIT -> debit(line.net(), line);
      case AdyenColumn.NET_CREDIT -> credit(line.net(), line);
      case AdyenColumn.COMMISSION -> trade && line.fee() != 0 ? major(line.fee(), line) : "";
      case AdyenColumn.BATCH -> Integer.toString(batch);
      case AdyenColumn.MODIFICATION_MERCHANT_REFERENCE -> text(line.refundId());
      default -> "";
    };
  }

  private static JournalType typeOf(StatementLine line) {
    JournalType type =
        switch (line.kind()) {
          case PAYMENT -> JournalType.SETTLED;
          case REFUND -> JournalType.REFUNDED;
          case FEE, PAYOUT, CHARGEBACK, ADJUSTMENT, TRANSFER -> JournalType.of(line.state());
        };
    if (type == null || type.kind() != line.kind()) {
      throw new IllegalArgumentException(
          "line " + line.lineNo() + " is " + line.kind() + ", its state no type of that");
    }
    if (!type.isAboutPayment() && line.kind() != LineKind.FEE && line.fee() != 0) {
      throw new IllegalArgumentException("line " + line.lineNo() + " has a fee: its type has none");
    }
    return type;
  }

  private static String debit(long minor, StatementLine line) {
    return minor < 0 ? major(-minor, line) : "";
  }

  private static String credit(long minor, StatementLine line) {
    return minor < 0 ? "" : major(minor, line);
  }

  /** With as few decimals as needed. */
  private static String major(long minor, StatementLine line) {
    int digits = Currency.getInstance(line.currency()).getDefaultFractionDigits();
    return BigDecimal.valueOf(minor, digits).stripTrailingZeros().toPlainString();
  }

  private static Instant wholeSecond(StatementLine line) {
    if (!line.occurredAt().equals(line.occurredAt().truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("line " + line.lineNo() + " is at a fraction of a second");
    }
    return line.occurredAt();
  }

  private static String zone(Instant time) {
    return Channel.ADYEN.zone().getRules().isDaylightSavings(time) ? "CEST" : "CET";
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
