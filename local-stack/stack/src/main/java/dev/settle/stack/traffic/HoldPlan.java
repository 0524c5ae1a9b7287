package dev.settle.stack.traffic;

import dev.settle.schemas.payment.HoldStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole life of one hold, known before anything is written.
 *
 * @param holdId primary key
 * @param ownerId the user whose money is frozen
 * @param merchantId the merchant that a capture pays
 * @param currency ISO 4217
 * @param amount minor units, above zero
 * @param traceParent W3C trace context
 * @param createdAt when the money is frozen
 * @param expiresAt when the hold runs out
 * @param steps what happens to it, in order, each an update of its row
 * @param attempt a forbidden write that PostgreSQL has to refuse, tried when the hold is in its
 *     last state; usually null
 */
public record HoldPlan(
    String holdId,
    String ownerId,
    String merchantId,
    String currency,
    long amount,
    String traceParent,
    Instant createdAt,
    Instant expiresAt,
    List<Step> steps,
    @Nullable IllegalAttempt attempt) {

  /**
   * One update of the row.
   *
   * @param status what it is set to
   * @param capturedAmount cumulative, minor units
   * @param capturedAt time of the last capture up to here; null while nothing is captured
   * @param closedAt when the rest goes back; null while it does not
   */
  public record Step(
      HoldStatus status,
      long capturedAmount,
      @Nullable Instant capturedAt,
      @Nullable Instant closedAt) {

    Instant at() {
      Instant at = closedAt == null ? capturedAt : closedAt;
      if (at == null) {
        throw new IllegalStateException("a step captures or closes");
      }
      return at;
    }
  }

  /** Refuses an amount that is not above zero. */
  public HoldPlan {
    steps = List.copyOf(steps);
    if (amount <= 0) {
      throw new IllegalArgumentException(
          "hold " + holdId + ": amount " + amount + " must be above zero");
    }
  }

  /** The state it ends in. */
  public HoldStatus finalStatus() {
    return steps.isEmpty() ? HoldStatus.HELD : last().status;
  }

  /** What is captured at the end, minor units. */
  public long capturedAmount() {
    return steps.isEmpty() ? 0 : last().capturedAmount;
  }

  private Step last() {
    return steps.get(steps.size() - 1);
  }
}
