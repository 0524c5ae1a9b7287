package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_AMOUNT;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_TRANSITION;

import dev.settle.schemas.payment.HoldStatus;
import dev.settle.schemas.payment.PaymentLimits;

/**
 * What a hold (资金冻结) may do: freeze, be captured in parts, give the rest back once. It moves the
 * difference between what its row says and what was posted, so a change that is first seen late in
 * the hold's life moves everything up to there, once.
 */
public final class HoldLifecycle {
  private HoldLifecycle() {}

  /** True when this version, or a later one, has been accepted: a repetition, to be dropped. */
  public static boolean isDuplicate(HoldState state, HoldChange change) {
    return change.version() <= state.version;
  }

  /**
   * Takes a change that is not a duplicate into the state.
   *
   * @return what has to move now
   * @throws RefusedChangeException when the change breaks a rule; the state is then untouched
   */
  public static HoldMovement accept(HoldState state, HoldChange change)
      throws RefusedChangeException {
    requireSoundAmounts(change);
    requireSoundTimes(change);
    if (state.isKnown()) {
      requireSameIdentity(state, change);
    }
    requireTransition(state, change);
    if (change.capturedAmount() < state.capturedPosted) {
      throw new RefusedChangeException(
          ILLEGAL_AMOUNT,
          "captured_amount is cumulative and falls from "
              + state.capturedPosted
              + " to "
              + change.capturedAmount());
    }
    long returned = change.status().isClosed() ? change.amount() - change.capturedAmount() : 0;
    HoldMovement movement =
        new HoldMovement(
            change.amount() - state.heldPosted,
            change.capturedAmount() - state.capturedPosted,
            returned - state.returnedPosted);
    remember(state, change);
    state.heldPosted = change.amount();
    state.capturedPosted = change.capturedAmount();
    state.returnedPosted = returned;
    return movement;
  }

  private static void requireSoundAmounts(HoldChange change) throws RefusedChangeException {
    long amount = change.amount();
    long captured = change.capturedAmount();
    if (amount <= 0 || amount > PaymentLimits.AMOUNT_MINOR_MAX) {
      throw new RefusedChangeException(
          ILLEGAL_AMOUNT,
          "amount " + amount + " is not between 1 and " + PaymentLimits.AMOUNT_MINOR_MAX);
    }
    boolean sound =
        captured >= 0
            && switch (change.status()) {
              case HELD -> captured == 0;
              case CAPTURED -> captured > 0 && captured <= amount;
              case RELEASED, EXPIRED -> captured < amount;
            };
    if (!sound) {
      throw new RefusedChangeException(
          ILLEGAL_AMOUNT,
          "captured_amount " + captured + " of " + amount + " cannot be with " + change.status());
    }
  }

  private static void requireSoundTimes(HoldChange change) throws RefusedChangeException {
    if ((change.capturedAmount() > 0) != (change.capturedAt() != null)) {
      throw new RefusedChangeException(
          CONTRADICTION,
          "captured_amount "
              + change.capturedAmount()
              + " cannot be with captured_at "
              + change.capturedAt());
    }
    if (change.status().isClosed() != (change.closedAt() != null)) {
      throw new RefusedChangeException(
          CONTRADICTION, change.status() + " cannot be with closed_at " + change.closedAt());
    }
  }

  private static void requireSameIdentity(HoldState state, HoldChange change)
      throws RefusedChangeException {
    Identity.requireSame("owner_id", state.ownerId, change.ownerId());
    Identity.requireSame("merchant_id", state.merchantId, change.merchantId());
    Identity.requireSame("currency", state.currency, change.currency());
    Identity.requireSame("amount", state.amount, change.amount());
    Identity.requireSame("created_at", state.createdAt, change.createdAt());
    if (state.status.isClosed()) {
      Identity.requireSame("captured_amount", state.capturedPosted, change.capturedAmount());
    }
  }

  private static void requireTransition(HoldState state, HoldChange change)
      throws RefusedChangeException {
    // From HELD and from CAPTURED every later state is one step away, so a gap needs no path.
    boolean legal =
        state.isKnown()
            ? state.status.canBecome(change.status())
            : change.version() > 1 || change.status() == HoldStatus.HELD;
    if (!legal) {
      throw new RefusedChangeException(
          ILLEGAL_TRANSITION,
          String.format(
              "%s version %d cannot become %s at version %d",
              state.isKnown() ? state.status : "a new hold",
              state.version,
              change.status(),
              change.version()));
    }
  }

  private static void remember(HoldState state, HoldChange change) {
    state.version = change.version();
    state.status = change.status();
    state.ownerId = change.ownerId();
    state.merchantId = change.merchantId();
    state.currency = change.currency();
    state.amount = change.amount();
    state.createdAt = change.createdAt();
  }
}
