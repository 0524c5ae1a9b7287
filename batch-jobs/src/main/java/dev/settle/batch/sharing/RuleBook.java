package dev.settle.batch.sharing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All rule sets with the accounts that may receive.
 *
 * @param accounts the receivers that are known
 * @param ruleSets in the order of their file
 */
public record RuleBook(Set<String> accounts, List<RuleSet> ruleSets) {
  /** The most specific, then the highest priority, then the latest. */
  private static final Comparator<RuleSet> RANK =
      Comparator.comparingInt((RuleSet rules) -> rules.scope().specificity())
          .thenComparingInt(RuleSet::priority)
          .thenComparing(RuleSet::effectiveFrom);

  /** Keeps its own copies. */
  public RuleBook {
    accounts = Set.copyOf(accounts);
    ruleSets = List.copyOf(ruleSets);
  }

  /** Rule sets that are in force for the order, the one that applies first. */
  public List<RuleSet> candidates(SharedOrder order) {
    return ruleSets.stream()
        .filter(rules -> rules.isInForce(order.day()) && rules.scope().covers(order))
        .sorted(RANK.reversed())
        .toList();
  }

  /**
   * The rule set that applies to the order; empty: the merchant keeps everything.
   *
   * @throws IllegalStateException when two are equally good, which {@link RuleCheck} refuses
   */
  public Optional<RuleSet> choose(SharedOrder order) {
    List<RuleSet> candidates = candidates(order);
    if (candidates.size() > 1 && RANK.compare(candidates.get(0), candidates.get(1)) == 0) {
      throw new IllegalStateException(
          "%s and %s apply alike".formatted(candidates.get(0).name(), candidates.get(1).name()));
    }
    return candidates.stream().findFirst();
  }
}
