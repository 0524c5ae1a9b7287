package dev.settle.batch.statement.adyen;

import static dev.settle.batch.statement.adyen.AdyenColumn.*;

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
import org.jspecify.annotations.Nullable;

/**
 * Reads one batch as a stream in constant memory. Verified: on every row gross − net = commission +
 * markup + scheme fees + interchange, over the batch Σ(net credit − net debit) = 0 with the payout
 * or balance transfer that closes it, one merchant account, one batch, one net currency.
 *
 * <p>What follows from the format:
 *
 * <ul>
 *   <li>Lines are in the net currency, in which the batch adds up and costs are charged. Where it
 *       differs from the payment's, the line's amount is net and costs, not gross at the rate,
 *       which is rounded: so amount less fee is the net to the last unit.
 *   <li>A payment is known by Modification Reference, the capture; Psp Reference is the
 *       authorisation. On a refund Modification Reference is the refund and Psp Reference the
 *       authorisation of the payment, for the row does not name the capture.
 *   <li>Rows without gross (fees, payout, balance transfer) have no costs, or nothing but costs. A
 *       fee's line has amount 0 and the fee.
 *   <li>The day of the file is that of the payout, of a batch that pays nothing out that of its
 *       latest row, in Amsterdam; Booking Date before Creation Date. The time of a row is its
 *       Creation Date, in the zone that stands beside it.
 *   <li>Payments and refunds are settled, so their state is {@value #SETTLED}; of other rows it is
 *       the type.
 * </ul>
 */
final class AdyenSettlementReader implements StatementReader {
  /** State of payments and refunds. */
  static final String SETTLED = "SUCCESS";

  private final Expectation expectation;
  private final LineConsumer consumer;
  private final BatchScope scope;
  private @Nullable Instant latest;
  private @Nullable Instant paidOut;
  private long net;
  private long lines;
  private long payments;
  private long paymentAmount;
  private long refunds;
  private long refundAmount;
  private long feeAmount;

  AdyenSettlementReader(Expectation expectation, LineConsumer consumer) {
    this.expectation = expectation;
    this.consumer = consumer;
    this.scope = new BatchScope(expectation.merchant());
  }

  @Override
  public void read(StatementPackage content) throws IOException, StatementRefusedException {
    try (InputStream in = content.onlyPart().open()) {
      CsvTable table = new CsvTable(in);
      table.require(REQUIRED);
      while (table.next()) {
        take(table);
      }
      if (lines > 0) {
        table.requireWholeEnd(IDS);
      }
    }
    if (lines == 0) {
      throw new StatementRefusedException("no row: neither merchant account nor day is known");
    }
    if (net != 0) {
      throw new StatementRefusedException(
          0,
          NET_CREDIT,
          "the batch sums to "
              + Decimals.plain(net, scope.digits())
              + " where it must sum to 0 with the payout: rows are missing or changed");
    }
    LocalDate expected = expectation.businessDate();
    if (expected != null && !expected.equals(date())) {
      throw new StatementRefusedException(
          0, BOOKED, "the batch is of " + date() + ", it must be of " + expected);
    }
  }

  @Override
  public StatementSummary summary() {
    return new StatementSummary(
        AdyenSettlementDetails.NAME,
        null,
        Channel.ADYEN.name(),
        scope.merchant(),
        date(),
        lines,
        scope.currency(),
        payments,
        paymentAmount,
        refunds,
        refundAmount,
        feeAmount);
  }

  private @Nullable LocalDate date() {
    Instant closed = paidOut == null ? latest : paidOut;
    return closed == null ? null : closed.atZone(Channel.ADYEN.zone()).toLocalDate();
  }

  private void take(CsvTable table) throws IOException, StatementRefusedException {
    scope.take(table);
    JournalType type = JournalType.of(table.required(TYPE));
    if (type == null) {
      throw new StatementRefusedException(
          table.line(),
          TYPE,
          "'" + table.get(TYPE) + "' is not the name of a type such as Settled");
    }
    AdyenRow row = new AdyenRow(table, type, scope.digits());
    takeBooked(table, type == JournalType.MERCHANT_PAYOUT);
    StatementLine line = line(table, type, row);
    net = Math.addExact(net, row.net());
    count(table, line);
    consumer.accept(line);
  }

  private StatementLine line(CsvTable table, JournalType type, AdyenRow row)
      throws StatementRefusedException {
    LineKind kind = type.kind();
    boolean fee = kind == LineKind.FEE;
    boolean refund = kind == LineKind.REFUND;
    boolean settled = refund || kind == LineKind.PAYMENT;
    String modification =
        type.isAboutPayment() ? table.required(MODIFICATION) : table.get(MODIFICATION);
    return new StatementLine(
        refund ? table.required(PSP_REFERENCE) : modification,
        refund ? modification : null,
        table.get(MERCHANT_REFERENCE),
        refund ? refundId(table) : null,
        kind,
        settled ? SETTLED : table.get(TYPE),
        fee ? 0 : row.amount(),
        fee ? Math.negateExact(row.net()) : row.costs(),
        table.get(NET_CURRENCY),
        instant(table, CREATED, ZONE),
        table.line(),
        table.get(BATCH));
  }

  private void count(CsvTable table, StatementLine line) throws StatementRefusedException {
    lines++;
    feeAmount = Math.addExact(feeAmount, line.fee());
    if (line.kind() == LineKind.PAYMENT) {
      requireSign(table, line.amount() >= 0, GROSS_DEBIT, "is filled on a settled payment");
      payments++;
      paymentAmount = Math.addExact(paymentAmount, line.amount());
    } else if (line.kind() == LineKind.REFUND) {
      requireSign(table, line.amount() <= 0, GROSS_CREDIT, "is filled on a refund");
      refunds++;
      refundAmount = Math.subtractExact(refundAmount, line.amount());
    }
  }

  private void takeBooked(CsvTable table, boolean payout) throws StatementRefusedException {
    boolean booked = !table.get(BOOKED).isEmpty();
    Instant time = booked ? instant(table, BOOKED, BOOKED_ZONE) : instant(table, CREATED, ZONE);
    if (payout) {
      paidOut = paidOut == null || time.isAfter(paidOut) ? time : paidOut;
    }
    latest = latest == null || time.isAfter(latest) ? time : latest;
  }

  private static Instant instant(CsvTable table, String column, String zoneColumn)
      throws StatementRefusedException {
    return CsvTime.parse(table.get(column), table.line(), column)
        .toInstant(ZoneAbbreviation.offsetOf(table.get(zoneColumn), table.line(), zoneColumn));
  }

  private static void requireSign(CsvTable table, boolean holds, String column, String what)
      throws StatementRefusedException {
    if (!holds) {
      throw new StatementRefusedException(table.line(), column, what);
    }
  }

  private static @Nullable String refundId(CsvTable table) {
    String id = table.get(MODIFICATION_MERCHANT_REFERENCE);
    return id.isEmpty() ? null : id;
  }
}
