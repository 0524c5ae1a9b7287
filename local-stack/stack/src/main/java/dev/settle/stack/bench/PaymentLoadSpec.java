package dev.settle.stack.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What the topic {@code payments.changes} is filled with. The same specification makes the same
 * payments.
 *
 * @param payments how many; each is two changes, pending and paid
 * @param users number of users
 * @param merchants number of merchants
 * @param userSkewPercent how uneven users are: 0 all alike, 100 Zipf's law
 * @param merchantSkewPercent the same of merchants
 * @param hotMerchantPercent share of the payments that goes to one single merchant, instead
 * @param purchasesOnly whether every payment is a purchase by a channel
 * @param payDelayPayments how many other payments begin between a payment's two changes, on average
 * @param seed of the random numbers
 */
public record PaymentLoadSpec(
    long payments,
    int users,
    int merchants,
    int userSkewPercent,
    int merchantSkewPercent,
    int hotMerchantPercent,
    boolean purchasesOnly,
    int payDelayPayments,
    long seed) {

  /** Changes in the topic. */
  public long records() {
    return 2 * payments;
  }

  /** Entries that the ledger must make of them. */
  public long entries() {
    return 2 * payments;
  }

  /** The same payments, all of them purchases at one single merchant. */
  public PaymentLoadSpec allToOneMerchant() {
    return new PaymentLoadSpec(
        payments,
        users,
        merchants,
        userSkewPercent,
        merchantSkewPercent,
        100,
        true,
        payDelayPayments,
        seed);
  }

  /** The same payments, all of them purchases, spread over the merchants evenly. */
  public PaymentLoadSpec spreadOverMerchants() {
    return new PaymentLoadSpec(
        payments, users, merchants, userSkewPercent, 0, 0, true, payDelayPayments, seed);
  }

  /** Every reason why it cannot be made; empty when it can. */
  public List<String> errors() {
    List<String> errors = new ArrayList<>();
    between(errors, "--payments", payments, 100, 1_000_000_000L);
    between(errors, "--users", users, 10, 100_000_000L);
    between(errors, "--merchants", merchants, 1, 10_000_000L);
    between(errors, "--user-skew", userSkewPercent, 0, 99);
    between(errors, "--merchant-skew", merchantSkewPercent, 0, 99);
    between(errors, "--hot-merchant", hotMerchantPercent, 0, 100);
    between(errors, "--pay-delay", payDelayPayments, 0, 1_000_000L);
    return errors;
  }

  static void between(List<String> errors, String flag, long value, long min, long max) {
    if (value < min || value > max) {
      errors.add(flag + " " + value + " is not between " + min + " and " + max);
    }
  }
}
