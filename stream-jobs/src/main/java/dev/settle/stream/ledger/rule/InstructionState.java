package dev.settle.stream.ledger.rule;

/**
 * What the ledger remembers of an instruction that it booked. A Flink POJO; see {@link OrderState}
 * for how it may grow.
 */
public final class InstructionState {
  /** Hash of what was booked, by which a repetition is told from a contradiction; empty: none. */
  public String fingerprint = "";

  /** For Flink's serialiser, and for an instruction not seen yet. */
  public InstructionState() {}
}
