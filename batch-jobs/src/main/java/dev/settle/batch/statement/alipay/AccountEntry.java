package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.LineKind;
import java.util.Map;

/**
 * What an entry of an account bill is about, from its 业务类型 and whether money came in or went out.
 *
 * <p>Alipay's words changed over the years: 交易, 交易付款, 在线支付, 交易退款, 收费, 提现, 转账 and 其它 are in public
 * samples, the others listed are their known variants. A trade that takes money out, or a refund
 * that brings some in, is one where the merchant is the buyer: that is none of his receipts, so it
 * is an adjustment, as is every word that is not listed (保证金, 红包, 其它…). It still moves the balance
 * and is never dropped.
 */
final class AccountEntry {
  private static final Map<String, LineKind> KINDS =
      Map.ofEntries(
          Map.entry("交易", LineKind.PAYMENT),
          Map.entry("交易付款", LineKind.PAYMENT),
          Map.entry("交易收款", LineKind.PAYMENT),
          Map.entry("在线支付", LineKind.PAYMENT),
          Map.entry("退款", LineKind.REFUND),
          Map.entry("交易退款", LineKind.REFUND),
          Map.entry("退款(交易退款)", LineKind.REFUND),
          Map.entry("收费", LineKind.FEE),
          Map.entry("服务费", LineKind.FEE),
          Map.entry("手续费", LineKind.FEE),
          Map.entry("退费", LineKind.FEE),
          Map.entry("提现", LineKind.PAYOUT),
          Map.entry("提现退回", LineKind.PAYOUT),
          Map.entry("转账", LineKind.TRANSFER),
          Map.entry("充值", LineKind.TRANSFER),
          Map.entry("分账", LineKind.TRANSFER),
          Map.entry("交易分账", LineKind.TRANSFER));

  private AccountEntry() {}

  /**
   * The kind of an entry.
   *
   * @param word its 业务类型
   * @param moved signed fen: positive when money came in
   */
  static LineKind kindOf(String word, long moved) {
    LineKind kind =
        KINDS.getOrDefault(
            word.replace('（', '(').replace('）', ')').replace(" ", ""), LineKind.ADJUSTMENT);
    boolean asBuyer =
        (kind == LineKind.PAYMENT && moved < 0) || (kind == LineKind.REFUND && moved > 0);
    return asBuyer ? LineKind.ADJUSTMENT : kind;
  }
}
