package dev.settle.stream.fraud.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.stream.fraud.rule.RefusedRuleException;
import dev.settle.stream.fraud.rule.RuleReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads rules from JSON: one object or an array of them, whose members are the columns of {@code
 * payments.fraud_rule}. The columns that say who changed a rule and when, and its version, are
 * publishing's to write. Every problem of every rule is found.
 */
public final class RuleFile {
  /** Rules of a file at most. */
  static final int RULES_MAX = 1_000;

  private static final ObjectReader JSON =
      new ObjectMapper()
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);

  private RuleFile() {}

  /**
   * The rules of a file, in its order.
   *
   * @throws RefusedFileException naming every problem with the place of its rule
   */
  public static List<FileRule> read(String json) throws RefusedFileException {
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new RefusedFileException(
          List.of(
              "line %d, column %d: no JSON: %s"
                  .formatted(
                      e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                      e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                      e.getOriginalMessage())));
    }
    List<String> problems = new ArrayList<>();
    List<FileRule> rules = new ArrayList<>();
    if (!tree.isArray()) {
      readRule("the rule", tree, rules, problems);
    } else if (tree.isEmpty() || tree.size() > RULES_MAX) {
      problems.add("a file has 1 to " + RULES_MAX + " rules, this has " + tree.size());
    } else {
      for (int i = 0; i < tree.size(); i++) {
        readRule("rule " + (i + 1), tree.get(i), rules, problems);
      }
    }
    requireDistinct(rules, problems);
    if (!problems.isEmpty()) {
      throw new RefusedFileException(problems);
    }
    return rules;
  }

  private static void readRule(
      String place, JsonNode node, List<FileRule> rules, List<String> problems) {
    RuleColumns columns = new RuleColumns(node);
    FraudRuleRow row = columns.row();
    String named = row.getRuleId().isEmpty() ? place : place + " (" + row.getRuleId() + ")";
    if (!columns.problems().isEmpty()) {
      columns.problems().forEach(problem -> problems.add(named + ": " + problem));
      return;
    }
    try {
      rules.add(new FileRule(row, RuleReader.read(row), columns.isDated()));
    } catch (RefusedRuleException e) {
      problems.add(named + ": " + e.detail());
    }
  }

  private static void requireDistinct(List<FileRule> rules, List<String> problems) {
    Map<String, Integer> seen = new HashMap<>();
    for (FileRule rule : rules) {
      if (seen.merge(rule.row().getRuleId(), 1, Integer::sum) == 2) {
        problems.add("rule_id " + rule.row().getRuleId() + " stands twice");
      }
    }
  }
}
