package dev.settle.stack.traffic.generate;

import dev.settle.schemas.payment.Channel;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Ids that look like those of the trade and are a pure function of the day and the order's index:
 * at most 32 characters where a channel takes them as the merchant's own order number.
 */
final class OrderIds {
  /** Tells the trace ids of holds from those of orders. */
  private static final long HOLDS = 0x686F6C6473L;

  private final String date;
  private final String run;
  private final long traceSeed;

  OrderIds(DaySpec spec) {
    this.date = spec.date().format(DateTimeFormatter.BASIC_ISO_DATE);
    this.run = "%06d".formatted(spec.runCode());
    this.traceSeed = spec.mixed();
  }

  String order(int index) {
    return "o" + date + "-" + run + "-" + "%07d".formatted(index);
  }

  String refund(int index, int rank) {
    return "r" + date + "-" + run + "-" + "%07d".formatted(index) + "-" + rank;
  }

  String hold(int index) {
    return "h" + date + "-" + run + "-" + "%07d".formatted(index);
  }

  String instruction(int index) {
    return "i" + date + "-" + run + "-" + "%07d".formatted(index);
  }

  /** A user that no order has, and so without money. */
  String penniless(int index) {
    return "u-poor-" + date + "-" + run + "-" + "%07d".formatted(index);
  }

  /** The channel's id of a payment; null for the wallet, which has no channel behind it. */
  @Nullable String channelTxn(Channel channel, int index) {
    return switch (channel) {
      // 28 digits, as WeChat Pay and Alipay have them.
      case WECHAT -> "4200" + date + run + "%010d".formatted(index);
      case ALIPAY -> date + "2200" + run + "%010d".formatted(index);
      case UNIONPAY -> date + run + "%07d".formatted(index);
      case STRIPE -> "ch_" + date + run + "%07d".formatted(index);
      case ADYEN -> "ADY" + date + run + "%07d".formatted(index);
      case WALLET -> null;
    };
  }

  /**
   * The channel's id of a refund; null for the wallet, and for Alipay, which gives a refund no
   * number of its own.
   */
  @Nullable String channelRefund(Channel channel, int index, int rank) {
    String own = run + "%07d%02d".formatted(index, rank);
    return switch (channel) {
      case WECHAT -> "5030" + date + run + "%08d%02d".formatted(index, rank);
      // 21 digits like a payment's, without the century.
      case UNIONPAY -> date.substring(2) + own;
      case STRIPE -> "re_" + date + own;
      case ADYEN -> "ADYR" + date + own;
      case ALIPAY, WALLET -> null;
    };
  }

  /** W3C trace context of the hold. */
  String holdTraceParent(int index) {
    return "00-%016x%016x-%016x-01".formatted(traceSeed ^ HOLDS, index + 1L, index + 1L);
  }

  /** W3C trace context of the order. */
  String traceParent(int index) {
    return "00-%016x%016x-%016x-01".formatted(traceSeed, index + 1L, index + 1L);
  }
}
