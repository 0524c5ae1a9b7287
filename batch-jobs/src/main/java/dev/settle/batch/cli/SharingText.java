package dev.settle.batch.cli;

import dev.settle.batch.sharing.Allocation;
import dev.settle.batch.sharing.Clawback;
import dev.settle.batch.sharing.Explanation;
import dev.settle.batch.sharing.RuleSet;
import dev.settle.batch.sharing.SharedOrder;
import dev.settle.schemas.money.Money;
import java.util.List;

/** What {@code sharing simulate} says to a person. */
final class SharingText {
  private SharingText() {}

  /** One rule set on one line. */
  static String ruleSet(RuleSet rules) {
    return "%s: %s; from %s%s; receivers: %d%n"
        .formatted(
            rules.name(),
            rules.scope(),
            rules.effectiveFrom(),
            rules.effectiveTo() == null ? "" : " to " + rules.effectiveTo(),
            rules.receivers().size());
  }

  /** Which rule set applies and which do not. */
  static String chosen(List<RuleSet> candidates, SharedOrder order) {
    RuleSet first = candidates.get(0);
    StringBuilder text = new StringBuilder();
    text.append(
        "%s applies on %s: %s, priority %d, from %s%n"
            .formatted(
                first.name(), order.day(), first.scope(), first.priority(), first.effectiveFrom()));
    for (RuleSet other : candidates.subList(1, candidates.size())) {
      text.append("  before %s: %s%n".formatted(other.name(), reason(first, other)));
    }
    return text.toString();
  }

  /** The parts with their reasons. */
  static String parts(Allocation allocation) {
    StringBuilder text = new StringBuilder();
    Explanation.of(allocation).forEach(line -> text.append("  %s%n".formatted(line)));
    return text.toString();
  }

  /** What a refund takes from each, then the parts that remain. */
  static String refund(Allocation before, Allocation after) {
    SharedOrder order = after.order();
    Clawback clawback = Clawback.between(before, after);
    StringBuilder text = new StringBuilder();
    text.append(
        "refund %s, all refunds %s%n"
            .formatted(
                money(order.refunded() - before.order().refunded(), order),
                money(order.refunded(), order)));
    for (int i = 0; i < after.parts().size(); i++) {
      text.append(
          "  claws back %s from %s%n"
              .formatted(
                  money(clawback.fromReceivers().get(i), order),
                  after.parts().get(i).receiver().account()));
    }
    text.append("  takes %s from the merchant%n".formatted(money(clawback.fromMerchant(), order)));
    return text.append(parts(after)).toString();
  }

  private static String reason(RuleSet first, RuleSet other) {
    if (first.scope().specificity() != other.scope().specificity()) {
      return "more specific than " + other.scope();
    }
    if (first.priority() != other.priority()) {
      return "higher priority than " + other.priority();
    }
    return "later than " + other.effectiveFrom();
  }

  private static String money(long minor, SharedOrder order) {
    return Money.ofMinor(minor, order.currency()).toString();
  }
}
