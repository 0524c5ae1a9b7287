package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_AMOUNT;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_TRANSITION;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderStatus;
import dev.settle.schemas.payment.PaymentLimits;
import java.util.Objects;

/**
 * What a payment order may do. The same rules stand in PostgreSQL (constraints and triggers of
 * {@code payments.payment_order}); every path that is legal there is legal here, also when versions
 * in between were never seen.
 */
public final class OrderLifecycle {
  private OrderLifecycle() {}

  /** True when this version, or a later one, has been accepted: a repetition, to be dropped. */
  public static boolean isDuplicate(OrderState state, OrderChange change) {
    return change.version() <= state.version;
  }

  /**
   * Takes a change that is not a duplicate into the state.
   *
   * @return what the change adds to the amount paid, in minor units: the order's amount when it is
   *     first seen paid, else 0
   * @throws RefusedChangeException when the change breaks a rule; the state is then untouched, so a
   *     later legal change goes on from the last accepted one
   */
  public static long accept(OrderState state, OrderChange change) throws RefusedChangeException {
    requireSoundAmounts(change);
    requireSoundParties(change);
    requireSoundPayment(change);
    if (state.isKnown()) {
      requireSameIdentity(state, change);
    }
    requireTransition(state, change);
    if (change.refundedAmount() < state.refundedAmount) {
      throw new RefusedChangeException(
          ILLEGAL_AMOUNT,
          "refunded_amount is cumulative and falls from "
              + state.refundedAmount
              + " to "
              + change.refundedAmount());
    }
    long paid = change.status().isPaid() ? change.amount() : 0;
    long moved = Math.subtractExact(paid, state.paidPosted);
    remember(state, change);
    state.paidPosted = paid;
    return moved;
  }

  private static void requireSoundAmounts(OrderChange change) throws RefusedChangeException {
    long amount = change.amount();
    long refunded = change.refundedAmount();
    if (amount <= 0) {
      throw new RefusedChangeException(ILLEGAL_AMOUNT, "amount " + amount + " is not positive");
    }
    if (amount > PaymentLimits.AMOUNT_MINOR_MAX) {
      throw new RefusedChangeException(
          ILLEGAL_AMOUNT,
          "amount " + amount + " is above the limit of " + PaymentLimits.AMOUNT_MINOR_MAX);
    }
    boolean sound =
        switch (change.status()) {
          case PENDING, CANCELLED, PAID -> refunded == 0;
          case PARTIALLY_REFUNDED -> refunded > 0 && refunded < amount;
          case REFUNDED -> refunded == amount;
        };
    if (!sound) {
      throw new RefusedChangeException(
          ILLEGAL_AMOUNT,
          "refunded_amount " + refunded + " of " + amount + " cannot be with " + change.status());
    }
  }

  private static void requireSoundParties(OrderChange change) throws RefusedChangeException {
    boolean wallet = change.channel() == Channel.WALLET;
    boolean merchant = change.merchantId() != null;
    boolean payer = change.payerId() != null;
    boolean payee = change.payeeId() != null;
    boolean sound =
        switch (change.kind()) {
          case PURCHASE, TIP -> merchant && payer;
          case TOP_UP -> !merchant && payee && !wallet;
          case TRANSFER ->
              !merchant
                  && payer
                  && payee
                  && wallet
                  && !Objects.equals(change.payerId(), change.payeeId());
          case WITHDRAWAL -> !merchant && payer && !wallet;
        };
    if (!sound) {
      throw new RefusedChangeException(
          CONTRADICTION,
          String.format(
              "a %s by %s cannot be between merchant %s, payer %s and payee %s",
              change.kind(),
              change.channel(),
              change.merchantId(),
              change.payerId(),
              change.payeeId()));
    }
  }

  private static void requireSoundPayment(OrderChange change) throws RefusedChangeException {
    boolean paid = change.status().isPaid();
    if (paid != (change.paidAt() != null)) {
      throw new RefusedChangeException(
          CONTRADICTION, change.status() + " cannot be with paid_at " + change.paidAt());
    }
    if (paid && change.channel() != Channel.WALLET && change.channelTxnId() == null) {
      throw new RefusedChangeException(
          CONTRADICTION, "paid by " + change.channel() + " without a channel_txn_id");
    }
  }

  private static void requireSameIdentity(OrderState state, OrderChange change)
      throws RefusedChangeException {
    Identity.requireSame("kind", state.kind, change.kind());
    Identity.requireSame("channel", state.channel, change.channel());
    Identity.requireSame("currency", state.currency, change.currency());
    Identity.requireSame("amount", state.amount, change.amount());
    Identity.requireSame("merchant_id", state.merchantId, change.merchantId());
    Identity.requireSame("payer_id", state.payerId, change.payerId());
    Identity.requireSame("payee_id", state.payeeId, change.payeeId());
    Identity.requireSame("created_at", state.createdAt, change.createdAt());
    if (state.status.isPaid() && change.status().isPaid()) {
      Identity.requireSame("paid_at", state.paidAt, change.paidAt());
      Identity.requireSame("channel_txn_id", state.channelTxnId, change.channelTxnId());
    }
  }

  private static void requireTransition(OrderState state, OrderChange change)
      throws RefusedChangeException {
    // A row that did not exist can only become PENDING, with version 1.
    boolean legal =
        state.isKnown()
            ? reachable(state.status, change.status(), change.version() - state.version)
            : change.version() == 1
                ? change.status() == OrderStatus.PENDING
                : reachable(OrderStatus.PENDING, change.status(), change.version() - 1);
    if (!legal) {
      throw new RefusedChangeException(
          ILLEGAL_TRANSITION,
          String.format(
              "%s version %d cannot become %s at version %d",
              state.isKnown() ? state.status : "a new order",
              state.version,
              change.status(),
              change.version()));
    }
  }

  /** True when a path of at most so many steps leads from one status to the other. */
  private static boolean reachable(OrderStatus from, OrderStatus to, long steps) {
    if (from.canBecome(to)) {
      return true;
    }
    if (steps <= 1) {
      return false;
    }
    for (OrderStatus between : OrderStatus.values()) {
      if (between != from && from.canBecome(between) && reachable(between, to, steps - 1)) {
        return true;
      }
    }
    return false;
  }

  private static void remember(OrderState state, OrderChange change) {
    state.version = change.version();
    state.status = change.status();
    state.kind = change.kind();
    state.channel = change.channel();
    state.channelTxnId = change.channelTxnId();
    state.merchantId = change.merchantId();
    state.payerId = change.payerId();
    state.payeeId = change.payeeId();
    state.currency = change.currency();
    state.amount = change.amount();
    state.createdAt = change.createdAt();
    Long paidAt = change.paidAt();
    state.paidAt = paidAt == null ? 0 : paidAt;
    state.refundedAmount = change.refundedAmount();
  }
}
