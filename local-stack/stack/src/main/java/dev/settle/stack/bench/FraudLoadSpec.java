package dev.settle.stack.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What the topic {@code payments.changes} is filled with for the fraud job. The same specification
 * makes the same payments.
 *
 * @param payments how many; each is two changes, pending and paid, and one in a hundred a third
 *     that gives money back
 * @param users number of users
 * @param merchants number of merchants
 * @param userSkewPercent how uneven users are: 0 all alike, 100 Zipf's law
 * @param merchantSkewPercent the same of merchants
 * @param eventRate payments in a second of event time; fewer make windows pass sooner
 * @param seed of the random numbers
 */
public record FraudLoadSpec(
    long payments,
    int users,
    int merchants,
    int userSkewPercent,
    int merchantSkewPercent,
    int eventRate,
    long seed) {

  /** Every reason why it cannot be made; empty when it can. */
  public List<String> errors() {
    List<String> errors = new ArrayList<>(traffic().errors());
    PaymentLoadSpec.between(errors, "--event-rate", eventRate, 1, 10_000_000L);
    return errors;
  }

  /** The part of it that every load of payments has. */
  private PaymentLoadSpec traffic() {
    return new PaymentLoadSpec(
        payments, users, merchants, userSkewPercent, merchantSkewPercent, 0, false, 0, seed);
  }
}
