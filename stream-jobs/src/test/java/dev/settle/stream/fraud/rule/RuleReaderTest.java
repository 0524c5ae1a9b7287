package dev.settle.stream.fraud.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.avro.FraudRuleRow;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleReaderTest {
  @Test
  void shouldReadAnAggregate() throws Exception {
    FraudRuleRow row = Rules.count("r");
    row.setAggregate("DISTINCT_COUNT");
    row.setDistinctField("device");
    row.setKeyFields(List.of("ip", "payer"));
    FraudRule rule = RuleReader.read(row);

    assertThat(rule.key()).isEqualTo(KeyOf.fields(List.of(KeyField.PAYER, KeyField.IP)));
    assertThat(rule.pattern())
        .isEqualTo(
            new Pattern.Threshold(
                Aggregate.DISTINCT_COUNT, KeyField.DEVICE, 1_000, Comparison.AT_LEAST, 3, 1));
    assertThat(rule.windowMs()).isEqualTo(10_000);
    assertThat(rule.effectiveTo()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldReadSequences() throws Exception {
    assertThat(RuleReader.read(Rules.smallThenLarge("r")).pattern())
        .isEqualTo(new Pattern.SmallThenLarge(2, 100, 1_000));
    FraudRule through = RuleReader.read(Rules.passThrough("r"));
    assertThat(through.pattern()).isEqualTo(new Pattern.PassThrough(500, 9_000));
    assertThat(through.key()).isEqualTo(KeyOf.WALLET);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(r -> r.setStatus("HOT"), "UNKNOWN_VALUE", "status 'HOT' is not known"),
        wrong(r -> r.setKind("GUESS"), "UNKNOWN_VALUE", "kind 'GUESS'"),
        wrong(r -> r.setAggregate("MEDIAN"), "UNKNOWN_VALUE", "aggregate 'MEDIAN'"),
        wrong(r -> r.setKeyFields(List.of("color")), "UNKNOWN_VALUE", "key_fields 'COLOR'"),
        wrong(r -> r.setFilter("amount >"), "MALFORMED", "filter: ERROR: <input>:1:9"),
        wrong(r -> r.setWindowSeconds(2_592_001), "CONTRADICTION", "between 1 and 2592000"),
        wrong(r -> r.setPaneSeconds(3), "CONTRADICTION", "no whole number of panes"),
        wrong(r -> r.setPaneSeconds(0), "CONTRADICTION", "pane_seconds 0"),
        wrong(r -> r.setWindowSeconds(361), "CONTRADICTION", "no whole number of panes"),
        wrong(r -> r.setThreshold(null), "CONTRADICTION", "threshold is missing"),
        wrong(r -> r.setComparison("<"), "CONTRADICTION", "comparison"),
        wrong(r -> r.setAggregate("SUM"), "CONTRADICTION", "amounts need a currency"),
        wrong(r -> r.setAggregate("DISTINCT_COUNT"), "UNKNOWN_VALUE", "distinct_field 'null'"),
        wrong(r -> r.setDistinctField("ip"), "CONTRADICTION", "is for DISTINCT_COUNT"),
        wrong(r -> r.setSequence("PASS_THROUGH"), "CONTRADICTION", "has no sequence"),
        wrong(r -> r.setKeyFields(List.of("ip", "ip")), "CONTRADICTION", "stands twice"),
        wrong(r -> r.setKeyFields(List.of()), "CONTRADICTION", "number of key_fields 0"),
        wrong(r -> r.setEffectiveTo(0L), "CONTRADICTION", "not after effective_from"),
        wrong(
            r -> {
              r.setAggregate("DISTINCT_COUNT");
              r.setDistinctField("ip");
              r.setThreshold(1_000L);
            },
            "CONTRADICTION",
            "threshold 1000 is not between 0 and 999"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldRefuseWithTheReason(Consumer<FraudRuleRow> change, String category, String why) {
    FraudRuleRow row = Rules.count("r");
    change.accept(row);
    assertThatThrownBy(() -> RuleReader.read(row))
        .isInstanceOfSatisfying(
            RefusedRuleException.class,
            refused -> {
              assertThat(refused.category()).isEqualTo(category);
              assertThat(refused.detail()).contains(why);
            });
  }

  @Test
  void shouldNameEveryProblem() {
    FraudRuleRow row = Rules.smallThenLarge("r");
    row.setAmountMin(100L);
    row.setSmallCount(51);
    row.setCurrency(null);
    assertThatThrownBy(() -> RuleReader.read(row))
        .hasMessageContaining("amount_min is not above")
        .hasMessageContaining("small_count 51")
        .hasMessageContaining("amounts need a currency");
  }

  @Test
  void shouldRefuseAPassThroughOfAnythingButAWallet() {
    FraudRuleRow row = Rules.passThrough("r");
    row.setKeyFields(List.of("device"));
    assertThatThrownBy(() -> RuleReader.read(row)).hasMessageContaining("whoever owns the wallet");
  }

  @Test
  void shouldCountByTimeCurrencyAndFilter() {
    FraudRuleRow row = Rules.amounts("r", "SUM", 5);
    row.setEffectiveTo(20L);
    row.setFilter("amount > 1");
    FraudRule rule = Rules.rule(row);

    assertThat(rule.counts(Events.purchase("a", 10, 2))).isTrue();
    assertThat(rule.counts(Events.purchase("a", 20, 2))).isFalse();
    assertThat(rule.counts(Events.purchase("a", 10, 1))).isFalse();
    assertThat(rule.counts(Events.refund("a", 10, 2))).isFalse();
    row.setCurrency("USD");
    assertThat(Rules.rule(row).counts(Events.purchase("a", 10, 2))).isFalse();
  }

  private static Arguments wrong(Consumer<FraudRuleRow> change, String category, String why) {
    return Arguments.of(change, category, why);
  }
}
