package dev.settle.stream.fraud;

import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where the fraud job writes.
 *
 * @param alerts crossings, and rules that were paused
 * @param late events that came too late for some windows
 * @param quarantine rules that were refused
 */
record FraudSinks(
    Sink<EncodedRecord> alerts, Sink<EncodedRecord> late, Sink<EncodedRecord> quarantine) {}
