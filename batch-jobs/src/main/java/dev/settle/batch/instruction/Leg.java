package dev.settle.batch.instruction;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.payment.PaymentLimits;

/**
 * One side of a journal.
 *
 * @param account address in the ledger
 * @param currency ISO 4217
 * @param amount signed minor units, not zero
 */
public record Leg(String account, String currency, long amount) {
  /** Refuses what the ledger would send into quarantine. */
  public Leg {
    if (!AccountAddress.isValid(account)) {
      throw new IllegalArgumentException("'" + account + "' is not an account of the ledger");
    }
    if (amount == 0
        || amount > PaymentLimits.AMOUNT_MINOR_MAX
        || amount < -PaymentLimits.AMOUNT_MINOR_MAX) {
      throw new IllegalArgumentException(
          "a leg of %d on %s: not 1 to %d minor units"
              .formatted(amount, account, PaymentLimits.AMOUNT_MINOR_MAX));
    }
  }

  /** As in the table's column: its parts need no escapes. */
  String json() {
    return "{\"account\": \"%s\", \"currency\": \"%s\", \"amount\": %d}"
        .formatted(account, currency, amount);
  }
}
