package dev.settle.batch.expected;

/** How a row stands between what is expected of a channel and what it lists. */
public enum RowState {
  /** Listed, but not as the ledger has it; or the ledger has it twice. The class says how. */
  DIFFERS,
  /** Listed, and the ledger does not know it, or not a second time. */
  NOT_EXPECTED,
  /** The ledger has it, the statement does not yet. */
  TO_COME,
  /** The ledger has it since; a statement of a day before listed it. */
  LISTED_EARLIER,
  /** A withdrawal, which trade bills do not list; an instruction that met no line of its name. */
  NOT_LISTED,
  /** Listed as the ledger has it. */
  CONFIRMED;

  /** False of what the ledger has and this day's statement is not to list. */
  public boolean isOfTheStatement() {
    return this != LISTED_EARLIER && this != NOT_LISTED;
  }
}
