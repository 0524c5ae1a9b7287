package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Rules;
import org.junit.jupiter.api.Test;

class KeyLimitTest {
  private static final long MINUTE_MS = 60_000;

  private final KeyLimit limit = new KeyLimit(2);
  private final FraudRule rule = ruleOf(6);

  /** A batch goes from home to home, and back in time with each. */
  @Test
  void shouldCountTheKeysOfEachMinuteWhateverTheirOrder() {
    for (int home = 0; home < 3; home++) {
      for (long minute = 100; minute < 150; minute++) {
        assertThat(limit.exceededBy(rule, minute * MINUTE_MS + home)).isFalse();
      }
    }
    assertThat(limit.isPaused(rule)).isFalse();
    assertThat(limit.exceededBy(rule, 102 * MINUTE_MS)).isTrue();
    assertThat(limit.isPaused(rule)).isTrue();
  }

  @Test
  void shouldBeginAnewWithEachMinute() {
    for (long minute = 0; minute < 50; minute++) {
      for (int key = 0; key < 3; key++) {
        assertThat(limit.exceededBy(rule, minute * MINUTE_MS + key)).isFalse();
      }
      limit.forgetBefore(minute * MINUTE_MS + 3);
    }
    assertThat(limit.exceededBy(rule, 49 * MINUTE_MS + 4)).isTrue();
  }

  private static FraudRule ruleOf(int keysPerMinuteMax) {
    FraudRuleRow row = Rules.count("r");
    row.setKeysPerMinuteMax(keysPerMinuteMax);
    return Rules.rule(row);
  }
}
