package dev.settle.batch.statement.wechat;

import java.util.List;

/**
 * A column of a trade bill, with every name it was ever published under (new layout first). The
 * reader binds those that a rule needs and reads over the others; {@link BillLayout} has their
 * order.
 */
enum Column {
  TIME("交易时间"),
  APP_ID("公众账号ID"),
  MERCHANT("商户号"),
  SUB_MERCHANT("特约商户号", "子商户号"),
  DEVICE("设备号"),
  TRANSACTION_ID("微信订单号"),
  ORDER_ID("商户订单号"),
  USER("用户标识"),
  TRADE_TYPE("交易类型"),
  TRADE_STATE("交易状态"),
  BANK("付款银行"),
  CURRENCY("货币种类"),
  SETTLEMENT_AMOUNT("应结订单金额", "总金额"),
  COUPON_AMOUNT("代金券金额", "企业红包金额", "代金券或立减优惠金额"),
  REFUND_REQUESTED_AT("退款申请时间"),
  REFUND_SUCCEEDED_AT("退款成功时间"),
  WECHAT_REFUND_ID("微信退款单号"),
  REFUND_ID("商户退款单号"),
  REFUND_AMOUNT("退款金额"),
  COUPON_REFUND_AMOUNT("充值券退款金额", "企业红包退款金额", "代金券或立减优惠退款金额"),
  REFUND_TYPE("退款类型"),
  REFUND_STATE("退款状态"),
  PRODUCT("商品名称"),
  ATTACHMENT("商户数据包"),
  FEE("手续费"),
  RATE("费率"),
  ORDER_AMOUNT("订单金额"),
  REQUESTED_REFUND_AMOUNT("申请退款金额"),
  RATE_NOTE("费率备注");

  /** Decimals of a fee, which WeChat charges in whole minor units all the same. */
  static final int FEE_DIGITS = 5;

  private final String names;

  Column(String... names) {
    this.names = String.join(",", names);
  }

  /** Every name, the newest first. */
  List<String> names() {
    return List.of(names.split(",", -1));
  }

  /** The name to speak of it by. */
  String title() {
    return names().get(0);
  }
}
