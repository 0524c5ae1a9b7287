package dev.settle.batch.gate;

import static dev.settle.batch.gate.Source.*;

import java.util.EnumSet;
import java.util.Set;

/** What is counted. */
public enum Measure {
  /** Orders and refunds of the day by state. */
  STATE,
  /** What moved money on the day. */
  POSTED,
  /** Cumulative refunded amounts of the day's orders against their refunds. */
  REFUNDED,
  /** What was agreed with the channels, so that none is left out for want of reference data. */
  AGREED;

  /** The places that have to agree about it. */
  public Set<Source> sources() {
    return switch (this) {
      case STATE, AGREED -> EnumSet.of(POSTGRES, CLICKHOUSE_PAYMENTS);
      case POSTED -> EnumSet.of(POSTGRES, LEDGER_TOPIC, CLICKHOUSE_LEDGER, CLICKHOUSE_PAYMENTS);
      case REFUNDED -> EnumSet.of(ORDERS, REFUNDS, CLICKHOUSE_ORDERS, CLICKHOUSE_REFUNDS);
    };
  }
}
