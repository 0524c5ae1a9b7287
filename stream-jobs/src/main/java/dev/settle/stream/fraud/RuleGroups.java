package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.KeyOf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules as a subtask works with them, those with the same keys together.
 *
 * @param <R> a rule with what the subtask needs of it
 */
final class RuleGroups<R> {
  private final Function<R, FraudRule> ruleOf;
  private final Map<String, R> byId = new TreeMap<>();
  private final Map<String, List<R>> byKey = new LinkedHashMap<>();

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
    byKey.clear();
    for (R rule : byId.values()) {
      FraudRule of = ruleOf.apply(rule);
      if (of.works()) {
        byKey.computeIfAbsent(of.key().name(), name -> new ArrayList<>()).add(rule);
      }
    }
  }

  /** Every rule, by id. */
  Collection<R> all() {
    return byId.values();
  }

  /** The rules that work, in groups with the same keys. */
  Collection<List<R>> groups() {
    return byKey.values();
  }

  /** The rules that work and have this key. */
  List<R> of(String key) {
    return byKey.getOrDefault(KeyOf.nameOf(key), List.of());
  }
}
