package dev.settle.stack.statements;

import dev.settle.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/**
 * A column of a trade bill and what stands in it, as WeChat Pay publishes it: decimal yuan, Beijing
 * time, a fee with five decimals that is negative on refunds, {@code 0} for ids that a row does not
 * have.
 */
enum BillColumn {
  TIME("交易时间"),
  APP_ID("公众账号ID"),
  MERCHANT("商户号"),
  SUB_MERCHANT("特约商户号"),
  DEVICE("设备号"),
  TRANSACTION("微信订单号"),
  ORDER("商户订单号"),
  USER("用户标识"),
  TRADE_TYPE("交易类型"),
  TRADE_STATE("交易状态"),
  BANK("付款银行"),
  CURRENCY("货币种类"),
  SETTLEMENT_AMOUNT("应结订单金额"),
  SETTLEMENT_AMOUNT_OLD("总金额"),
  COUPON_AMOUNT("代金券金额"),
  COUPON_AMOUNT_OLD("企业红包金额"),
  REFUND_REQUESTED("退款申请时间"),
  REFUND_SUCCEEDED("退款成功时间"),
  CHANNEL_REFUND("微信退款单号"),
  REFUND("商户退款单号"),
  REFUND_AMOUNT("退款金额"),
  COUPON_REFUND_AMOUNT("充值券退款金额"),
  REFUND_TYPE("退款类型"),
  REFUND_STATE("退款状态"),
  PRODUCT("商品名称"),
  ATTACHMENT("商户数据包"),
  FEE("手续费"),
  RATE("费率"),
  ORDER_AMOUNT("订单金额"),
  REQUESTED_REFUND_AMOUNT("申请退款金额"),
  RATE_NOTE("费率备注");

  private static final int FEE_DECIMALS = 5;
  private static final DateTimeFormatter TIME_FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private final String title;

  BillColumn(String title) {
    this.title = title;
  }

  /** Its name in the header. */
  String title() {
    return title;
  }

  /** What a line has in it. */
  String of(BillLine line, String merchantNo) {
    return switch (this) {
      case TIME -> time(line.occurredAt());
      case APP_ID -> "wx2421b1c4370ec43b";
      case MERCHANT -> merchantNo;
      case SUB_MERCHANT -> "0";
      case DEVICE, ATTACHMENT, RATE_NOTE -> "";
      case TRANSACTION -> line.transactionId();
      case ORDER -> line.orderId();
      case USER -> line.userId();
      case TRADE_TYPE -> "JSAPI";
      case TRADE_STATE -> line.isRefund() ? "REFUND" : "SUCCESS";
      case BANK -> "OTHERS";
      case CURRENCY -> line.amount().currency().getCurrencyCode();
      case SETTLEMENT_AMOUNT, SETTLEMENT_AMOUNT_OLD, ORDER_AMOUNT -> ofPayment(line);
      case COUPON_AMOUNT, COUPON_AMOUNT_OLD, COUPON_REFUND_AMOUNT -> decimal(zero(line));
      case REFUND_REQUESTED -> refund(line, refund -> time(refund.requestedAt()), "");
      case REFUND_SUCCEEDED -> refund(line, refund -> time(line.occurredAt()), "");
      case CHANNEL_REFUND -> refund(line, BillLine.Refund::channelRefundId, "0");
      case REFUND -> refund(line, BillLine.Refund::refundId, "0");
      case REFUND_AMOUNT, REQUESTED_REFUND_AMOUNT -> ofRefund(line);
      case REFUND_TYPE -> refund(line, refund -> "ORIGINAL", "");
      case REFUND_STATE -> refund(line, BillLine.Refund::state, "");
      case PRODUCT -> line.product();
      case FEE -> fee(line.fee());
      case RATE -> rate(line.feeRatePpm());
    };
  }

  /** An amount in yuan, two decimals. */
  static String decimal(Money money) {
    return money.toMajor().toPlainString();
  }

  /** A fee in yuan with five decimals, although whole fen are charged. */
  static String fee(Money money) {
    return money.toMajor().setScale(FEE_DECIMALS, RoundingMode.UNNECESSARY).toPlainString();
  }

  private static Money zero(BillLine line) {
    return new Money(0, line.amount().currency());
  }

  private static String ofPayment(BillLine line) {
    return decimal(line.isRefund() ? zero(line) : line.amount());
  }

  private static String ofRefund(BillLine line) {
    return decimal(line.isRefund() ? line.amount() : zero(line));
  }

  private static String refund(
      BillLine line, Function<BillLine.Refund, String> column, String otherwise) {
    BillLine.Refund refund = line.refund();
    return refund == null ? otherwise : column.apply(refund);
  }

  private static String time(Instant instant) {
    return TIME_FORMAT.format(instant);
  }

  private static String rate(long partsPerMillion) {
    return BigDecimal.valueOf(partsPerMillion, 4)
            .setScale(2, RoundingMode.UNNECESSARY)
            .toPlainString()
        + "%";
  }
}
