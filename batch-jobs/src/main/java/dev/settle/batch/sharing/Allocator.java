package dev.settle.batch.sharing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares an order by a rule set without errors: a pure function of both, so that the parts after
 * refunds depend on their sum alone.
 *
 * <ol>
 *   <li>The limit is the cap of the base, rounded down. A base of zero or less gives nobody
 *       anything; a negative one is the merchant's.
 *   <li>Each receiver has an exact claim: its amount or rate, then its minimum and maximum. A
 *       remainder claims nothing.
 *   <li>Claims that are more than the limit together are lowered in proportion, FIXED amounts and
 *       minimums like the others: no receiver goes before another.
 *   <li>Each claim is rounded down. With a REMAINDER it takes what is left of the limit, up to its
 *       maximum. Without, the units by which the parts miss their exact sum, itself rounded down,
 *       go one each to the largest remainders, ties in the receivers' order.
 *   <li>The merchant keeps the rest of the base.
 * </ol>
 */
public final class Allocator {
  private Allocator() {}

  /** The parts of the order as it stands. */
  public static Allocation allocate(RuleSet rules, SharedOrder order) {
    long base = order.base(rules.base());
    long shareable = Math.max(base, 0);
    long limit = limit(shareable, rules.capOn(order.channel()));
    List<Receiver> receivers = rules.receivers();
    List<BigInteger> computed =
        receivers.stream()
            .map(
                receiver ->
                    shareable == 0
                        ? BigInteger.ZERO
                        : Tariff.of(receiver.share(), shareable, order.monthVolume()))
            .toList();
    List<BigInteger> claims =
        IntStream.range(0, receivers.size())
            .mapToObj(
                i -> shareable == 0 ? BigInteger.ZERO : bounded(computed.get(i), receivers.get(i)))
            .toList();
    Rounded rounded = Rounded.of(claims, limit);
    int remainder = remainder(receivers);
    List<Integer> lucky = remainder < 0 ? rounded.largestRemainders() : List.of();
    List<Part> parts = new ArrayList<>();
    long keeps = base;
    for (int i = 0; i < receivers.size(); i++) {
      boolean extra = lucky.contains(i);
      long amount =
          i == remainder
              ? remainderOf(receivers.get(i), limit - rounded.sum())
              : rounded.floors().get(i) + (extra ? 1 : 0);
      keeps = Math.subtractExact(keeps, amount);
      parts.add(new Part(receivers.get(i), computed.get(i), claims.get(i), amount, extra));
    }
    return new Allocation(rules, order, base, limit, parts, keeps);
  }

  private static long limit(long base, int capBasisPoints) {
    return BigInteger.valueOf(base)
        .multiply(BigInteger.valueOf(capBasisPoints))
        .divide(Tariff.SCALE)
        .longValueExact();
  }

  private static BigInteger bounded(BigInteger computed, Receiver receiver) {
    if (receiver.takesRemainder()) {
      return BigInteger.ZERO;
    }
    BigInteger claim = computed;
    if (receiver.minimum() != null) {
      claim = claim.max(Tariff.exact(receiver.minimum()));
    }
    if (receiver.maximum() != null) {
      claim = claim.min(Tariff.exact(receiver.maximum()));
    }
    return claim;
  }

  private static long remainderOf(Receiver receiver, long left) {
    return receiver.maximum() == null ? left : Math.min(left, receiver.maximum());
  }

  private static int remainder(List<Receiver> receivers) {
    int found = -1;
    for (int i = 0; i < receivers.size(); i++) {
      if (receivers.get(i).takesRemainder()) {
        if (found >= 0) {
          throw new IllegalArgumentException("two receivers take the remainder");
        }
        found = i;
      }
    }
    return found;
  }

  /**
   * Claims in whole minor units, rounded down.
   *
   * @param floors of each claim
   * @param rests of each, all over the same denominator
   * @param missing units between the floors and the exact sum rounded down: fewer than claims
   */
  private record Rounded(List<Long> floors, List<BigInteger> rests, int missing) {
    static Rounded of(List<BigInteger> claims, long limit) {
      BigInteger sum = claims.stream().reduce(BigInteger.ZERO, BigInteger::add);
      boolean tooMuch = sum.compareTo(Tariff.exact(limit)) > 0;
      BigInteger numerator = tooMuch ? BigInteger.valueOf(limit) : BigInteger.ONE;
      BigInteger denominator = tooMuch ? sum : Tariff.SCALE;
      List<Long> floors = new ArrayList<>();
      List<BigInteger> rests = new ArrayList<>();
      long floorSum = 0;
      for (BigInteger claim : claims) {
        BigInteger[] parts = claim.multiply(numerator).divideAndRemainder(denominator);
        floors.add(parts[0].longValueExact());
        rests.add(parts[1]);
        floorSum = Math.addExact(floorSum, parts[0].longValueExact());
      }
      long target = sum.multiply(numerator).divide(denominator).longValueExact();
      return new Rounded(floors, rests, Math.toIntExact(target - floorSum));
    }

    long sum() {
      return floors.stream().mapToLong(Long::longValue).sum();
    }

    /** The claims that get the missing units. The sort is stable: ties stay in order. */
    List<Integer> largestRemainders() {
      return IntStream.range(0, rests.size())
          .boxed()
          .sorted(Comparator.comparing((Integer i) -> rests.get(i)).reversed())
          .limit(missing)
          .toList();
    }
  }
}
