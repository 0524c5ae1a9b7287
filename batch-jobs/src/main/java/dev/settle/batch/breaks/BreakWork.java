package dev.settle.batch.breaks;

/**
 * How the work on a break stands.
 *
 * @param assignee who works on it, or empty
 * @param correction how its last proposal stands
 * @param proposal number of the last proposal, 0 when there is none
 * @param maker who made it, or empty
 * @param checker who approved it, or empty
 * @param instructionId what it ordered, or empty
 * @param comments how many comments it has
 */
public record BreakWork(
    String assignee,
    CorrectionState correction,
    int proposal,
    String maker,
    String checker,
    String instructionId,
    long comments) {
  /** Nobody has done anything yet. */
  public static final BreakWork NONE = new BreakWork("", CorrectionState.NONE, 0, "", "", "", 0);

  /** How a correction stands. */
  public enum CorrectionState {
    /** Nothing was proposed. */
    NONE,
    /** Waits for its checker. */
    PROPOSED,
    /** Was ordered from the ledger. */
    APPROVED,
    /** Was turned down, or withdrawn. */
    REJECTED
  }
}
