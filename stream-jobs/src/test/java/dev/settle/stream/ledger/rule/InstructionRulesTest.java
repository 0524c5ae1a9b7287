package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.Movements.change;
import static dev.settle.stream.ledger.rule.Movements.instruction;
import static dev.settle.stream.ledger.rule.Orders.refusal;
import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_AMOUNT;
import static dev.settle.stream.ledger.rule.QuarantineCategory.MALFORMED;
import static dev.settle.stream.ledger.rule.QuarantineCategory.UNBALANCED;
import static dev.settle.stream.ledger.rule.QuarantineCategory.UNKNOWN_VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.InstructionRow;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.PaymentChange;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InstructionRulesTest {
  private static final long MAX = 1_000_000_000_000_000L;

  @Test
  void shouldMakeOneLegOfEachWithTheOrdersDateAndKey() throws Exception {
    InstructionChange change =
        read(instruction("i1", "merchant:m1:pending", -100, "merchant:m1", 90, "partner:p", 10));
    assertThat(InstructionRules.accept(new InstructionState(), change)).isTrue();
    List<LedgerLeg> legs = JournalRules.instruction(change);
    assertThat(legs).extracting(leg -> leg.leg).containsExactly(0, 1, 2);
    assertThat(legs).extracting(leg -> leg.amount).containsExactly(-100L, 90L, 10L);
    assertThat(legs)
        .allSatisfy(
            leg -> {
              assertThat(leg.journalId).isEqualTo("instruction:i1");
              assertThat(leg.cause).isEqualTo(LedgerLeg.Cause.INSTRUCTION);
              assertThat(leg.kind).isEqualTo("SPLIT");
              assertThat(leg.counterAccount).isEmpty();
              assertThat(leg.businessKey).isEqualTo("order-i1");
              assertThat(leg.orderId).isEqualTo("o1");
              assertThat(LocalDate.ofEpochDay(leg.businessDay)).isEqualTo("2026-11-22");
            });
  }

  @Test
  void shouldNameTheOtherSideWhenThereAreTwo() throws Exception {
    assertThat(JournalRules.instruction(read(instruction("i1", "channel:ADYEN", -3, "bank:b", 3))))
        .extracting(leg -> leg.counterAccount)
        .containsExactly("bank:b", "channel:ADYEN");
  }

  @Test
  void shouldDropARepetitionAndRefuseAnotherContent() throws Exception {
    InstructionState state = new InstructionState();
    InstructionRules.accept(state, read(instruction("i1", "user:a", -5, "user:b", 5)));
    assertThat(InstructionRules.accept(state, read(instruction("i1", "user:a", -5, "user:b", 5))))
        .isFalse();
    assertThat(
            refusal(
                () ->
                    InstructionRules.accept(
                        state, read(instruction("i1", "user:a", -6, "user:b", 6)))))
        .isEqualTo(CONTRADICTION);
  }

  @Test
  void shouldRefuseLegsThatDoNotSumToZeroPerCurrency() {
    assertThat(refused(row("user:a", -5, "user:b", 4))).isEqualTo(UNBALANCED);
    InstructionRow twoCurrencies = row("user:a", -5, "user:b", 5);
    twoCurrencies.getLegs().get(1).setCurrency("USD");
    assertThat(refused(twoCurrencies)).isEqualTo(UNBALANCED);
    // Their sum in 64 bits would overflow to something near zero.
    Object[] huge = new Object[2 * 40];
    for (int i = 0; i < huge.length; i += 2) {
      huge[i] = "user:u" + i;
      huge[i + 1] = MAX;
    }
    assertThat(refused(row(huge))).isEqualTo(UNBALANCED);
  }

  @Test
  void shouldRefuseLegsThatCannotBe() {
    assertThat(refused(row())).isEqualTo(MALFORMED);
    assertThat(refused(row("user:a", 5))).isEqualTo(MALFORMED);
    assertThat(
            refused(
                row(
                    Collections.nCopies(1_001, new Object[] {"user:a", 1}).stream()
                        .flatMap(java.util.Arrays::stream)
                        .toArray())))
        .isEqualTo(MALFORMED);
    assertThat(refused(row("user:a", -5, "user:b:c:d", 5))).isEqualTo(MALFORMED);
    assertThat(refused(row("user:a", 0, "user:b", 0))).isEqualTo(ILLEGAL_AMOUNT);
    assertThat(refused(row("user:a", -MAX - 1, "user:b", MAX + 1))).isEqualTo(ILLEGAL_AMOUNT);
    assertThat(refused(row("user:a", Long.MIN_VALUE, "user:b", 1))).isEqualTo(ILLEGAL_AMOUNT);
    assertThat(refused(with(r -> r.getLegs().get(0).setCurrency("yuan")))).isEqualTo(UNKNOWN_VALUE);
  }

  @Test
  void shouldWantTwoPersonsForACorrection() throws Exception {
    assertThat(refused(with(r -> r.setKind("CORRECTION")))).isEqualTo(CONTRADICTION);
    assertThat(refused(with(r -> r.setChecker(r.getMaker())))).isEqualTo(CONTRADICTION);
    InstructionChange checked =
        read(
            with(
                r -> {
                  r.setKind("CORRECTION");
                  r.setChecker("wang");
                }));
    assertThat(InstructionRules.accept(new InstructionState(), checked)).isTrue();
  }

  @Test
  void shouldRefuseWordsAndDaysThatItDoesNotKnow() {
    assertThat(refused(with(r -> r.setKind("GIFT")))).isEqualTo(UNKNOWN_VALUE);
    assertThat(refused(with(r -> r.setChannel("PIGEON")))).isEqualTo(UNKNOWN_VALUE);
    assertThat(refused(with(r -> r.setBusinessDate(LocalDate.of(2200, 1, 1)))))
        .isEqualTo(MALFORMED);
    PaymentChange update = change(row("user:a", -5, "user:b", 5));
    update.setOp(Operation.UPDATE);
    assertThat(refusal(() -> ChangeReader.read(update, "i1"))).isEqualTo(CONTRADICTION);
  }

  private static InstructionRow row(Object... legs) {
    return instruction("i1", legs);
  }

  private static InstructionRow with(Consumer<InstructionRow> spoil) {
    InstructionRow row = row("user:a", -5, "user:b", 5);
    spoil.accept(row);
    return row;
  }

  private static QuarantineCategory refused(InstructionRow row) {
    return refusal(() -> InstructionRules.accept(new InstructionState(), read(row)));
  }

  private static InstructionChange read(InstructionRow row) throws RefusedChangeException {
    return (InstructionChange) ChangeReader.read(change(row), "i1");
  }
}
