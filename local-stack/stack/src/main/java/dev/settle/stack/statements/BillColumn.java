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
  TIME("交易时间", line -> time(line.occurredAt())),
  APP_ID("公众账号ID", line -> "wx2421b1c4370ec43b"),
  MERCHANT("商户号", null),
  SUB_MERCHANT("特约商户号", line -> "0"),
  DEVICE("设备号", line -> ""),
  TRANSACTION("微信订单号", BillLine::transactionId),
  ORDER("商户订单号", BillLine::orderId),
  USER("用户标识", BillLine::userId),
  TRADE_TYPE("交易类型", line -> "JSAPI"),
  TRADE_STATE("交易状态", line -> line.isRefund() ? "REFUND" : "SUCCESS"),
  BANK("付款银行", line -> "OTHERS"),
  CURRENCY("货币种类", line -> line.amount().currency().getCurrencyCode()),
  SETTLEMENT_AMOUNT("应结订单金额", line -> ofPayment(line)),
  SETTLEMENT_AMOUNT_OLD("总金额", line -> ofPayment(line)),
  COUPON_AMOUNT("代金券金额", line -> decimal(zero(line))),
  COUPON_AMOUNT_OLD("企业红包金额", line -> decimal(zero(line))),
  REFUND_REQUESTED("退款申请时间", line -> refund(line, refund -> time(refund.requestedAt()), "")),
  REFUND_SUCCEEDED("退款成功时间", line -> refund(line, refund -> time(line.occurredAt()), "")),
  CHANNEL_REFUND("微信退款单号", line -> refund(line, BillLine.Refund::channelRefundId, "0")),
  REFUND("商户退款单号", line -> refund(line, BillLine.Refund::refundId, "0")),
  REFUND_AMOUNT("退款金额", line -> ofRefund(line)),
  COUPON_REFUND_AMOUNT("充值券退款金额", line -> decimal(zero(line))),
  REFUND_TYPE("退款类型", line -> refund(line, refund -> "ORIGINAL", "")),
  REFUND_STATE("退款状态", line -> refund(line, BillLine.Refund::state, "")),
  PRODUCT("商品名称", BillLine::product),
  ATTACHMENT("商户数据包", line -> ""),
  FEE("手续费", line -> fee(line.fee())),
  RATE("费率", line -> rate(line.feeRatePpm())),
  ORDER_AMOUNT("订单金额", line -> ofPayment(line)),
  REQUESTED_REFUND_AMOUNT("申请退款金额", line -> ofRefund(line)),
  RATE_NOTE("费率备注", line -> "");

  private static final int FEE_DECIMALS = 5;
  private static final DateTimeFormatter TIME_FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private final String title;
  private final @org.jspecify.annotations.Nullable Function<BillLine, String> value;

  BillColumn(String title, @org.jspecify.annotations.Nullable Function<BillLine, String> value) {
    this.title = title;
    this.value = value;
  }

  /** Its name in the header. */
  String title() {
    return title;
  }

  /** What a line has in it. */
  String of(BillLine line, String merchantNo) {
    return value == null ? merchantNo : value.apply(line);
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
