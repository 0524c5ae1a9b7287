package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.ByteLines;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.StatementPackage;
import dev.settle.batch.statement.StatementReader;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.StatementSummary;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads one WeChat Pay fund flow bill (资金账单), as a stream in constant memory: every change of one
 * account's balance on a day, in Beijing time. Source: the field list of WeChat Pay's 申请资金账单 API
 * and published samples.
 *
 * <p>Verified: the header's columns, each row's fields, that every row is of the one day, the
 * running balance (账户结余), and the five totals of the summary.
 *
 * <p>A bill without rows, whose totals are zeros, does not say its day: it is accepted by itself
 * and refused where a merchant or a day is expected.
 *
 * <p>Quirks: amounts have no sign, 收支类型 gives it. A fee is a row of its own: its line has amount 0
 * and the fee. A refund's amount is what left the account, less the fee given back. The bill names
 * no merchant: the summary repeats the one that was expected, and none otherwise. {@code 微信支付业务单号}
 * is the channel's id of the payment, on a refund of the refund, and 业务凭证号 ours. Counts of older
 * files are {@code 20.0}; times may end with a blank.
 */
public final class FundFlowReader implements StatementReader {
  private static final int DIGITS = 2;

  private final Expectation expectation;
  private final LineConsumer consumer;
  private final FundFlowTotals totals = new FundFlowTotals();
  private final RunningBalance balance = new RunningBalance(DIGITS);
  private @Nullable LocalDate date;
  private long payments;
  private long paymentAmount;
  private long refunds;
  private long refundAmount;
  private long feeAmount;

  /** A reader of one bill that gives its lines to the consumer. */
  public FundFlowReader(Expectation expectation, LineConsumer consumer) {
    this.expectation = expectation;
    this.consumer = consumer;
  }

  @Override
  public void read(StatementPackage content) throws IOException, StatementRefusedException {
    try (InputStream in = content.onlyPart().open()) {
      read(new ByteLines(in));
    }
  }

  @Override
  public StatementSummary summary() {
    return new StatementSummary(
        WechatFundFlow.NAME,
        "ALL",
        Channel.WECHAT.name(),
        expectation.merchant(),
        date,
        totals.get(FundFlowTotal.ROWS),
        FundFlowColumn.CURRENCY,
        payments,
        paymentAmount,
        refunds,
        refundAmount,
        feeAmount);
  }

  private void read(ByteLines text) throws IOException, StatementRefusedException {
    FundFlowHeader header = FundFlowHeader.bind(nextOrCut(text));
    String line = nextOrCut(text);
    while (!FundFlowTotals.isSummaryHeader(line)) {
      if (!line.startsWith("`")) {
        throw new StatementRefusedException(
            text.number(), null, "neither a detail row, which begins with `, nor the summary");
      }
      take(FundFlowRow.parse(header, line, text.number()));
      line = nextOrCut(text);
    }
    if (date == null && !expectation.equals(Expectation.none())) {
      throw new StatementRefusedException(
          text.number(), null, "no detail row: the date cannot be verified");
    }
    totals.declare(line, text.number());
    line = nextOrCut(text);
    totals.verify(line, text.number());
    if (!text.ended()) {
      totals.requireWholeEnd(line, text.number());
    }
    balance.verify();
    if (nextNotBlank(text) != null) {
      throw new StatementRefusedException(text.number(), null, "there is text after the summary");
    }
  }

  private void take(FundFlowRow row) throws IOException, StatementRefusedException {
    LocalDateTime time = takeTime(row);
    long signed = row.signedAmount();
    boolean income = row.isIncome();
    totals.count(signed, income);
    balance.take(time, signed, row.balance(), row.line(), FundFlowColumn.BALANCE.title());
    row.id(FundFlowColumn.FLOW_ID);
    String type = row.id(FundFlowColumn.TYPE);
    LineKind kind = FundFlowKinds.of(type, row.get(FundFlowColumn.NAME), income);
    boolean trade = kind == LineKind.PAYMENT || kind == LineKind.REFUND;
    boolean fee = kind == LineKind.FEE;
    count(kind, signed);
    String id = trade ? row.id(FundFlowColumn.BUSINESS_ID) : row.get(FundFlowColumn.BUSINESS_ID);
    String voucher = row.get(FundFlowColumn.VOUCHER);
    consumer.accept(
        new StatementLine(
            id,
            kind == LineKind.REFUND ? id : null,
            kind == LineKind.PAYMENT || fee ? voucher : "",
            kind == LineKind.REFUND ? voucher : null,
            kind,
            trade ? "SUCCESS" : type,
            fee ? 0 : signed,
            fee ? -signed : 0,
            FundFlowColumn.CURRENCY,
            time.atZone(Channel.WECHAT.zone()).toInstant(),
            row.line()));
  }

  private LocalDateTime takeTime(FundFlowRow row) throws StatementRefusedException {
    LocalDateTime time = row.time();
    if (date == null) {
      date = expectation.businessDate() == null ? time.toLocalDate() : expectation.businessDate();
    }
    if (!time.toLocalDate().equals(date)) {
      throw new StatementRefusedException(
          row.line(),
          FundFlowColumn.TIME.title(),
          "'" + row.get(FundFlowColumn.TIME) + "' is not of the bill's day " + date);
    }
    return time;
  }

  private void count(LineKind kind, long signed) {
    if (kind == LineKind.PAYMENT) {
      payments++;
      paymentAmount = Math.addExact(paymentAmount, signed);
    } else if (kind == LineKind.REFUND) {
      refunds++;
      refundAmount = Math.subtractExact(refundAmount, signed);
    } else if (kind == LineKind.FEE) {
      feeAmount = Math.subtractExact(feeAmount, signed);
    }
  }

  private static String nextOrCut(ByteLines text) throws IOException, StatementRefusedException {
    String line = nextNotBlank(text);
    if (line == null) {
      throw new StatementRefusedException(
          text.number(), null, "the file ends before its summary: it is cut off");
    }
    return line;
  }

  private static @Nullable String nextNotBlank(ByteLines text)
      throws IOException, StatementRefusedException {
    String line = text.next();
    while (line != null && line.isBlank()) {
      line = text.next();
    }
    return line;
  }
}
