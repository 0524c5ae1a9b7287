package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.Movements.change;
import static dev.settle.stream.ledger.rule.Movements.holdRow;
import static dev.settle.stream.ledger.rule.Orders.AMOUNT;
import static dev.settle.stream.ledger.rule.Orders.refusal;
import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_AMOUNT;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_TRANSITION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.MALFORMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.HoldRow;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HoldLifecycleTest {
  private final HoldState state = new HoldState();

  @Test
  void shouldMoveTheDifferenceOfEachStep() throws Exception {
    assertThat(take(holdRow("h1", 1, "HELD", 0))).isEqualTo(new HoldMovement(AMOUNT, 0, 0));
    assertThat(take(holdRow("h1", 2, "CAPTURED", 300))).isEqualTo(new HoldMovement(0, 300, 0));
    assertThat(take(holdRow("h1", 3, "CAPTURED", 300))).isEqualTo(new HoldMovement(0, 0, 0));
    assertThat(take(holdRow("h1", 4, "CAPTURED", 700))).isEqualTo(new HoldMovement(0, 400, 0));
    assertThat(take(holdRow("h1", 5, "RELEASED", 700))).isEqualTo(new HoldMovement(0, 0, 300));
    assertThat(take(holdRow("h1", 6, "RELEASED", 700))).isEqualTo(new HoldMovement(0, 0, 0));
    assertThat(state.heldPosted).isEqualTo(state.capturedPosted + state.returnedPosted);
  }

  @Test
  void shouldMoveEverythingOnceWhenTheHoldIsFirstSeenAtItsEnd() throws Exception {
    assertThat(take(holdRow("h1", 4, "EXPIRED", 250)))
        .isEqualTo(new HoldMovement(AMOUNT, 250, AMOUNT - 250));
  }

  @Test
  void shouldMoveACaptureAndTheRestInOneStepWhenVersionsAreMissing() throws Exception {
    take(holdRow("h1", 1, "HELD", 0));
    assertThat(take(holdRow("h1", 4, "RELEASED", 250)))
        .isEqualTo(new HoldMovement(0, 250, AMOUNT - 250));
  }

  @Test
  void shouldCallAVersionThatIsNotAboveTheLastARepetition() throws Exception {
    take(holdRow("h1", 2, "CAPTURED", 300));
    assertThat(HoldLifecycle.isDuplicate(state, read(holdRow("h1", 2, "CAPTURED", 300)))).isTrue();
    assertThat(HoldLifecycle.isDuplicate(state, read(holdRow("h1", 1, "HELD", 0)))).isTrue();
    assertThat(HoldLifecycle.isDuplicate(state, read(holdRow("h1", 3, "CAPTURED", 1)))).isFalse();
  }

  @Test
  void shouldRefuseWhatTheStateMachineDoesNotHave() throws Exception {
    assertThat(refused(holdRow("h1", 1, "CAPTURED", 10))).isEqualTo(ILLEGAL_TRANSITION);
    take(holdRow("h1", 2, "CAPTURED", 300));
    assertThat(refused(holdRow("h1", 3, "HELD", 0))).isEqualTo(ILLEGAL_TRANSITION);
    take(holdRow("h1", 3, "RELEASED", 300));
    assertThat(refused(holdRow("h1", 4, "EXPIRED", 300))).isEqualTo(ILLEGAL_TRANSITION);
    assertThat(refused(holdRow("h1", 4, "CAPTURED", 400))).isIn(ILLEGAL_TRANSITION, CONTRADICTION);
    assertThat(refused(holdRow("h1", 4, "RELEASED", 400))).isEqualTo(CONTRADICTION);
    assertThat(state.version).isEqualTo(3);
    assertThat(state.capturedPosted).isEqualTo(300);
  }

  @Test
  void shouldRefuseAmountsThatCannotBe() throws Exception {
    assertThat(refused(holdRow("h1", 1, "HELD", 1))).isEqualTo(ILLEGAL_AMOUNT);
    assertThat(refused(holdRow("h1", 2, "CAPTURED", 0))).isEqualTo(ILLEGAL_AMOUNT);
    assertThat(refused(holdRow("h1", 2, "CAPTURED", AMOUNT + 1))).isEqualTo(ILLEGAL_AMOUNT);
    assertThat(refused(holdRow("h1", 2, "CAPTURED", -1))).isEqualTo(ILLEGAL_AMOUNT);
    assertThat(refused(holdRow("h1", 2, "RELEASED", AMOUNT))).isEqualTo(ILLEGAL_AMOUNT);
    assertThat(refused(with(row -> row.setAmount(0L)))).isEqualTo(ILLEGAL_AMOUNT);
    assertThat(refused(with(row -> row.setAmount(Long.MAX_VALUE)))).isEqualTo(ILLEGAL_AMOUNT);
    take(holdRow("h1", 2, "CAPTURED", 300));
    assertThat(refused(holdRow("h1", 3, "CAPTURED", 299))).isEqualTo(ILLEGAL_AMOUNT);
  }

  @Test
  void shouldRefuseContradictions() throws Exception {
    assertThat(refused(with(row -> row.setCapturedAt(5L)))).isEqualTo(CONTRADICTION);
    assertThat(refused(with(row -> row.setClosedAt(5L)))).isEqualTo(CONTRADICTION);
    take(holdRow("h1", 1, "HELD", 0));
    assertThat(refused(with(row -> row.setOwnerId("u2")))).isEqualTo(CONTRADICTION);
    assertThat(refused(with(row -> row.setMerchantId("m2")))).isEqualTo(CONTRADICTION);
    assertThat(refused(with(row -> row.setCurrency("USD")))).isEqualTo(CONTRADICTION);
    assertThat(refused(with(row -> row.setAmount(7L)))).isEqualTo(CONTRADICTION);
    assertThat(refused(with(row -> row.setCreatedAt(7L)))).isEqualTo(CONTRADICTION);
    assertThat(state.version).isEqualTo(1);
  }

  @Test
  void shouldRefuseWhatCannotBeRead() {
    assertThat(refusal(() -> ChangeReader.read(change(with(r -> r.setOwnerId("a:b"))), "h1")))
        .isEqualTo(MALFORMED);
    assertThat(refusal(() -> ChangeReader.read(change(with(r -> r.setCreatedAt(-1L))), "h1")))
        .isEqualTo(MALFORMED);
  }

  private HoldMovement take(HoldRow row) throws RefusedChangeException {
    return HoldLifecycle.accept(state, read(row));
  }

  private QuarantineCategory refused(HoldRow row) {
    return refusal(() -> HoldLifecycle.accept(state, read(row)));
  }

  private static HoldRow with(Consumer<HoldRow> spoil) {
    HoldRow row = holdRow("h1", 2, "HELD", 0);
    spoil.accept(row);
    return row;
  }

  private static HoldChange read(HoldRow row) throws RefusedChangeException {
    return (HoldChange) ChangeReader.read(change(row), row.getHoldId());
  }
}
