package dev.settle.stream.ledger;

import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the ledger job writes.
 *
 * @param entries ledger entries
 * @param quarantine refused changes
 * @param overdrafts entries that overdrew an available account
 * @param closings business days that are closed as of now
 */
record LedgerSinks(
    Sink<BookedEntry> entries,
    Sink<QuarantinedChange> quarantine,
    Sink<BookedEntry> overdrafts,
    Sink<ClosedDay> closings) {}
