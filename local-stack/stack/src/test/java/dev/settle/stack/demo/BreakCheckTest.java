package dev.settle.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.stack.demo.BreakCheck.Counts;
import dev.settle.stack.demo.BreakCheck.Found;
import dev.settle.stack.statements.Fault;
import dev.settle.stack.statements.FaultKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakCheckTest {
  private static final Fault MISSING = new Fault(FaultKind.MISSING_LINE, "o-1", "", "");
  private static final Fault FEE = new Fault(FaultKind.WRONG_FEE, "o-2", "r-2", "");
  private static final Found MISSING_FOUND = new Found("MISSING_IN_CHANNEL", "o-1", "");
  private static final Found FEE_FOUND = new Found("FEE_MISMATCH", "o-2", "r-2");

  @Test
  void shouldBeExactWhenEachFaultIsFoundOnce() {
    BreakCheck.Result result =
        BreakCheck.compare(List.of(MISSING, FEE), List.of(FEE_FOUND, MISSING_FOUND));
    assertThat(result.isExact()).isTrue();
    assertThat(result.byClass()).containsEntry("FEE_MISMATCH", new Counts(1, 1));
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
    Found other = new Found("AMOUNT_MISMATCH", "o-2", "r-2");
    assertThat(BreakCheck.compare(List.of(FEE), List.of(other)).isExact()).isFalse();
  }
}
