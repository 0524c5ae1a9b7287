package dev.settle.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.config.Component;
import dev.settle.stack.lifecycle.TestStack;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaTransactionsIT {
  private final TestStack servers = new TestStack("transactions-", 1_000, System.out);

  KafkaTransactionsIT() throws IOException {}

  @AfterEach
  void stopEverything() throws IOException, InterruptedException {
    servers.close();
  }

  @Test
  void shouldShowAnOpenTransactionWithWhatWaitsForItAndAbortIt() throws Exception {
    servers.stack().up(EnumSet.of(Component.KAFKA));
    String address = servers.config().bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin.createTopics(List.of(new NewTopic(Topics.ENTRIES, 2, (short) 1))).all().get();
    }
    Map<String, Object> config =
        Map.of("bootstrap.servers", address, "transactional.id", "stuck-0-0");
    try (KafkaTransactions transactions = new KafkaTransactions(address);
        var producer =
            new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      assertThat(transactions.open()).isEmpty();
      producer.initTransactions();
      producer.beginTransaction();
      for (String value : List.of("a", "b", "c")) {
        producer.send(new ProducerRecord<>(Topics.ENTRIES, 1, null, value)).get();
      }

      assertThat(transactions.open())
          .singleElement()
          .satisfies(
              open -> {
                assertThat(open.transactionalId()).isEqualTo("stuck-0-0");
                assertThat(open.state()).isEqualTo("Ongoing");
                assertThat(open.partitions()).containsExactly(Topics.ENTRIES + "-1");
              });
      assertThat(transactions.held())
          .containsExactly(new HeldPartition(Topics.ENTRIES + "-1", 0, 3));

      transactions.abort("stuck-0-0");

      assertThat(transactions.open()).isEmpty();
      assertThat(transactions.held()).isEmpty();
    }
  }
}
