package dev.settle.batch.gate;

/** A place that money passes and that is counted. */
public enum Source {
  /** The payment service's tables. */
  POSTGRES,
  /** The topic that the ledger job writes. */
  LEDGER_TOPIC,
  /** The ledger as it landed. */
  CLICKHOUSE_LEDGER,
  /** Orders and refunds as they landed. */
  CLICKHOUSE_PAYMENTS,
  /** Orders' cumulative refunded amounts in PostgreSQL. */
  ORDERS,
  /** The refunds of these orders in PostgreSQL. */
  REFUNDS,
  /** Orders' cumulative refunded amounts as they landed. */
  CLICKHOUSE_ORDERS,
  /** The refunds of these orders as they landed. */
  CLICKHOUSE_REFUNDS
}
