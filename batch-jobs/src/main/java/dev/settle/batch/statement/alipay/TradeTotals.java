package dev.settle.batch.statement.alipay;

import static dev.settle.batch.statement.alipay.Column.*;

import dev.settle.batch.statement.StatementRefusedException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Sums of the rows of a trade bill, and their comparison with what the bill declares. */
final class TradeTotals {
  private static final Set<Column> SUMMED =
      EnumSet.of(
          ORDER_AMOUNT,
          RECEIVED,
          ALIPAY_RED_PACKET,
          POINTS,
          ALIPAY_DISCOUNT,
          MERCHANT_DISCOUNT,
          CARD,
          FEE,
          PROFIT_SHARE);

  private final Map<Column, Sum> sums = new EnumMap<>(Column.class);
  private long payments;
  private long refunds;

  /** What a column sums to, in fen, signed as written. */
  private static final class Sum {
    private long paid;
    private long refunded;
  }

  TradeTotals() {
    SUMMED.forEach(column -> sums.put(column, new Sum()));
  }

  long payments() {
    return payments;
  }

  long refunds() {
    return refunds;
  }

  /** The payments' sum of a column that is summed; 0 when the layout lacks it. */
  long ofPayments(Column column) {
    Sum sum = sums.get(column);
    return sum == null ? 0 : sum.paid;
  }

  /** The refunds' sum of a column that is summed; 0 when the layout lacks it. */
  long ofRefunds(Column column) {
    Sum sum = sums.get(column);
    return sum == null ? 0 : sum.refunded;
  }

  /** Adds a row; amounts keep the sign that they are written with. */
  void add(BillRow row, boolean refund) throws StatementRefusedException {
    for (Map.Entry<Column, Sum> entry : sums.entrySet()) {
      long amount = row.amountOrNone(entry.getKey());
      Sum sum = entry.getValue();
      if (refund) {
        sum.refunded = Math.addExact(sum.refunded, amount);
      } else {
        sum.paid = Math.addExact(sum.paid, amount);
      }
    }
    if (refund) {
      refunds++;
    } else {
      payments++;
    }
  }

  /** Compares with {@code #交易合计} and {@code #退款合计}, under the names of old and new bills. */
  void verify(BillFooter footer) throws StatementRefusedException {
    Map<String, Long> paid = new LinkedHashMap<>();
    paid.put("商家实收", ofPayments(RECEIVED));
    paid.put("商家优惠", ofPayments(MERCHANT_DISCOUNT));
    paid.put("交易金额", ofPayments(ORDER_AMOUNT));
    paid.put("优惠金额", ofPayments(MERCHANT_DISCOUNT));
    footer.verify("交易合计", payments, paid);
    Map<String, Long> givenBack = new LinkedHashMap<>();
    givenBack.put("商家实收退款", ofRefunds(RECEIVED));
    givenBack.put("商家优惠退款", ofRefunds(MERCHANT_DISCOUNT));
    givenBack.put("交易退款金额", ofRefunds(ORDER_AMOUNT));
    givenBack.put("优惠退款金额", ofRefunds(MERCHANT_DISCOUNT));
    footer.verify("退款合计", refunds, givenBack);
    footer.requireNoOther();
  }

  /**
   * Compares with the row 合计 of the 汇总. Public samples do not say whether its amounts are less
   * refunds, nor whether its 支付宝优惠 holds red packets and points: one of the readings must hold. Its
   * net follows from its own other fields.
   */
  void verify(BillSummary summary) throws StatementRefusedException {
    summary.verifyCount("交易订单总笔数", payments);
    summary.verifyCount("退款订单总笔数", refunds);
    for (Column column :
        new Column[] {ORDER_AMOUNT, RECEIVED, MERCHANT_DISCOUNT, CARD, FEE, PROFIT_SHARE}) {
      summary.verifyAmount(column.title(), net(column), ofPayments(column));
    }
    summary.verifyAmount(
        ALIPAY_DISCOUNT.title(),
        net(ALIPAY_DISCOUNT),
        ofPayments(ALIPAY_DISCOUNT),
        net(ALIPAY_DISCOUNT) + net(ALIPAY_RED_PACKET) + net(POINTS),
        ofPayments(ALIPAY_DISCOUNT) + ofPayments(ALIPAY_RED_PACKET) + ofPayments(POINTS));
    if (summary.has(RECEIVED.title()) && summary.has(FEE.title())) {
      long before = Math.addExact(summary.amount(RECEIVED.title()), summary.amount(FEE.title()));
      long shared = summary.has(PROFIT_SHARE.title()) ? summary.amount(PROFIT_SHARE.title()) : 0;
      long net = Math.addExact(net(RECEIVED), net(FEE));
      summary.verifyAmount(
          NET_RECEIVED.title(), before, before + shared, before - shared, net, net + shared);
    }
  }

  private long net(Column column) {
    return Math.addExact(ofPayments(column), ofRefunds(column));
  }
}
