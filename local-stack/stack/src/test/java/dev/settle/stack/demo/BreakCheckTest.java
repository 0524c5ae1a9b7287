package dev.settle.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.stack.demo.BreakCheck.Counts;
import dev.settle.stack.demo.BreakCheck.Found;
import dev.settle.stack.statements.Fault;
import dev.settle.stack.statements.FaultKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakCheckTest {
  private static final Fault MISSING = fault(FaultKind.MISSING_LINE, "o-1", "");
  private static final Fault FEE = fault(FaultKind.WRONG_FEE, "o-2", "r-2");
  private static final Found MISSING_FOUND = new Found("ALIPAY", "MISSING_IN_CHANNEL", "o-1", "");
  private static final Found FEE_FOUND = new Found("ALIPAY", "FEE_MISMATCH", "o-2", "r-2");

  @Test
  void shouldBeExactWhenEachFaultIsFoundOnce() {
    BreakCheck.Result result =
        BreakCheck.compare(List.of(MISSING, FEE), List.of(FEE_FOUND, MISSING_FOUND));
    assertThat(result.isExact()).isTrue();
    assertThat(result.byClass()).containsEntry("FEE_MISMATCH", Map.of("ALIPAY", new Counts(1, 1)));
  }

  @Test
  void shouldNameWhatWasOverlooked() {
    BreakCheck.Result result = BreakCheck.compare(List.of(MISSING, FEE), List.of(FEE_FOUND));
    assertThat(result.isExact()).isFalse();
    assertThat(result.overlooked()).singleElement().asString().contains("o-1");
  }

  @Test
  void shouldNameWhatWasFoundWithoutBeingPutInOrFoundTwice() {
    BreakCheck.Result result =
        BreakCheck.compare(List.of(FEE), List.of(FEE_FOUND, FEE_FOUND, MISSING_FOUND));
    assertThat(result.isExact()).isFalse();
    assertThat(result.unexpected()).hasSize(2);
    assertThat(result.overlooked()).isEmpty();
  }

  @Test
  void shouldNotTakeAnotherClassForTheFault() {
    Found other = new Found("ALIPAY", "AMOUNT_MISMATCH", "o-2", "r-2");
    assertThat(BreakCheck.compare(List.of(FEE), List.of(other)).isExact()).isFalse();
  }

  @Test
  void shouldNotTakeAnotherSenderForTheFaults() {
    Found other = new Found("WECHAT", "FEE_MISMATCH", "o-2", "r-2");
    BreakCheck.Result result = BreakCheck.compare(List.of(FEE), List.of(other));
    assertThat(result.isExact()).isFalse();
    assertThat(result.byClass())
        .containsEntry(
            "FEE_MISMATCH", Map.of("ALIPAY", new Counts(1, 0), "WECHAT", new Counts(0, 1)));
  }

  private static Fault fault(FaultKind kind, String orderId, String refundId) {
    return new Fault("ALIPAY", kind, orderId, refundId, "");
  }
}
