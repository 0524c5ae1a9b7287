package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.LineKind;
import java.util.Map;
import java.util.Set;

/**
 * What a row of the fund flow is about, by its 业务类型 and, where that says nothing, its 业务名称.
 * Payments that take money and refunds that bring it are corrections of WeChat's. What is neither a
 * trade, a fee, a payout nor known as a move between accounts is an adjustment: it changes the
 * balance and must be looked at, and its own word is kept as the line's state.
 */
final class FundFlowKinds {
  static final String TRADE = "交易";
  static final String REFUND = "退款";
  static final String FEE_TAKEN = "扣除交易手续费";
  static final String FEE_GIVEN_BACK = "退回交易手续费";
  static final String WITHDRAWAL = "提现";

  private static final Map<String, LineKind> BY_WORD =
      Map.ofEntries(
          Map.entry(TRADE, LineKind.PAYMENT),
          Map.entry(REFUND, LineKind.REFUND),
          Map.entry(WITHDRAWAL, LineKind.PAYOUT),
          Map.entry("结算", LineKind.PAYOUT),
          Map.entry("充值", LineKind.TRANSFER),
          Map.entry("转账", LineKind.TRANSFER),
          Map.entry("企业付款", LineKind.TRANSFER),
          Map.entry("商家转账", LineKind.TRANSFER),
          Map.entry("商家转账到零钱", LineKind.TRANSFER),
          Map.entry("分账", LineKind.TRANSFER),
          Map.entry("分账退回", LineKind.TRANSFER),
          Map.entry("现金红包", LineKind.TRANSFER));
  private static final Set<LineKind> TRADES = Set.of(LineKind.PAYMENT, LineKind.REFUND);

  private FundFlowKinds() {}

  static LineKind of(String type, String name, boolean income) {
    if (type.contains("手续费")) {
      return LineKind.FEE;
    }
    LineKind byType = BY_WORD.get(type);
    LineKind kind = byType == null ? BY_WORD.get(name) : byType;
    if (kind == null) {
      return LineKind.ADJUSTMENT;
    }
    boolean usual = !TRADES.contains(kind) || income == (kind == LineKind.PAYMENT);
    return usual ? kind : LineKind.ADJUSTMENT;
  }

  /** The word for a line's 业务类型: the line's own state where it is no trade. */
  static String typeOf(LineKind kind, String state, boolean income) {
    return switch (kind) {
      case PAYMENT -> TRADE;
      case REFUND -> REFUND;
      case FEE -> income ? FEE_GIVEN_BACK : FEE_TAKEN;
      case PAYOUT, TRANSFER, ADJUSTMENT, CHARGEBACK -> state;
    };
  }
}
