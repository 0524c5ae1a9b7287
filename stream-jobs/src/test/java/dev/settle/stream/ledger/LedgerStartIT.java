package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LedgerStartIT {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private final Path directory;

  LedgerStartIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldFailForGoodWhenStartedWithoutStateBehindAnotherLedger() throws Exception {
    try (KafkaBroker kafka = new KafkaBroker(directory)) {
      byte[] entry = "an entry of an earlier job".getBytes(StandardCharsets.UTF_8);
      kafka.produce(List.of(new ProducerRecord<>(Topics.ENTRIES, 3, null, entry)));

      // The job may try again 20 times: a refusal must not use them.
      JobClient job = new LedgerRun(kafka, directory).submit(2, null);

      assertThatThrownBy(() -> job.getJobExecutionResult().get(60, TimeUnit.SECONDS))
          .rootCause()
          .hasMessageContaining("REFUSED TO START")
          .hasMessageContaining("--from-savepoint");
      assertThat(kafka.committed(Topics.ENTRIES)).hasSize(1);
    }
  }
}
