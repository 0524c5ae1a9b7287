package dev.settle.cdc;

import dev.settle.schemas.kafka.Topics;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The engine's properties. Everything that could change a unit, drop an event or go on after an
 * error by default is set here explicitly.
 */
final class EngineSettings {
  /** Logical name of the source; part of the stored offsets' key: never change it. */
  static final String SOURCE = "settle";

  private EngineSettings() {}

  static Properties of(CaptureConfig config) {
    Properties all = new Properties();
    source(all, config);
    units(all);
    failures(all);
    offsets(all, config);
    throughput(all, config);
    return all;
  }

  private static void source(Properties all, CaptureConfig config) {
    all.setProperty("name", CaptureConfig.ENGINE);
    all.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    all.setProperty("topic.prefix", SOURCE);
    all.setProperty("database.hostname", config.postgresHost());
    all.setProperty("database.port", Integer.toString(config.postgresPort()));
    all.setProperty("database.user", config.postgresUser());
    all.setProperty("database.password", config.postgresPassword());
    all.setProperty("database.dbname", config.postgresDatabase());
    all.setProperty("plugin.name", "pgoutput");
    all.setProperty("slot.name", CaptureConfig.SLOT);
    all.setProperty("slot.drop.on.stop", "false");
    all.setProperty("publication.name", CaptureConfig.PUBLICATION);
    // The publication is part of the migrations.
    all.setProperty("publication.autocreate.mode", "disabled");
    all.setProperty("schema.include.list", "payments");
    all.setProperty(
        "table.include.list",
        SourceDatabase.TABLES.stream().map(t -> "payments." + t).collect(Collectors.joining(",")));
    all.setProperty("snapshot.mode", "initial");
    all.setProperty("snapshot.locking.mode", "none");
    all.setProperty("snapshot.isolation.mode", "repeatable_read");
    all.setProperty("heartbeat.interval.ms", Integer.toString(config.heartbeatIntervalMs()));
    all.setProperty(
        "heartbeat.action.query",
        "INSERT INTO payments.cdc_heartbeat (id, beat_at) VALUES (1, now()) ON CONFLICT (id) DO UPDATE SET beat_at = EXCLUDED.beat_at");
  }

  private static void units(Properties all) {
    all.setProperty("converters", "millis");
    all.setProperty("millis.type", EpochMillisConverter.class.getName());
    all.setProperty("time.precision.mode", "adaptive_time_microseconds");
    all.setProperty("decimal.handling.mode", "precise");
    all.setProperty("binary.handling.mode", "bytes");
    all.setProperty("interval.handling.mode", "string");
    all.setProperty("hstore.handling.mode", "json");
    all.setProperty("unavailable.value.placeholder", Row.UNAVAILABLE);
    all.setProperty("schema.name.adjustment.mode", "none");
    all.setProperty("field.name.adjustment.mode", "none");
    all.setProperty("schema.refresh.mode", "columns_diff");
  }

  private static void failures(Properties all) {
    all.setProperty("event.processing.failure.handling.mode", "fail");
    all.setProperty("event.converting.failure.handling.mode", "fail");
    // Truncates are reported; by default the engine drops them.
    all.setProperty("skipped.operations", "none");
    all.setProperty("tombstones.on.delete", "false");
    all.setProperty("skip.messages.without.change", "false");
    all.setProperty("include.schema.changes", "false");
    all.setProperty("provide.transaction.metadata", "false");
    all.setProperty("offset.mismatch.strategy", "trust_offset");
    all.setProperty("lsn.flush.mode", "connector");
    // CaptureService begins anew instead, with the slot checked: the engine's own retry would not.
    all.setProperty("errors.max.retries", "0");
    all.setProperty("slot.max.retries", "0");
    all.setProperty("connection.validation.timeout.ms", "10000");
  }

  private static void offsets(Properties all, CaptureConfig config) {
    all.setProperty("offset.storage", "org.apache.kafka.connect.storage.KafkaOffsetBackingStore");
    all.setProperty("bootstrap.servers", config.bootstrapServers());
    all.setProperty("offset.storage.topic", Topics.CDC_OFFSETS);
    // Asked for, but not used: OffsetTopic has created the topic.
    all.setProperty("offset.storage.partitions", "1");
    all.setProperty("offset.storage.replication.factor", "1");
    all.setProperty("offset.flush.interval.ms", Integer.toString(config.offsetFlushIntervalMs()));
    all.setProperty("offset.flush.timeout.ms", "10000");
    // Passed on to the offset store's producer, which Connect makes without idempotence: a retried
    // offset must not overtake a newer one, or the next start would find it behind the slot.
    all.setProperty("acks", "all");
    all.setProperty("max.in.flight.requests.per.connection", "1");
  }

  private static void throughput(Properties all, CaptureConfig config) {
    all.setProperty("max.batch.size", Integer.toString(config.batchRowsMax()));
    all.setProperty("max.queue.size", Integer.toString(config.queueRowsMax()));
    all.setProperty("max.queue.size.in.bytes", "268435456");
    all.setProperty("poll.interval.ms", "20");
    all.setProperty("snapshot.fetch.size", "10000");
    // One thread, in order: no transformation is configured, so more would only hand records about.
    all.setProperty("record.processing.threads", "1");
    all.setProperty("record.processing.order", "ORDERED");
    all.setProperty("status.update.interval.ms", "5000");
  }
}
