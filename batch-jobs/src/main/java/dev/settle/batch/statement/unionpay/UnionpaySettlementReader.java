package dev.settle.batch.statement.unionpay;

import dev.settle.batch.statement.ByteLines;
import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.StatementPackage;
import dev.settle.batch.statement.StatementPart;
import dev.settle.batch.statement.StatementReader;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.StatementSummary;
import dev.settle.batch.statement.unionpay.RdSummary.Totals;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one settlement as a stream in constant memory. Verified: merchant and date of every name
 * against each other and against the rows, the window of the settlement date, on every row 结算金额 =
 * 交易金额 − 商户手续费 and 清算净额 = 结算金额 − 二级商户分账入账金额, and the control totals of the RD.
 *
 * <p>Newer specifications have 清算金额 where the older ones reserve space, and 结算金额 = 清算金额 − 商户手续费
 * (field list in the comments of Lyenrowe's BillParser, a public parser of these files): a row that
 * has it is settled by it, since a discount (优惠金额) may make it differ from 交易金额.
 *
 * <p>What follows from the format:
 *
 * <ul>
 *   <li>What a row is follows from 交易类型; see {@link TransactionType}. Of 交易代码 only S22, a
 *       consumption, is published: on another kind of row it is refused. Other codes are read over,
 *       an unknown 交易类型 is refused.
 *   <li>The details alone are accepted, for merchants fetch them alone. They declare no totals, so
 *       a file that lost whole rows at its end passes: fetch the zip where that matters. A detail
 *       file without a row is refused unless an RD declares that there is none.
 *   <li>The file holds settled transactions only: the state is {@value #STATE}.
 *   <li>What settles a line is 结算金额. A split (分账) is paid on to another merchant out of it and
 *       lowers 清算净额, not the line.
 *   <li>Disputes are read by {@link Disputes}. Whether the RD counts them is not published: its
 *       totals must be those of the details, or of both.
 *   <li>分期付款附加手续费 is settled apart and in none of the amounts.
 * </ul>
 */
final class UnionpaySettlementReader implements StatementReader {
  /** State of every line. */
  static final String STATE = "SUCCESS";

  private static final String CURRENCY = "CNY";
  private static final String CODE_OF_CONSUMPTION = "S22";

  private final Expectation expectation;
  private final LineConsumer consumer;
  private final FixedRow row = new FixedRow(ZmField.values());
  private @Nullable String merchant;
  private @Nullable LocalDate date;
  private long lines;
  private long payments;
  private long paymentAmount;
  private long refunds;
  private long refundAmount;
  private long feeAmount;
  private long tradedAmount;
  private long netAmount;

  UnionpaySettlementReader(Expectation expectation, LineConsumer consumer) {
    this.expectation = expectation;
    this.consumer = consumer;
  }

  @Override
  public void read(StatementPackage content) throws IOException, StatementRefusedException {
    SettlementParts parts = SettlementParts.of(content);
    SettlementName name = parts.name();
    requireExpected(name);
    merchant = name.merchant();
    date = name.date();
    StatementPart summary = parts.summary();
    within(content, parts.details(), in -> readDetails(in, name, summary != null));
    Totals details = new Totals(lines, tradedAmount, feeAmount, netAmount);
    StatementPart disputed = parts.disputes();
    Totals all = details;
    if (disputed != null) {
      Disputes disputes = new Disputes(name, consumer);
      within(content, disputed, disputes::read);
      all = details.plus(disputes.totals());
      lines = all.count();
      feeAmount = all.fee();
    }
    if (summary != null) {
      Totals withDisputes = all;
      within(content, summary, in -> RdSummary.verify(in, name, details, withDisputes));
    }
  }

  @Override
  public StatementSummary summary() {
    return new StatementSummary(
        UnionpaySettlement.NAME,
        null,
        Channel.UNIONPAY.name(),
        merchant,
        date,
        lines,
        CURRENCY,
        payments,
        paymentAmount,
        refunds,
        refundAmount,
        feeAmount);
  }

  private void requireExpected(SettlementName name) throws StatementRefusedException {
    String expectedMerchant = expectation.merchant();
    if (expectedMerchant != null && !expectedMerchant.equals(name.merchant())) {
      throw new StatementRefusedException(
          0, "商户代码", "the name says " + name.merchant() + ", it must be of " + expectedMerchant);
    }
    LocalDate expectedDate = expectation.businessDate();
    if (expectedDate != null && !expectedDate.equals(name.date())) {
      throw new StatementRefusedException(
          0, "清算日期", "the name says " + name.date() + ", it must be of " + expectedDate);
    }
  }

  private void readDetails(InputStream in, SettlementName name, boolean mayBeEmpty)
      throws IOException, StatementRefusedException {
    SettlementDay day = new SettlementDay(name.date());
    ByteLines text = new ByteLines(in, StandardCharsets.ISO_8859_1);
    String line = text.next();
    while (line != null) {
      row.parse(line, text.number());
      take(name, day);
      line = text.next();
    }
    if (lines == 0 && !mayBeEmpty) {
      throw new StatementRefusedException(
          "no detail row, and no RD that says that there is none: nothing can be verified");
    }
  }

  private void take(SettlementName name, SettlementDay day)
      throws IOException, StatementRefusedException {
    String owner = row.get(ZmField.MERCHANT);
    if (!owner.equals(name.merchant())) {
      throw new StatementRefusedException(
          row.line(),
          ZmField.MERCHANT.title(),
          "'" + owner + "' where the file's name says " + name.merchant());
    }
    LineKind kind = kind();
    int sign = kind == LineKind.PAYMENT ? 1 : -1;
    long traded = row.fen(ZmField.AMOUNT);
    long amount = settled(traded, sign);
    long fee = Math.negateExact(row.signedFen(ZmField.FEE));
    takeNet(kind, sign * amount, fee);
    tradedAmount = Math.addExact(tradedAmount, sign * traded);
    Instant time = day.instantOf(row.get(ZmField.TIME), row.line(), ZmField.TIME.title());
    lines++;
    feeAmount = Math.addExact(feeAmount, fee);
    consumer.accept(
        kind == LineKind.PAYMENT ? payment(amount, fee, time) : refund(amount, fee, time));
  }

  /** What the row settles, without its sign: 清算金额 where the file has it. */
  private long settled(long traded, int sign) throws StatementRefusedException {
    char first = row.first(ZmField.CLEARED);
    if (first != 'C' && first != 'D') {
      return traded;
    }
    long cleared = row.signedFen(ZmField.CLEARED);
    if (Long.signum(cleared) == -sign) {
      throw new StatementRefusedException(
          row.line(),
          ZmField.CLEARED.title(),
          "is of the opposite sign than 交易类型 " + row.get(ZmField.TYPE));
    }
    return Math.abs(cleared);
  }

  private LineKind kind() throws StatementRefusedException {
    String code = row.get(ZmField.TYPE);
    TransactionType type = TransactionType.of(code);
    String transaction = row.get(ZmField.TRANSACTION_CODE);
    if (type == null) {
      throw new StatementRefusedException(
          row.line(),
          ZmField.TYPE.title(),
          "'"
              + code
              + "' (交易代码 "
              + transaction
              + ") is no type of transaction whose sign is known");
    }
    if (transaction.equals(CODE_OF_CONSUMPTION) && type.kind() != LineKind.PAYMENT) {
      throw new StatementRefusedException(
          row.line(),
          ZmField.TRANSACTION_CODE.title(),
          "'" + transaction + "', a consumption, contradicts 交易类型 " + code + " " + type.title());
    }
    return type.kind();
  }

  private void takeNet(LineKind kind, long signed, long fee) throws StatementRefusedException {
    if (kind == LineKind.PAYMENT && fee < 0) {
      throw new StatementRefusedException(
          row.line(), ZmField.FEE.title(), "is paid to the merchant on a payment");
    }
    long settlement = row.signedFen(ZmField.SETTLEMENT);
    long expected = Math.subtractExact(signed, fee);
    if (settlement != expected) {
      throw new StatementRefusedException(
          row.line(),
          ZmField.SETTLEMENT.title(),
          plain(settlement) + " where 交易金额 (or 清算金额) less 商户手续费 is " + plain(expected));
    }
    long net = row.signedFen(ZmField.NET);
    long paidOn = row.signedFenOrNone(ZmField.SPLIT);
    if (net != Math.subtractExact(settlement, paidOn)) {
      throw new StatementRefusedException(
          row.line(),
          ZmField.NET.title(),
          plain(net)
              + " where 结算金额 less 二级商户分账入账金额 is "
              + plain(Math.subtractExact(settlement, paidOn)));
    }
    row.signedFenOrNone(ZmField.DISCOUNT);
    row.signedFenOrNone(ZmField.INVOICE);
    row.signedFenOrNone(ZmField.INSTALMENT_FEE);
    netAmount = Math.addExact(netAmount, net);
  }

  private StatementLine payment(long amount, long fee, Instant time)
      throws StatementRefusedException {
    payments++;
    paymentAmount = Math.addExact(paymentAmount, amount);
    return new StatementLine(
        row.id(ZmField.QUERY_ID),
        null,
        row.id(ZmField.ORDER_ID),
        null,
        LineKind.PAYMENT,
        STATE,
        amount,
        fee,
        CURRENCY,
        time,
        row.line());
  }

  /** A refund has an order number of its own; that of the payment stands in 原始交易订单号. */
  private StatementLine refund(long amount, long fee, Instant time)
      throws StatementRefusedException {
    refunds++;
    refundAmount = Math.addExact(refundAmount, amount);
    return new StatementLine(
        row.id(ZmField.ORIGINAL_QUERY_ID),
        row.id(ZmField.QUERY_ID),
        row.isAbsent(ZmField.ORIGINAL_ORDER_ID) ? "" : row.id(ZmField.ORIGINAL_ORDER_ID),
        row.id(ZmField.ORDER_ID),
        LineKind.REFUND,
        STATE,
        -amount,
        fee,
        CURRENCY,
        time,
        row.line());
  }

  private static String plain(long fen) {
    return Decimals.plain(fen, 2);
  }

  /** Reads a part; of a zip the refusal names the part. */
  private static void within(StatementPackage content, StatementPart part, PartReader reader)
      throws IOException, StatementRefusedException {
    try (InputStream in = part.open()) {
      reader.read(in);
    } catch (StatementRefusedException e) {
      throw content.parts().size() == 1 ? e : e.within(part.name());
    }
  }

  @FunctionalInterface
  private interface PartReader {
    void read(InputStream in) throws IOException, StatementRefusedException;
  }
}
