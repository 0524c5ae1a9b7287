package dev.settle.batch.sharing;

import dev.settle.schemas.payment.Channel;
import org.jspecify.annotations.Nullable;

/** What a channel lets be shared of an order. */
public final class ChannelLimits {
  /** The whole, in basis points. */
  static final int WHOLE = 10_000;

  /** Receivers of one order, on every channel: WeChat takes no more in one request. */
  static final int RECEIVERS_MAX = 50;

  private static final int WECHAT_CAP = 3_000;

  private static final int WECHAT_DAYS = 180;

  private ChannelLimits() {}

  /** True when an order of the channel that was paid so many days ago may still be shared. */
  public static boolean isShareable(Channel channel, long daysSincePayment) {
    return channel != Channel.WECHAT || daysSincePayment <= WECHAT_DAYS;
  }

  /** Largest total share without an agreement; of any channel: no limit by itself. */
  static int capBasisPoints(@Nullable Channel channel) {
    return channel == Channel.WECHAT ? WECHAT_CAP : WHOLE;
  }
}
