package dev.settle.batch.gate;

import static dev.settle.batch.gate.Source.*;

import java.util.EnumSet;
import java.util.Set;

/** What is counted. */
public enum Measure {
  /** Orders, refunds and holds of the day by state. */
  STATE,
  /** What moved money on the day, also when it was late and is booked into another. */
  POSTED,
  /** The same of the days before, so that no late change of theirs is still under way. */
  EARLIER,
  /** What is booked into the day, also when it belongs to an earlier one. */
  BOOKED,
  /** What was ever captured, released and expired of holds: their rows do not tell the days. */
  HOLDS,
  /** Cumulative refunded amounts of the day's orders against their refunds. */
  REFUNDED,
  /** What was agreed with the channels, so that none is left out for want of reference data. */
  AGREED;

  /** The places that have to agree about it. */
  public Set<Source> sources() {
    return switch (this) {
      case STATE, AGREED -> EnumSet.of(POSTGRES, CLICKHOUSE_PAYMENTS);
      case POSTED -> EnumSet.of(POSTGRES, LEDGER_TOPIC, CLICKHOUSE_LEDGER, CLICKHOUSE_PAYMENTS);
      case EARLIER, HOLDS -> EnumSet.of(POSTGRES, CLICKHOUSE_LEDGER);
      case BOOKED -> EnumSet.of(LEDGER_TOPIC, CLICKHOUSE_LEDGER);
      case REFUNDED -> EnumSet.of(ORDERS, REFUNDS, CLICKHOUSE_ORDERS, CLICKHOUSE_REFUNDS);
    };
  }
}
