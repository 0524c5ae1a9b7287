package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import dev.settle.schemas.money.Money;

/**
 * A line of a payee's settlement, signed as the payee sees it: above zero is owed to it.
 *
 * @param kind what it is
 * @param reference what the reader can follow it to, once per kind: the night and channel of what
 *     happened; of a reserve or an amount carried forward the day of the window that it comes from;
 *     of a receivable its id
 * @param amount with its sign
 */
public record SettlementLine(Kind kind, String reference, Money amount) {

  /** What a line is. */
  public enum Kind {
    /** An order, in gross. */
    PAYMENT(true, 1),
    /** A refund of an order. */
    REFUND(true, -1),
    /** What the platform or the channel takes, or gives back. */
    FEE(true, 0),
    /** A part of an order: below zero at its merchant, above zero at the receiver. */
    SHARE(true, 0),
    /** A part that a refund calls back: the other way round. */
    CLAWBACK(true, 0),
    /**
     * What another instruction booked, such as a correction; or a line of an earlier night, taken
     * back.
     */
    ADJUSTMENT(true, 0),
    /** A payout that the bank gave back; it is payable already. */
    PAYOUT_RETURNED(true, 1),
    /** What the last settlement did not pay, or lacked. */
    CARRIED_FORWARD(false, 0),
    /** A reserve whose day has come. */
    RESERVE_RELEASED(false, 1),
    /** What clawbacks took that was not there: it is owed from now on. */
    RECEIVABLE_RAISED(false, 1),
    /** What pays off a receivable. */
    RECEIVABLE_DEDUCTED(false, -1),
    /** What is held back of this window's gross. */
    RESERVE_WITHHELD(false, -1);

    private final boolean activity;
    private final int sign;

    Kind(boolean activity, int sign) {
      this.activity = activity;
      this.sign = sign;
    }

    /** Whether it happened in the window; the others are made when it is settled. */
    public boolean isActivity() {
      return activity;
    }
  }

  /** Refuses a payment below zero, a refund above zero and the like. */
  public SettlementLine {
    if (Long.signum(amount.minor()) == -kind.sign && kind.sign != 0) {
      throw BatchException.refused(
          "settlement line %s %s: %s has the wrong sign".formatted(kind, reference, amount));
    }
  }
}
