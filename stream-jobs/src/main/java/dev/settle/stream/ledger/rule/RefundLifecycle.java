package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_AMOUNT;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_TRANSITION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ORPHAN_REFUND;

import dev.settle.schemas.payment.OrderStatus;
import dev.settle.schemas.payment.RefundStatus;

/**
 * What a refund may do, alone and within its order. Refunds of one order never give back more than
 * it was paid. A succeeded refund that comes before its order's payment, as it may in a snapshot,
 * waits: see {@link Effect#WAIT}.
 */
public final class RefundLifecycle {
  /** What an accepted change of a refund does to money. */
  public enum Effect {
    /** Nothing: the refund has not succeeded, or was posted before. */
    NONE,
    /** The refund's amount goes back now. */
    POST,
    /** The refund's amount goes back when its order is seen paid; keep the change until then. */
    WAIT
  }

  private RefundLifecycle() {}

  /** True when this version, or a later one, has been accepted: a repetition, to be dropped. */
  public static boolean isDuplicate(RefundState state, RefundChange change) {
    return change.version() <= state.version;
  }

  /**
   * Takes a change that is not a duplicate into the states.
   *
   * @throws RefusedChangeException when the change breaks a rule; both states are then untouched
   */
  public static Effect accept(OrderState order, RefundState refund, RefundChange change)
      throws RefusedChangeException {
    requireSound(change);
    if (refund.isKnown()) {
      requireSameIdentity(refund, change);
    }
    requireTransition(refund, change);
    if (order.isKnown()) {
      requireFits(order, change);
    }
    boolean newlySucceeded =
        change.status() == RefundStatus.SUCCEEDED && refund.status != RefundStatus.SUCCEEDED;
    Effect effect = !newlySucceeded ? Effect.NONE : order.isPaid() ? Effect.POST : Effect.WAIT;
    if (effect == Effect.POST) {
      requireRemaining(order, change);
    }
    remember(refund, change);
    if (effect == Effect.POST) {
      post(order, refund, change);
    } else if (effect == Effect.WAIT) {
      order.refundsWaiting++;
    }
    return effect;
  }

  /**
   * Ends the waiting of a succeeded refund, now that its order is paid or cancelled. Whatever the
   * outcome, the refund waits no longer.
   *
   * @param change the change that was told to wait
   * @throws RefusedChangeException when the refund does not fit its order; it stays unposted
   */
  public static void release(OrderState order, RefundState refund, RefundChange change)
      throws RefusedChangeException {
    order.refundsWaiting--;
    requireFits(order, change);
    requireRemaining(order, change);
    post(order, refund, change);
  }

  /**
   * Forgets a change that was told to wait and then refused, so that a replay of it is judged and
   * not taken for a repetition; what came before it stays a repetition.
   */
  public static void takeBack(RefundState refund, RefundChange change) {
    refund.version = change.version() - 1;
    refund.status = RefundStatus.PENDING;
    refund.channelRefundId = null;
    refund.succeededAt = 0;
  }

  private static void post(OrderState order, RefundState refund, RefundChange change) {
    order.refundedPosted = Math.addExact(order.refundedPosted, change.amount());
    refund.posted = change.amount();
  }

  private static void requireSound(RefundChange change) throws RefusedChangeException {
    if (change.amount() <= 0) {
      throw new RefusedChangeException(
          ILLEGAL_AMOUNT, "amount " + change.amount() + " is not positive");
    }
    if ((change.status() == RefundStatus.SUCCEEDED) != (change.succeededAt() != null)) {
      throw new RefusedChangeException(
          CONTRADICTION, change.status() + " cannot be with succeeded_at " + change.succeededAt());
    }
  }

  private static void requireSameIdentity(RefundState refund, RefundChange change)
      throws RefusedChangeException {
    Identity.requireSame("amount", refund.amount, change.amount());
    Identity.requireSame("currency", refund.currency, change.currency());
    Identity.requireSame("created_at", refund.createdAt, change.createdAt());
    if (refund.status != RefundStatus.PENDING && refund.status == change.status()) {
      Long succeededAt = change.succeededAt();
      Identity.requireSame(
          "succeeded_at", refund.succeededAt, succeededAt == null ? 0L : succeededAt);
      Identity.requireSame("channel_refund_id", refund.channelRefundId, change.channelRefundId());
    }
  }

  private static void requireTransition(RefundState refund, RefundChange change)
      throws RefusedChangeException {
    boolean legal =
        refund.isKnown()
            ? refund.status.canBecome(change.status())
            : change.version() > 1 || change.status() == RefundStatus.PENDING;
    if (!legal) {
      throw new RefusedChangeException(
          ILLEGAL_TRANSITION,
          String.format(
              "%s version %d cannot become %s at version %d",
              refund.isKnown() ? refund.status : "a new refund",
              refund.version,
              change.status(),
              change.version()));
    }
  }

  private static void requireFits(OrderState order, RefundChange change)
      throws RefusedChangeException {
    if (!order.currency.equals(change.currency())) {
      throw new RefusedChangeException(
          CONTRADICTION, "a refund in " + change.currency() + " of an order in " + order.currency);
    }
    if (order.status == OrderStatus.CANCELLED) {
      throw new RefusedChangeException(
          ORPHAN_REFUND, "its order was cancelled: nothing was paid that could go back");
    }
  }

  private static void requireRemaining(OrderState order, RefundChange change)
      throws RefusedChangeException {
    long remaining = Math.subtractExact(order.paidPosted, order.refundedPosted);
    if (change.amount() > remaining) {
      throw new RefusedChangeException(
          ILLEGAL_AMOUNT,
          String.format(
              "a refund of %d, but only %d of the %d paid have not gone back yet",
              change.amount(), remaining, order.paidPosted));
    }
  }

  private static void remember(RefundState refund, RefundChange change) {
    refund.version = change.version();
    refund.status = change.status();
    refund.amount = change.amount();
    refund.currency = change.currency();
    refund.createdAt = change.createdAt();
    refund.channelRefundId = change.channelRefundId();
    Long succeededAt = change.succeededAt();
    refund.succeededAt = succeededAt == null ? 0 : succeededAt;
  }
}
