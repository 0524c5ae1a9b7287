package dev.settle.batch.statement.stripe;

import static dev.settle.batch.statement.stripe.StripeColumn.*;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.StatementPackage;
import dev.settle.batch.statement.StatementReader;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.StatementSummary;
import dev.settle.batch.statement.csv.CsvTable;
import dev.settle.batch.statement.csv.CsvTime;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one report as a stream in constant memory. Verified: net = gross − fee on every row, the
 * rows of every payout against the payout when its row is there, one currency, one day.
 *
 * <p>What follows from the format:
 *
 * <ul>
 *   <li>The day of the file is the day on which its payouts take effect, {@code
 *       automatic_payout_effective_at_utc} before {@code automatic_payout_effective_at}; without
 *       both it must be known beforehand. Rows are of earlier days.
 *   <li>The time of a row is {@code created_utc}. {@code created} is in a zone that the caller of
 *       the report chose and the file does not say: a file with {@code created} alone is refused.
 *   <li>The file names no account: the merchant is the one that is expected.
 *   <li>For the night a file is of one day and one currency, since Stripe pays out by both and
 *       totals over two mean nothing: the first row of another is refused. Read by itself, as an
 *       export over a month, it may hold several; day, currency and sums are then not told.
 *   <li>The decimal point may be a comma, as the report's {@code decimal_separator} has it: Stripe
 *       writes no thousands separator, and a comma is read only where just the currency's two
 *       decimals follow.
 *   <li>Our own ids are {@code payment_metadata[order_id]} and {@code refund_metadata[refund_id]}
 *       or {@code payment_metadata[refund_id]}; empty where the report has no such column.
 *   <li>The channel's id of a payment is {@code charge_id}, of a row without it {@code source_id};
 *       of a refund {@code source_id}. Payments and refunds are settled, so their state is {@value
 *       #SETTLED}; of other rows it is the reporting category.
 *   <li>Decimals are those of ISO 4217. Stripe writes ISK and UGX, which have none, with two: these
 *       must be zeros.
 * </ul>
 */
final class StripePayoutReader implements StatementReader {
  /** State of payments and refunds. */
  static final String SETTLED = "SUCCESS";

  private static final Pattern CURRENCY_CODE = Pattern.compile("[a-z]{3}");
  private static final Pattern COMMA = Pattern.compile("-?\\d+,\\d{2}");

  /** Without decimals, but written with two: Stripe's documentation of currencies. */
  private static final Set<String> PADDED = Set.of("ISK", "UGX");

  private static final int PADDED_DIGITS = 2;

  private final Expectation expectation;
  private final LineConsumer consumer;
  private final PayoutSums payouts = new PayoutSums();
  private @Nullable LocalDate date;
  private @Nullable String currency;
  private String currencyAsWritten = "";
  private boolean severalDays;
  private boolean severalCurrencies;
  private int digits;
  private long lines;
  private long payments;
  private long paymentAmount;
  private long refunds;
  private long refundAmount;
  private long feeAmount;

  StripePayoutReader(Expectation expectation, LineConsumer consumer) {
    this.expectation = expectation;
    this.consumer = consumer;
    this.date = expectation.businessDate();
  }

  @Override
  public void read(StatementPackage content) throws IOException, StatementRefusedException {
    try (InputStream in = content.onlyPart().open()) {
      CsvTable table = new CsvTable(in);
      bind(table);
      while (table.next()) {
        take(table);
      }
      if (lines > 0) {
        table.requireWholeEnd(IDS);
      }
    }
    if (lines == 0) {
      throw new StatementRefusedException("no row: neither currency nor date can be verified");
    }
    payouts.verify();
  }

  @Override
  public StatementSummary summary() {
    boolean sums = !severalCurrencies;
    return new StatementSummary(
        StripePayoutReconciliation.NAME,
        null,
        Channel.STRIPE.name(),
        expectation.merchant(),
        severalDays ? null : date,
        lines,
        sums ? currency : null,
        sums ? payments : 0,
        sums ? paymentAmount : 0,
        sums ? refunds : 0,
        sums ? refundAmount : 0,
        sums ? feeAmount : 0);
  }

  private void bind(CsvTable table) throws StatementRefusedException {
    table.require(REQUIRED);
    if (!table.has(CREATED_UTC)) {
      throw new StatementRefusedException(
          1,
          CREATED_UTC,
          "the header lacks this required column"
              + (table.has(CREATED)
                  ? ": " + CREATED + " is in a zone that the file does not say"
                  : ""));
    }
  }

  private void take(CsvTable table) throws IOException, StatementRefusedException {
    String code = takeCurrency(table);
    takeDate(table);
    String category = table.required(CATEGORY);
    LineKind kind = ReportingCategory.kindOf(category);
    if (kind == null) {
      throw new StatementRefusedException(
          table.line(), CATEGORY, "'" + category + "' is no category that is known here");
    }
    long gross = amount(table, GROSS);
    long fee = amount(table, FEE);
    takeNet(table, kind, gross, fee);
    count(table, kind, gross, fee);
    Instant created =
        CsvTime.parse(table.get(CREATED_UTC), table.line(), CREATED_UTC).toInstant(ZoneOffset.UTC);
    consumer.accept(
        new StatementLine(
            channelId(table, kind),
            kind == LineKind.REFUND ? table.required(SOURCE_ID) : null,
            table.get(ORDER_ID),
            kind == LineKind.REFUND ? refundId(table) : null,
            kind,
            kind == LineKind.PAYMENT || kind == LineKind.REFUND ? SETTLED : category,
            kind == LineKind.FEE ? 0 : gross,
            kind == LineKind.FEE ? Math.subtractExact(fee, gross) : fee,
            code,
            created,
            table.line(),
            batchId(table)));
  }

  private String takeCurrency(CsvTable table) throws StatementRefusedException {
    String written = table.get(CURRENCY);
    if (currency != null && written.equals(currencyAsWritten)) {
      return currency;
    }
    if (!CURRENCY_CODE.matcher(written).matches()) {
      throw new StatementRefusedException(
          table.line(), CURRENCY, "'" + written + "' is not a currency in lower case");
    }
    if (currency != null && expectation.businessDate() != null) {
      throw new StatementRefusedException(
          table.line(),
          CURRENCY,
          "'"
              + written
              + "' in a file of "
              + currencyAsWritten
              + ": ask for a report of one currency");
    }
    severalCurrencies |= currency != null;
    String code = written.toUpperCase(Locale.ROOT);
    digits = Decimals.digitsOf(code, table.line(), CURRENCY);
    currencyAsWritten = written;
    currency = code;
    return code;
  }

  private void takeDate(CsvTable table) throws StatementRefusedException {
    String column = table.has(EFFECTIVE_AT_UTC) ? EFFECTIVE_AT_UTC : EFFECTIVE_AT;
    if (!table.has(column)) {
      return;
    }
    LocalDate day = CsvTime.parse(table.get(column), table.line(), column).toLocalDate();
    date = date == null ? day : date;
    severalDays |= !day.equals(date);
    if (severalDays && expectation.businessDate() != null) {
      throw new StatementRefusedException(
          table.line(),
          column,
          "'" + table.get(column) + "' is not of the file's day " + date + ": one day a file");
    }
  }

  private void takeNet(CsvTable table, LineKind kind, long gross, long fee)
      throws StatementRefusedException {
    long net = amount(table, NET);
    long expected = Math.subtractExact(gross, fee);
    if (net != expected) {
      throw new StatementRefusedException(
          table.line(),
          NET,
          "'" + table.get(NET) + "' where gross less fee is " + Decimals.plain(expected, digits));
    }
    String payout = table.has(PAYOUT_ID) ? table.required(PAYOUT_ID) : "";
    payouts.add(payout, currencyAsWritten, digits, kind, net, table.line());
  }

  private long amount(CsvTable table, String column) throws StatementRefusedException {
    String text = table.get(column);
    boolean comma = digits == 2 && COMMA.matcher(text).matches();
    boolean padded = currency != null && PADDED.contains(currency);
    return Decimals.padded(
        comma ? text.replace(',', '.') : text,
        digits,
        padded ? PADDED_DIGITS : digits,
        table.line(),
        column);
  }

  private void count(CsvTable table, LineKind kind, long gross, long fee)
      throws StatementRefusedException {
    lines++;
    feeAmount = Math.addExact(feeAmount, fee);
    if (kind == LineKind.PAYMENT) {
      requireSign(table, gross >= 0, "is negative on a charge");
      payments++;
      paymentAmount = Math.addExact(paymentAmount, gross);
    } else if (kind == LineKind.REFUND) {
      requireSign(table, gross <= 0, "is positive on a refund");
      refunds++;
      refundAmount = Math.subtractExact(refundAmount, gross);
    } else if (kind == LineKind.FEE) {
      feeAmount = Math.subtractExact(feeAmount, gross);
    }
  }

  private static void requireSign(CsvTable table, boolean holds, String what)
      throws StatementRefusedException {
    if (!holds) {
      throw new StatementRefusedException(
          table.line(), GROSS, "'" + table.get(GROSS) + "' " + what);
    }
  }

  /** A row that is about a charge has its id; others are known by their source. */
  private static String channelId(CsvTable table, LineKind kind) throws StatementRefusedException {
    String charge = table.get(CHARGE_ID);
    if (!charge.isEmpty()) {
      return charge;
    }
    return switch (kind) {
      case PAYMENT -> table.required(SOURCE_ID);
      case REFUND -> "";
      case FEE, PAYOUT, CHARGEBACK, ADJUSTMENT, TRANSFER ->
          table.get(SOURCE_ID).isEmpty() ? table.required(TRANSACTION_ID) : table.get(SOURCE_ID);
    };
  }

  /** The payout; null where the report has no such column. */
  private static @Nullable String batchId(CsvTable table) {
    String payout = table.get(PAYOUT_ID);
    return payout.isEmpty() ? null : payout;
  }

  private static @Nullable String refundId(CsvTable table) {
    String id = table.get(REFUND_ID);
    id = id.isEmpty() ? table.get(REFUND_ID_OF_PAYMENT) : id;
    return id.isEmpty() ? null : id;
  }
}
