package dev.settle.stream.ledger;

import dev.settle.stream.state.StateKey;

/**
 * A function that keeps state in memory between checkpoints. The operators around it do not set the
 * key of the state with each record, which costs as much as the rest of a record that finds its
 * state in memory; the function sets it when it goes to the state.
 */
interface KeyOnDemand {
  /** Called once, before {@code open}. */
  void bind(StateKey key);

  /** Writes to the state whatever is only in memory; called before each checkpoint. */
  void writeBack() throws Exception;
}
