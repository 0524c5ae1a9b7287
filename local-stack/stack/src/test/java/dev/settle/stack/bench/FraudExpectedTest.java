package dev.settle.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FraudExpectedTest {
  @Test
  void shouldTakeTheSameAlertsInAnyOrder() {
    assertThat(FraudExpected.difference(List.of("a", "b", "b"), List.of("b", "a", "b"))).isEmpty();
  }

  @Test
  void shouldTellWhatIsMissingAndWhatIsWrong() {
    assertThat(FraudExpected.difference(List.of("a", "b"), List.of("a", "c")))
        .isEqualTo("2 alerts, expected 2; 1 missing, such as b; 1 wrong, such as c");
  }

  @Test
  void shouldNotTakeAnAlertTwice() {
    assertThat(FraudExpected.difference(List.of("a"), List.of("a", "a")))
        .startsWith("2 alerts, expected 1");
  }
}
