package dev.settle.batch.report;

import java.util.Map;

/** What classes, statuses and kinds are called in Chinese. */
public final class Labels {
  private static final Map<String, String> CHINESE =
      Map.ofEntries(
          Map.entry("MATCHED", "平账"),
          Map.entry("MATCHED_WITHIN_TOLERANCE", "容差内平账"),
          Map.entry("LATE", "跨日平账"),
          Map.entry("PENDING", "在途"),
          Map.entry("ADJUSTED", "已调账"),
          Map.entry("MISSING_IN_CHANNEL", "短款"),
          Map.entry("MISSING_IN_LEDGER", "长款"),
          Map.entry("AMOUNT_MISMATCH", "金额不符"),
          Map.entry("FEE_MISMATCH", "手续费不符"),
          Map.entry("STATUS_MISMATCH", "状态不符"),
          Map.entry("CURRENCY_MISMATCH", "币种不符"),
          Map.entry("MERCHANT_MISMATCH", "商户不符"),
          Map.entry("DUPLICATE_IN_CHANNEL", "渠道重复"),
          Map.entry("DUPLICATE_IN_LEDGER", "账务重复"),
          Map.entry("ORPHAN_REFUND", "孤立退款"),
          Map.entry("UNCLASSIFIED", "未分类"),
          Map.entry("NEW", "新增"),
          Map.entry("PERSISTING", "持续"),
          Map.entry("RESOLVED", "已解决"),
          Map.entry("PROVED", "已核平"),
          Map.entry("PROVISIONAL", "暂定"),
          Map.entry("INCOMPLETE", "未完成"),
          Map.entry("PAYMENT", "支付"),
          Map.entry("REFUND", "退款"),
          Map.entry("LEDGER", "账务"),
          Map.entry("CHANNEL", "渠道"),
          Map.entry("FEE", "手续费"),
          Map.entry("PAYOUT", "打款"),
          Map.entry("CHARGEBACK", "拒付"),
          Map.entry("TRANSFER", "转账"),
          Map.entry("ADJUSTMENT", "调整"),
          Map.entry("WECHAT", "微信支付"),
          Map.entry("ALIPAY", "支付宝"),
          Map.entry("UNIONPAY", "银联"));

  private Labels() {}

  /** The Chinese name, or nothing. */
  static String chinese(String name) {
    return CHINESE.getOrDefault(name, "");
  }

  /** The name with its Chinese one behind it. */
  public static String both(String name) {
    String chinese = chinese(name);
    return chinese.isEmpty() ? name : name + " " + chinese;
  }
}
