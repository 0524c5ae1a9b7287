package dev.settle.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.stack.demo.AlertCheck.Alert;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertCheckTest {
  private static final Alert BURST = new Alert("burst", "device:d1", "o-1", "CROSSING");
  private static final Alert TEST = new Alert("card-test", "payer:u1", "o-2", "CROSSING");

  @Test
  void shouldBeExactWhenEachIsFoundOnce() {
    AlertCheck.Result result = AlertCheck.compare(List.of(BURST, TEST), List.of(TEST, BURST));
    assertThat(result.isExact()).isTrue();
    assertThat(result.found()).isEqualTo(result.expected()).containsEntry("burst", 1);
  }

  @Test
  void shouldNameWhatIsMissing() {
    AlertCheck.Result result = AlertCheck.compare(List.of(BURST, TEST), List.of(TEST));
    assertThat(result.isExact()).isFalse();
    assertThat(result.missing()).containsExactly(BURST);
  }

  @Test
  void shouldNameWhatIsThereTwice() {
    AlertCheck.Result result = AlertCheck.compare(List.of(BURST), List.of(BURST, BURST));
    assertThat(result.isExact()).isFalse();
    assertThat(result.repeated()).containsExactly(BURST);
  }

  @Test
  void shouldNameWhatWasNotPutIn() {
    AlertCheck.Result result = AlertCheck.compare(List.of(BURST), List.of(BURST, TEST));
    assertThat(result.isExact()).isFalse();
    assertThat(result.unexpected()).containsExactly(TEST);
  }
}
