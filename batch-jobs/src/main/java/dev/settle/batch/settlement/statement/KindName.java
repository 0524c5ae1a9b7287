package dev.settle.batch.settlement.statement;

import dev.settle.batch.settlement.SettlementLine.Kind;

/** What the kinds of lines are called for a payee. */
public final class KindName {
  private KindName() {}

  /** In English, such as {@code Refunds}. */
  public static String english(Kind kind) {
    return switch (kind) {
      case PAYMENT -> "Gross payments";
      case REFUND -> "Refunds";
      case FEE -> "Channel fees";
      case SHARE -> "Profit shares";
      case CLAWBACK -> "Shares called back";
      case ADJUSTMENT -> "Adjustments";
      case PAYOUT_RETURNED -> "Payouts returned by the bank";
      case CARRIED_FORWARD -> "Carried forward from before";
      case RESERVE_RELEASED -> "Reserve released";
      case RECEIVABLE_RAISED -> "Lacking after clawbacks, now owed";
      case RECEIVABLE_DEDUCTED -> "Deducted for what was owed";
      case RESERVE_WITHHELD -> "Reserve withheld";
    };
  }

  /** In Chinese. */
  static String chinese(Kind kind) {
    return switch (kind) {
      case PAYMENT -> "交易总额";
      case REFUND -> "退款";
      case FEE -> "手续费";
      case SHARE -> "分账";
      case CLAWBACK -> "分账回退";
      case ADJUSTMENT -> "调整";
      case PAYOUT_RETURNED -> "打款退回";
      case CARRIED_FORWARD -> "上期结转";
      case RESERVE_RELEASED -> "保证金释放";
      case RECEIVABLE_RAISED -> "新增欠款";
      case RECEIVABLE_DEDUCTED -> "欠款抵扣";
      case RESERVE_WITHHELD -> "保证金留存";
    };
  }
}
