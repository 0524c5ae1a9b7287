package dev.settle.batch.statement.alipay;

import static dev.settle.batch.statement.alipay.Column.*;

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
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one Alipay trade bill (业务明细, {@code bill_type=trade}), 25 or 29 columns, as a stream in
 * constant memory. Everything that it declares is verified: account, day, number and sums of
 * payments and of refunds, the time of export, and what the 汇总 beside it says. The first thing that
 * does not hold refuses it whole. A bill without rows is accepted when it declares none.
 *
 * <p><b>Source.</b> Layout and signs were taken from bills and test fixtures published with open
 * source (25 columns of 2019 with refunds, 29 columns of 2019, footers of 2019 and 2021), which
 * agree with each other; Alipay's own page of the fields was not at hand. No sample has a fee on a
 * refund or a discount of the merchant's: their signs follow from those of the amounts.
 *
 * <ul>
 *   <li><b>Amount</b> is 商家实收, not 订单金额: what Alipay owes us for the trade before its fee. They
 *       differ by what the merchant pays for himself (商家优惠, red packets and coupons of his own);
 *       what Alipay pays for (支付宝优惠, 支付宝红包, 集分宝) is in both.
 *   <li><b>服务费</b> is negative when the merchant pays, and positive or 0 on a refund: the opposite
 *       of {@link StatementLine#fee()}. 分润 is not a fee and in no amount of a line: it is shared
 *       out by an instruction of its own.
 *   <li>A <b>refund</b> repeats trade and order number and 创建时间 of the payment, with negative
 *       amounts and its own 完成时间, which decides the day. Alipay gives a refund no number of its
 *       own: 退款批次号/请求号 is ours, and the key, in the place of the channel's id, is trade number
 *       {@code /} that number. Old bills may lack it.
 *   <li>Only what is finished is listed, without a word for it: the state is {@code SUCCESS}.
 *   <li>The account's number is the merchant's PID with {@code 0156} behind it. Times are
 *       Beijing's.
 *   <li>Identifiers end with a tab. There is no quoting: see {@link BillRow} for commas in names.
 *   <li>In the layout of 29 columns 实收净额 must be 商家实收 plus 服务费 wherever nothing is shared out.
 * </ul>
 */
final class TradeBillReader implements StatementReader {
  private static final Set<Column> REQUIRED =
      EnumSet.of(
          TRADE_NO,
          ORDER_NO,
          KIND,
          CREATED,
          COMPLETED,
          ORDER_AMOUNT,
          RECEIVED,
          MERCHANT_DISCOUNT,
          REFUND_NO,
          Column.FEE);
  private static final Set<String> SUMMARY_REQUIRED =
      Set.of("交易订单总笔数", "退款订单总笔数", "订单金额", "商家实收", "服务费");
  private static final String PAYMENT = "交易";
  private static final String REFUND = "退款";
  private static final String FINISHED = "SUCCESS";

  private final Expectation expectation;
  private final LineConsumer consumer;
  private final TradeTotals totals = new TradeTotals();
  private @Nullable String merchant;
  private @Nullable LocalDate date;

  TradeBillReader(Expectation expectation, LineConsumer consumer) {
    this.expectation = expectation;
    this.consumer = consumer;
  }

  @Override
  public void read(StatementPackage content) throws IOException, StatementRefusedException {
    BillParts parts = BillParts.of(content, BillTitle.TRADE_DETAIL, BillTitle.TRADE_SUMMARY);
    BillFrame frame;
    try (BillText text = parts.detail().open()) {
      frame = BillFrame.read(text, expectation);
      readDetail(text, frame);
    } catch (StatementRefusedException e) {
      throw parts.single() ? e : e.within(parts.detail().name());
    }
    BillParts.Titled summary = parts.summary();
    if (summary != null) {
      try (BillText text = summary.open()) {
        totals.verify(BillSummary.read(text, frame, SUMMARY_REQUIRED));
      } catch (StatementRefusedException e) {
        throw e.within(summary.name());
      }
    }
  }

  @Override
  public StatementSummary summary() {
    return new StatementSummary(
        AlipayTradeBill.NAME,
        "ALL",
        Channel.ALIPAY.name(),
        merchant,
        date,
        totals.payments() + totals.refunds(),
        Yuan.CURRENCY,
        totals.payments(),
        totals.ofPayments(RECEIVED),
        totals.refunds(),
        -totals.ofRefunds(RECEIVED),
        -Math.addExact(totals.ofPayments(Column.FEE), totals.ofRefunds(Column.FEE)));
  }

  private void readDetail(BillText text, BillFrame frame)
      throws IOException, StatementRefusedException {
    merchant = BillFrame.merchantOf(frame.account(), expectation);
    date = frame.onlyDay();
    BillHeader header = BillHeader.bind(frame.header(), frame.headerLine(), REQUIRED);
    BillRow row = new BillRow(header);
    String line = text.nextOrCut();
    while (!BillText.isFrame(line)) {
      row.parse(line, text.number());
      consumer.accept(take(row, header, frame));
      line = text.nextOrCut();
    }
    totals.verify(BillFooter.read(text, line, frame.last()));
  }

  private StatementLine take(BillRow row, BillHeader header, BillFrame frame)
      throws StatementRefusedException {
    boolean refund = isRefund(row);
    String tradeNo = row.id(TRADE_NO);
    String orderNo = row.id(ORDER_NO);
    String refundNo = row.idOrEmpty(REFUND_NO);
    if (!refund && !refundNo.isEmpty()) {
      throw new StatementRefusedException(
          row.line(), REFUND_NO.title(), "a payment's row names a refund");
    }
    row.time(CREATED);
    LocalDateTime completed = row.time(COMPLETED);
    if (!frame.covers(completed.toLocalDate())) {
      throw new StatementRefusedException(
          row.line(),
          COMPLETED.title(),
          "'" + row.get(COMPLETED) + "' is not of the bill's " + frame.days());
    }
    int sign = refund ? -1 : 1;
    requireSign(row, ORDER_AMOUNT, sign);
    long received = requireSign(row, RECEIVED, sign);
    long fee = requireSign(row, Column.FEE, -sign);
    requireNet(row, header, received, fee);
    totals.add(row, refund);
    return new StatementLine(
        tradeNo,
        refundNo.isEmpty() ? null : tradeNo + "/" + refundNo,
        orderNo,
        refundNo.isEmpty() ? null : refundNo,
        refund ? LineKind.REFUND : LineKind.PAYMENT,
        FINISHED,
        received,
        -fee,
        Yuan.CURRENCY,
        completed.atZone(Channel.ALIPAY.zone()).toInstant(),
        row.line());
  }

  private static boolean isRefund(BillRow row) throws StatementRefusedException {
    String kind = row.get(KIND);
    if (kind.equals(PAYMENT)) {
      return false;
    }
    if (kind.equals(REFUND)) {
      return true;
    }
    throw new StatementRefusedException(
        row.line(), KIND.title(), "'" + kind + "' is neither " + PAYMENT + " nor " + REFUND);
  }

  private static long requireSign(BillRow row, Column column, int sign)
      throws StatementRefusedException {
    long amount = row.amount(column);
    if (Long.signum(amount) == -sign) {
      throw new StatementRefusedException(
          row.line(),
          column.title(),
          "'%s' is %s on a row of %s"
              .formatted(row.get(column), amount < 0 ? "negative" : "positive", row.get(KIND)));
    }
    return amount;
  }

  private static void requireNet(BillRow row, BillHeader header, long received, long fee)
      throws StatementRefusedException {
    if (!header.has(NET_RECEIVED) || row.amountOrNone(PROFIT_SHARE) != 0) {
      return;
    }
    long net = row.amount(NET_RECEIVED);
    if (net != Math.addExact(received, fee)) {
      throw new StatementRefusedException(
          row.line(),
          NET_RECEIVED.title(),
          "is %s where 商家实收 %s and 服务费 %s make %s"
              .formatted(Yuan.of(net), Yuan.of(received), Yuan.of(fee), Yuan.of(received + fee)));
    }
  }
}
