package dev.settle.batch.breaks;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.money.Money;
import dev.settle.schemas.payment.PaymentLimits;

/**
 * Money from one account of the ledger to another.
 *
 * @param from the account that gives
 * @param to the account that takes
 * @param amount positive
 */
public record Posting(String from, String to, Money amount) {
  /**
   * @throws IllegalArgumentException when an account is none of the chart, both are the same, or
   *     the amount is not positive or beyond the limit
   */
  public Posting {
    requireAccount(from);
    requireAccount(to);
    if (from.equals(to)) {
      throw new IllegalArgumentException("a posting from " + from + " to itself moves nothing");
    }
    if (amount.minor() <= 0 || amount.minor() > PaymentLimits.AMOUNT_MINOR_MAX) {
      throw new IllegalArgumentException(
          "an amount of " + amount + " is not positive or too large for one posting");
    }
  }

  private static void requireAccount(String account) {
    if (!AccountAddress.isValid(account)) {
      throw new IllegalArgumentException(
          "'"
              + account
              + "' is not an account of the ledger, such as channel:WECHAT, merchant:m1:pending or platform:suspense");
    }
  }
}
