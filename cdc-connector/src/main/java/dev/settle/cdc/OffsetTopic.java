package dev.settle.cdc;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.schemas.kafka.Topic;
import dev.settle.schemas.kafka.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The engine's offsets in Kafka, read and set from outside while the engine does not run. Beside
 * the engine's record it keeps two of its own: that a snapshot has begun, and which tables are
 * captured. Calls take at most {@link #TIMEOUT_MS} each and throw {@link KafkaException} when Kafka
 * cannot be reached.
 */
final class OffsetTopic {
  static final int TIMEOUT_MS = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> WRITTEN =
      Set.of(Topics.CHANGES, Topics.REFERENCE, Topics.CDC_OFFSETS);
  private static final byte[] MARKER =
      ("[\"" + CaptureConfig.ENGINE + "\",{\"marker\":\"snapshot-begun\"}]")
          .getBytes(StandardCharsets.UTF_8);

  private static final byte[] TABLES =
      ("[\"" + CaptureConfig.ENGINE + "\",{\"note\":\"tables\"}]").getBytes(StandardCharsets.UTF_8);

  private final Map<String, Object> client;

  OffsetTopic(CaptureConfig config) {
    this.client =
        Map.of(
            "bootstrap.servers",
            config.bootstrapServers(),
            "client.id",
            "settle-cdc-check",
            "default.api.timeout.ms",
            TIMEOUT_MS,
            "request.timeout.ms",
            TIMEOUT_MS / 2);
  }

  /** Creates the topics that the connector writes and that are not there. */
  void createTopics() throws InterruptedException {
    try (Admin admin = Admin.create(client)) {
      Set<String> present = admin.listTopics().names().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
      List<NewTopic> missing = new ArrayList<>();
      for (Topic topic : Topics.all()) {
        if (WRITTEN.contains(topic.name()) && !present.contains(topic.name())) {
          missing.add(
              new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                  .configs(topic.config()));
        }
      }
      admin.createTopics(missing).all().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("cannot list or create the topics: " + e.getMessage(), e);
      }
    } catch (TimeoutException e) {
      throw new KafkaException("no answer within " + TIMEOUT_MS + " ms", e);
    }
  }

  /** Reads what is stored. */
  StoredOffset read() {
    JsonNode offset = null;
    boolean begun = false;
    Set<String> tables = StoredOffset.FIRST_TABLES;
    for (ConsumerRecord<byte[], byte[]> stored : readAll()) {
      JsonNode partition = enginePartition(stored.key());
      if (partition == null) {
        continue;
      }
      if (partition.has("marker")) {
        begun = stored.value() != null;
      } else if (partition.has("note")) {
        tables = texts(parse(stored.value()).path("tables"));
      } else if (partition.has("server")) {
        offset = stored.value() == null ? null : parse(stored.value());
      }
    }
    return StoredOffset.of(offset, begun, tables);
  }

  /**
   * Notes that a snapshot begins and forgets every offset: the marker first, so that a crash in
   * between is seen.
   */
  void beginSnapshot() {
    List<ProducerRecord<byte[], byte[]>> writes = new ArrayList<>();
    writes.add(
        new ProducerRecord<>(Topics.CDC_OFFSETS, MARKER, "{}".getBytes(StandardCharsets.UTF_8)));
    for (ConsumerRecord<byte[], byte[]> stored : readAll()) {
      JsonNode partition = enginePartition(stored.key());
      if (partition != null && partition.has("server")) {
        writes.add(new ProducerRecord<>(Topics.CDC_OFFSETS, stored.key(), null));
      }
    }
    write(writes);
  }

  /** Notes that from now on these tables are captured. */
  void captures(List<String> tables) {
    ObjectNode note = JSON.createObjectNode();
    tables.forEach(note.putArray("tables")::add);
    write(
        List.of(
            new ProducerRecord<>(
                Topics.CDC_OFFSETS, TABLES, note.toString().getBytes(StandardCharsets.UTF_8))));
  }

  /** Takes the note back, once an offset after the snapshot is stored. */
  void snapshotFinished() {
    write(List.of(new ProducerRecord<>(Topics.CDC_OFFSETS, MARKER, null)));
  }

  private static @Nullable JsonNode enginePartition(byte @Nullable [] key) {
    if (key == null) {
      return null;
    }
    JsonNode parsed = parse(key);
    return parsed.isArray()
            && parsed.size() == 2
            && parsed.get(0).asText().equals(CaptureConfig.ENGINE)
        ? parsed.get(1)
        : null;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalStateException(
          "topic "
              + Topics.CDC_OFFSETS
              + " holds what is not an offset: "
              + new String(json, StandardCharsets.UTF_8),
          e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> readAll() {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(with("enable.auto.commit", false), bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.CDC_OFFSETS).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException(
              "topic " + Topics.CDC_OFFSETS + " could not be read within " + TIMEOUT_MS + " ms");
        }
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
    }
    return all;
  }

  private void write(List<ProducerRecord<byte[], byte[]>> writes) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            with("acks", "all", "max.block.ms", TIMEOUT_MS, "delivery.timeout.ms", TIMEOUT_MS),
            bytes,
            bytes)) {
      for (ProducerRecord<byte[], byte[]> one : writes) {
        producer.send(one).get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while writing to " + Topics.CDC_OFFSETS, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("cannot write to " + Topics.CDC_OFFSETS + ": " + e.getMessage(), e);
    }
  }

  private Map<String, Object> with(Object... more) {
    Map<String, Object> all = new HashMap<>(client);
    for (int i = 0; i < more.length; i += 2) {
      all.put((String) more[i], more[i + 1]);
    }
    return all;
  }
}
