package dev.settle.batch.sharing;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.time.LocalDate;

/**
 * An order as it stands: all that its parts depend on, so they do not depend on how it came there.
 *
 * @param merchant who took the money
 * @param kind what it is
 * @param channel where it was paid
 * @param currency ISO 4217 code
 * @param day business date of the payment: chooses the rule set, also for later refunds
 * @param amount minor units, not negative
 * @param refunded sum of all refunds so far, at most the amount
 * @param fee what the channel keeps of it so far, less what it gave back
 * @param monthVolume sum of the bases of the merchant's earlier orders of the month; taken once,
 *     when the order is shared, and the same for its refunds
 */
public record SharedOrder(
    String merchant,
    OrderKind kind,
    Channel channel,
    String currency,
    LocalDate day,
    long amount,
    long refunded,
    long fee,
    long monthVolume) {

  /** Refuses amounts that cannot be. */
  public SharedOrder {
    requireNotNegative("amount", amount);
    requireNotNegative("refunded amount", refunded);
    requireNotNegative("fee", fee);
    requireNotNegative("month's volume", monthVolume);
    if (refunded > amount) {
      throw new IllegalArgumentException(
          "refunds of %d are more than the amount of %d".formatted(refunded, amount));
    }
  }

  /** The base that is shared; negative when the channel's fee is more than what is left. */
  public long base(Base of) {
    long left = Math.subtractExact(amount, refunded);
    return switch (of) {
      case GROSS -> left;
      case NET -> Math.subtractExact(left, fee);
    };
  }

  /** The same order with another sum of refunds. */
  public SharedOrder withRefunded(long sum) {
    return new SharedOrder(merchant, kind, channel, currency, day, amount, sum, fee, monthVolume);
  }

  private static void requireNotNegative(String what, long minor) {
    if (minor < 0) {
      throw new IllegalArgumentException("the %s is negative: %d".formatted(what, minor));
    }
  }
}
