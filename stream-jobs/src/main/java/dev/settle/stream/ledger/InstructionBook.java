package dev.settle.stream.ledger;

import dev.settle.stream.ledger.rule.InstructionChange;
import dev.settle.stream.ledger.rule.InstructionRules;
import dev.settle.stream.ledger.rule.InstructionState;
import dev.settle.stream.ledger.rule.JournalRules;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Instructions, in the state of the instruction's key; 64 bytes each, kept for ever. */
final class InstructionBook {
  private final ValueState<InstructionState> instructionState;

  InstructionBook(RuntimeContext runtime) {
    instructionState = runtime.getState(LedgerIds.INSTRUCTION_STATE);
  }

  void take(InstructionChange change, Booking booking) throws Exception {
    InstructionState known = instructionState.value();
    InstructionState instruction = known == null ? new InstructionState() : known;
    if (!InstructionRules.accept(instruction, change)) {
      booking.duplicate();
      return;
    }
    booking.post(JournalRules.instruction(change), change);
    instructionState.update(instruction);
  }

  /** The instruction as booked; null when it is not known. */
  @Nullable InstructionState met() throws Exception {
    return instructionState.value();
  }
}
