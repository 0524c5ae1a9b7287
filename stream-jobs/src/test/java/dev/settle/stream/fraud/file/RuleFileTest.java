package dev.settle.stream.fraud.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleFileTest {
  private static final String RULE =
      """
      {"rule_id": "r", "name": "many payments", "kind": "AGGREGATE", "status": "ACTIVE",
       "action": "ALERT", "key_fields": ["payer", "device"], "window_seconds": 60, "pane_seconds": 1,
       "aggregate": "COUNT", "comparison": ">=", "threshold": 5}\
      """;

  @Test
  void shouldReadOneRuleWithTheStandardsOfTheTable() throws RefusedFileException {
    List<FileRule> rules = RuleFile.read(RULE);
    assertThat(rules)
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.rule().id()).isEqualTo("r");
              assertThat(rule.row().getEventsMin()).isEqualTo(1);
              assertThat(rule.row().getKeysPerMinuteMax()).isEqualTo(100_000);
              assertThat(rule.rule().effectiveFrom()).isZero();
              assertThat(rule.dated()).isFalse();
            });
  }

  @Test
  void shouldReadTimesWithTheirZone() throws RefusedFileException {
    FileRule rule = RuleFile.read(with("\"effective_from\": \"2026-11-23T08:00:00+08:00\"")).get(0);
    assertThat(Instant.ofEpochMilli(rule.rule().effectiveFrom())).isEqualTo("2026-11-23T00:00:00Z");
    assertThat(rule.dated()).isTrue();
  }

  @Test
  void shouldNameEveryProblemOfEveryRule() {
    String bad =
        """
        [%s,
         {"rule_id": "b", "name": " ", "kind": "AGGREGATE", "status": "ACTIVE", "action": "ALERT",
          "key_fields": "payer", "window_seconds": 1.5, "treshold": 5, "version": 2,
          "effective_to": "2026-11-23", "currency": "cny"},
         {"rule_id": "c", "name": "n", "kind": "SEQUENCE", "status": "ON", "action": "ALERT",
          "key_fields": ["payer"], "filter": "amout > 5", "window_seconds": 60,
          "sequence": "PASS_THROUGH", "amount_min": 5, "share_bp": 20000},
         %s, 7]
        """
            .formatted(RULE, RULE);
    assertThat(problems(bad))
        .contains(
            "rule 2 (b): name is missing",
            "rule 2 (b): key_fields must be an array such as [\"payer\", \"device\"]",
            "rule 2 (b): window_seconds must be a whole number, not 1.5",
            "rule 2 (b): effective_to '2026-11-23' must be a time with its zone, such as 2026-11-23T00:00:00Z",
            "rule 2 (b): currency 'cny' must be three capital letters",
            "rule 2 (b): column treshold is not known",
            "rule 2 (b): column version is written by publishing: leave it out",
            "rule 5: is no object with the columns of payments.fraud_rule",
            "rule_id r stands twice")
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("rule 3 (c): ")
                    .contains("status 'ON' is not known", "filter: ", "amout", "currency"));
  }

  @Test
  void shouldNameThePlaceWhereTheTextIsNoJson() {
    assertThat(problems("[\n {\"rule_id\": }]"))
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith("line 2, column "));
    assertThat(problems(RULE + " x")).hasSize(1);
    assertThat(problems("")).hasSize(1);
    assertThat(problems("[]")).containsExactly("a file has 1 to 1000 rules, this has 0");
    assertThat(problems(with("\"rule_id\": \"s\"")))
        .singleElement()
        .satisfies(problem -> assertThat(problem).containsIgnoringCase("duplicate"));
  }

  @Test
  void shouldRefuseNumbersThatDoNotFit() {
    assertThat(problems(with("\"events_min\": 3000000000, \"amount_min\": 99999999999999999999")))
        .containsExactly(
            "rule 1 (r): events_min 3000000000 is too large",
            "rule 1 (r): amount_min must be a whole number, not 99999999999999999999");
  }

  @Test
  void shouldShipACatalogueThatTheJobReads() throws IOException, RefusedFileException {
    List<FileRule> rules =
        RuleFile.read(Files.readString(Path.of("..", "deploy", "fraud", "rules.json")));
    assertThat(rules).hasSizeBetween(12, 20);
    assertThat(rules).extracting(rule -> rule.rule().name()).doesNotHaveDuplicates();
    String docs = Files.readString(Path.of("..", "docs", "fraud.md"));
    assertThat(rules).allSatisfy(rule -> assertThat(docs).contains("| `" + rule.rule().id() + "`"));
  }

  private static String with(String members) {
    return "[" + RULE.substring(0, RULE.lastIndexOf('}')) + ", " + members + "}]";
  }

  private static List<String> problems(String json) {
    return catchThrowableOfType(RefusedFileException.class, () -> RuleFile.read(json)).problems();
  }
}
