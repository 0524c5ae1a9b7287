package dev.settle.batch.expected;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Sum of what a statement should list; amounts in minor units of one currency.
 *
 * @param rows how many
 * @param amount what the channel owes by them
 * @param fee by the rate card
 * @param feesUnknown rows whose fee is not known
 * @param carried rows of days before among them
 */
public record ExpectedSum(
    long rows, BigInteger amount, BigInteger fee, long feesUnknown, long carried) {

  /**
   * Sums what the day's statement should list, listed already or not.
   *
   * @param key by what, which must keep the currencies apart
   */
  public static Map<String, ExpectedSum> by(
      Function<ExpectedTotal, String> key, Collection<ExpectedTotal> totals) {
    Map<String, ExpectedSum> sums = new TreeMap<>();
    totals.stream()
        .filter(total -> total.rows() > 0 && total.state().isOfTheStatement())
        .forEach(total -> sums.merge(key.apply(total), of(total), ExpectedSum::plus));
    return sums;
  }

  private static ExpectedSum of(ExpectedTotal total) {
    return new ExpectedSum(
        total.rows(), total.amount(), total.fee(), total.feesUnknown(), total.carried());
  }

  private ExpectedSum plus(ExpectedSum other) {
    return new ExpectedSum(
        rows + other.rows,
        amount.add(other.amount),
        fee.add(other.fee),
        feesUnknown + other.feesUnknown,
        carried + other.carried);
  }
}
