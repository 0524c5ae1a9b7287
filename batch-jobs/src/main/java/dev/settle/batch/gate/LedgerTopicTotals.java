package dev.settle.batch.gate;

/** Control totals of the topic {@code ledger.entries}, read committed. */
@FunctionalInterface
public interface LedgerTopicTotals {
  /**
   * Counts what was posted for a business date.
   *
   * @return totals of the measure POSTED and the place LEDGER_TOPIC
   */
  ControlTotals read(DayScope scope);
}
