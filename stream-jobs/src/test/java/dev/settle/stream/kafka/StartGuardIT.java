package dev.settle.stream.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartGuardIT {
  private static final StartGuard GUARD = new StartGuard(Topics.ENTRIES, Topics.CHANGES);

  private final Path directory;

  StartGuardIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldLetAJobBeginOnlyWhereNothingWasCommittedAndNothingWasDeleted() throws Exception {
    try (KafkaBroker kafka = new KafkaBroker(directory)) {
      kafka.produce(List.of(record(Topics.CHANGES, 0), record(Topics.CHANGES, 0)));
      allows(kafka, "an empty topic");

      try (var aborted = producer(kafka, "aborted");
          var open = producer(kafka, "open")) {
        write(aborted, 0);
        aborted.abortTransaction();
        write(aborted, 1);
        aborted.abortTransaction();
        write(open, 1);
        allows(kafka, "what an earlier attempt has aborted or left open");

        write(aborted, 0);
        aborted.commitTransaction();
        refuses(kafka, Topics.ENTRIES + " has committed records");
      }
    }
  }

  @Test
  void shouldRefuseWhenTheInputHasLostItsBeginning() throws Exception {
    try (KafkaBroker kafka = new KafkaBroker(directory)) {
      kafka.produce(List.of(record(Topics.CHANGES, 2), record(Topics.CHANGES, 2)));
      Properties config = new Properties();
      config.put("bootstrap.servers", kafka.bootstrapServers());
      try (Admin admin = Admin.create(config)) {
        admin
            .deleteRecords(
                Map.of(new TopicPartition(Topics.CHANGES, 2), RecordsToDelete.beforeOffset(1)))
            .all()
            .get();
      }
      refuses(kafka, Topics.CHANGES + "-2 begins at offset 1");
    }
  }

  private static void allows(KafkaBroker kafka, String what) {
    assertThatCode(() -> GUARD.check(kafka.bootstrapServers())).as(what).doesNotThrowAnyException();
  }

  private static void refuses(KafkaBroker kafka, String why) {
    assertThatThrownBy(() -> GUARD.check(kafka.bootstrapServers()))
        .isInstanceOf(SuppressRestartsException.class)
        .rootCause()
        .hasMessageContaining("REFUSED TO START")
        .hasMessageContaining(why)
        .hasMessageContaining("--from-savepoint");
  }

  private static void write(KafkaProducer<byte[], byte[]> producer, int partition)
      throws Exception {
    producer.beginTransaction();
    var sent = producer.send(record(Topics.ENTRIES, partition));
    producer.flush();
    sent.get();
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, int partition) {
    return new ProducerRecord<>(topic, partition, null, "x".getBytes(StandardCharsets.UTF_8));
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaBroker kafka, String id) {
    Properties config = new Properties();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }
}
