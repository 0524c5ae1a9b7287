package dev.settle.batch.sharing;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import org.jspecify.annotations.Nullable;

/**
 * The orders that a rule set is for.
 *
 * @param merchant null: any
 * @param kind null: any
 * @param channel null: any
 * @param currency always named, since amounts of a rule are minor units of it
 */
public record Scope(
    @Nullable String merchant,
    @Nullable OrderKind kind,
    @Nullable Channel channel,
    String currency) {

  /** True when the order is one of them. */
  public boolean covers(SharedOrder order) {
    return currency.equals(order.currency())
        && (merchant == null || merchant.equals(order.merchant()))
        && (kind == null || kind == order.kind())
        && (channel == null || channel == order.channel());
  }

  /** A higher one goes first: the merchant outweighs the kind, and the kind the channel. */
  public int specificity() {
    return (merchant == null ? 0 : 4) + (kind == null ? 0 : 2) + (channel == null ? 0 : 1);
  }

  @Override
  public String toString() {
    return "%s, %s, %s, %s"
        .formatted(
            merchant == null ? "any merchant" : "merchant " + merchant,
            kind == null ? "any kind" : kind.name(),
            channel == null ? "any channel" : channel.name(),
            currency);
  }
}
