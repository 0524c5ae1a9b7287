package dev.settle.stack.traffic;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment order as it is first written, PENDING.
 *
 * @param orderId primary key, at most 64 characters
 * @param kind what it does
 * @param channel where the money moves through
 * @param merchantId the merchant of a purchase or a tip
 * @param payerId who pays, where a user does
 * @param payeeId who is paid, where a user is
 * @param currency ISO 4217
 * @param amount minor units, above zero
 * @param deviceId the payer's device
 * @param clientIp the payer's address
 * @param traceParent W3C trace context
 * @param createdAt when the client ordered it
 */
public record NewOrder(
    String orderId,
    OrderKind kind,
    Channel channel,
    @Nullable String merchantId,
    @Nullable String payerId,
    @Nullable String payeeId,
    String currency,
    long amount,
    @Nullable String deviceId,
    @Nullable String clientIp,
    @Nullable String traceParent,
    Instant createdAt) {

  /** Refuses an amount that is not above zero. */
  public NewOrder {
    if (amount <= 0) {
      throw new IllegalArgumentException(
          "order " + orderId + ": amount " + amount + " must be above zero");
    }
  }
}
