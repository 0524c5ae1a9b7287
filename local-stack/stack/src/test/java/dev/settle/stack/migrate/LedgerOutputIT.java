package dev.settle.stack.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.clickhouse.ClickHouseQuery;
import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.lifecycle.TestStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerOutputIT {
  private final TestStack servers = new TestStack("ledger-output-", 1_000, System.out);
  private final StackConfig config = servers.config();

  LedgerOutputIT() throws IOException {}

  @AfterEach
  void stopEverything() throws IOException, InterruptedException {
    servers.close();
  }

  @Test
  void shouldEmptyWhatTheJobsWroteAndKeepWhatTheyRead() throws Exception {
    servers.stack().up(EnumSet.of(Component.KAFKA, Component.CLICKHOUSE));
    Migrations migrations = new Migrations(config);
    migrations.kafka();
    migrations.clickHouse();
    Map<String, Object> client = Map.of("bootstrap.servers", config.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      for (String topic :
          List.of(Topics.CHANGES, Topics.ENTRIES, Topics.COMMITS, Topics.FRAUD_ALERTS)) {
        producer.send(new ProducerRecord<>(topic, 0, "key", "value")).get();
      }
    }
    query("INSERT INTO settlement.ledger_entry (account, sequence) VALUES ('user:1', 1)");
    query("INSERT INTO settlement.fraud_alert (rule_id, alert_id) VALUES ('burst', 'a1')");
    query("INSERT INTO settlement.control_total (channel) VALUES ('WECHAT')");

    LedgerOutput.empty(config);

    assertThat(end(Topics.CHANGES)).isEqualTo(1);
    assertThat(end(Topics.ENTRIES)).isZero();
    assertThat(end(Topics.COMMITS)).isZero();
    assertThat(query("SELECT count() FROM settlement.ledger_entry")).isEqualTo("0\n");
    assertThat(end(Topics.FRAUD_ALERTS)).as("alerts cannot be made again").isEqualTo(1);
    assertThat(query("SELECT count() FROM settlement.fraud_alert")).isEqualTo("0\n");
    assertThat(query("SELECT count() FROM settlement.control_total")).isEqualTo("1\n");
  }

  private long end(String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", config.bootstrapServers()))) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    }
  }

  private String query(String sql) throws IOException, InterruptedException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    new ClickHouseQuery(
            config.clickhouseUrl(), config.clickhouseUser(), config.clickhousePassword())
        .run(sql, "TSV", result);
    return result.toString(StandardCharsets.UTF_8);
  }
}
