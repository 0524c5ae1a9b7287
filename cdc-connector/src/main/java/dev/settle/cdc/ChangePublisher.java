package dev.settle.cdc;

import dev.settle.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes changes to Kafka with an idempotent producer: all replicas acknowledge, and a retry keeps
 * the order of each partition. After a failure it must be thrown away, or later changes could
 * overtake lost ones. Used by one thread; {@link #close()} by another.
 */
final class ChangePublisher implements AutoCloseable {
  /** Header with the reason why a row was published without its images. */
  static final String PROBLEM_HEADER = "settle-problem";

  private static final Logger LOG = LoggerFactory.getLogger(ChangePublisher.class);
  private static final long STALL_LOG_MS = 5_000;

  private final KafkaProducer<String, byte[]> producer;
  private final String servers;
  private final CaptureMetrics metrics;

  ChangePublisher(CaptureConfig config, CaptureMetrics metrics) {
    this.producer =
        new KafkaProducer<>(settings(config), new StringSerializer(), new ByteArraySerializer());
    this.servers = config.bootstrapServers();
    this.metrics = metrics;
  }

  private static Map<String, Object> settings(CaptureConfig config) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", config.bootstrapServers());
    settings.put("client.id", "settle-cdc");
    settings.put("enable.idempotence", true);
    settings.put("acks", "all");
    settings.put("retries", Integer.MAX_VALUE);
    settings.put("max.in.flight.requests.per.connection", 5);
    settings.put("request.timeout.ms", 10_000);
    settings.put("linger.ms", 5);
    // Never give up on one record: a later one of the same order could be written without it.
    settings.put("delivery.timeout.ms", Integer.MAX_VALUE);
    settings.put("max.block.ms", 60_000);
    settings.put("retry.backoff.max.ms", 1_000);
    settings.put("reconnect.backoff.max.ms", 1_000);
    settings.put("batch.size", 262_144);
    settings.put("buffer.memory", 67_108_864);
    settings.put("compression.type", "lz4");
    return settings;
  }

  /**
   * Publishes changes in order and returns when Kafka has acknowledged all of them; waits through
   * an outage of Kafka, and says so.
   *
   * @throws PublishException when Kafka refuses one, or was not reached at all within a minute
   * @throws InterruptedException when the engine is being closed; the batch counts as not published
   */
  void publish(List<MappedChange> changes) throws InterruptedException {
    List<Future<RecordMetadata>> pending = new ArrayList<>(changes.size());
    try {
      for (MappedChange change : changes) {
        pending.add(producer.send(message(change)));
      }
      for (Future<RecordMetadata> one : pending) {
        awaitAcknowledgement(one);
      }
    } catch (ExecutionException e) {
      throw failed(changes, e.getCause() == null ? e : e.getCause());
    } catch (org.apache.kafka.common.errors.InterruptException e) {
      // Kafka's own unchecked form; its constructor has set the interrupt flag.
      Thread.interrupted();
      throw new InterruptedException("interrupted while publishing");
    } catch (KafkaException e) {
      throw failed(changes, e);
    }
    changes.forEach(metrics::published);
  }

  private void awaitAcknowledgement(Future<RecordMetadata> one)
      throws InterruptedException, ExecutionException {
    long waitedMs = 0;
    while (true) {
      try {
        one.get(STALL_LOG_MS, TimeUnit.MILLISECONDS);
        metrics.kafkaStalled(false);
        return;
      } catch (TimeoutException e) {
        waitedMs += STALL_LOG_MS;
        metrics.kafkaStalled(true);
        LOG.warn(
            "waiting for Kafka at {}: no acknowledgement for {} s; capture goes on when it is back, nothing is skipped",
            servers,
            waitedMs / 1_000);
      }
    }
  }

  private PublishException failed(List<MappedChange> changes, Throwable cause) {
    metrics.publishFailed();
    return new PublishException(
        "Kafka did not acknowledge a batch of %d changes (first key %s): %s"
            .formatted(changes.size(), changes.get(0).key(), cause.getMessage()),
        cause);
  }

  private static ProducerRecord<String, byte[]> message(MappedChange change) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(change.topic(), change.key(), change.value());
    String trace = change.traceParent();
    if (trace != null) {
      message.headers().add(Topics.TRACE_HEADER, trace.getBytes(StandardCharsets.UTF_8));
    }
    String problem = change.problem();
    if (problem != null) {
      message.headers().add(PROBLEM_HEADER, problem.getBytes(StandardCharsets.UTF_8));
    }
    return message;
  }

  /**
   * Gives up what is not acknowledged: the next capture publishes it again, before anything newer.
   */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
