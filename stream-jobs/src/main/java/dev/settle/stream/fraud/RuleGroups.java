package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Home;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules as a subtask works with them, those with the same kind of home together.
 *
 * @param <R> a rule with what the subtask needs of it
 */
final class RuleGroups<R> {
  private final Function<R, FraudRule> ruleOf;
  private final Map<String, R> byId = new TreeMap<>();
  private final Map<String, List<R>> byHome = new LinkedHashMap<>();

  RuleGroups(Function<R, FraudRule> ruleOf) {
    this.ruleOf = ruleOf;
  }

  @Nullable R get(String ruleId) {
    return byId.get(ruleId);
  }

  void put(String ruleId, R rule) {
    byId.put(ruleId, rule);
    group();
  }

  void remove(String ruleId) {
    byId.remove(ruleId);
    group();
  }

  private void group() {
    byHome.clear();
    for (R rule : byId.values()) {
      FraudRule of = ruleOf.apply(rule);
      if (of.works()) {
        byHome.computeIfAbsent(of.homeKind(), kind -> new ArrayList<>()).add(rule);
      }
    }
  }

  /** Every rule, by id. */
  Collection<R> all() {
    return byId.values();
  }

  /** The rules that work, in groups with the same kind of home. */
  Collection<List<R>> groups() {
    return byHome.values();
  }

  /** The rules that work and have windows in this home. */
  List<R> of(String home) {
    return byHome.getOrDefault(Home.kindOf(home), List.of());
  }
}
