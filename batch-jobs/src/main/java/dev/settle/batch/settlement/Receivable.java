package dev.settle.batch.settlement;

/**
 * What a payee owes because it had no balance when a part was clawed back.
 *
 * @param id of the clawback
 * @param amount minor units still owed, above zero
 */
public record Receivable(String id, long amount) {

  /** Refuses one that owes nothing. */
  public Receivable {
    if (amount <= 0) {
      throw new IllegalArgumentException("receivable %s of %d".formatted(id, amount));
    }
  }
}
