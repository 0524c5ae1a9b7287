package dev.settle.batch.gate;

import java.time.Instant;

/** Control totals of the topic {@code ledger.entries}, read committed. */
@FunctionalInterface
public interface LedgerTopicTotals {
  /**
   * Counts what was posted for a business date and what was booked into it.
   *
   * @param since nothing that was appended earlier concerns the date
   * @return totals of the measures POSTED and BOOKED and the place LEDGER_TOPIC
   */
  ControlTotals read(DayScope scope, Instant since);
}
