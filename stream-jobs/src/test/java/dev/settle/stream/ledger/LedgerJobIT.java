package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.KafkaBroker;
import dev.settle.stream.ledger.rule.Orders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ledger job between real topics, with RocksDB: nothing is lost and nothing is booked twice
 * when a TaskManager dies and when the job goes on from a savepoint with another parallelism.
 */
class LedgerJobIT {
  private static final AvroCodec<PaymentChange> CHANGES = AvroCodec.of(PaymentChange.class);
  private static final AvroCodec<QuarantineRecord> QUARANTINE =
      AvroCodec.of(QuarantineRecord.class);

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .setConfiguration(clusterConfiguration())
              .build());

  private final Path directory;

  LedgerJobIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldBookEveryJournalOnceThroughAKillAndARescale(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    try (KafkaBroker kafka = new KafkaBroker(directory)) {
      LedgerRun run = new LedgerRun(kafka, directory);
      kafka.produce(traffic(0, 300));
      kafka.produce(spoilt());
      JobClient job = run.submit(2, null);
      LedgerRun.await("first entries", () -> run.entries().size() > 100);

      cluster.terminateTaskManager(0).get(60, TimeUnit.SECONDS);
      kafka.produce(traffic(200, 600));
      cluster.startTaskManager();
      Set<String> journals = LedgerTraffic.journals(0, 600);
      LedgerRun.await("entries after the kill", () -> run.entries().size() >= 2 * journals.size());

      String savepoint = run.stop(job, "savepoint");
      EntryLine.proveLedger(run.entries(), journals);

      JobClient rescaled = run.submit(3, savepoint);
      kafka.produce(traffic(0, 900));
      Set<String> all = LedgerTraffic.journals(0, 900);
      LedgerRun.await("entries after the rescale", () -> run.entries().size() >= 2 * all.size());
      run.stop(rescaled, "last");

      EntryLine.proveLedger(run.entries(), all);
      proveQuarantine(kafka);
    }
  }

  /** Each change twice, as from a connector that restarts now and then. */
  private static List<ProducerRecord<byte[], byte[]>> traffic(int from, int to) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int number = from; number < to; number++) {
      List<PaymentChange> changes = LedgerTraffic.changesOf(number);
      changes.forEach(change -> records.add(record(change)));
      changes.forEach(change -> records.add(record(change)));
    }
    return records;
  }

  private static List<ProducerRecord<byte[], byte[]>> spoilt() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(new ProducerRecord<>(Topics.CHANGES, 0, null, bytes("not Avro")));
    records.add(new ProducerRecord<>(Topics.CHANGES, 1, bytes("order-1"), bytes("{\"a\":1}")));
    records.add(new ProducerRecord<>(Topics.CHANGES, 2, bytes("order-2"), null));
    records.add(record(Orders.change(Orders.row("spoilt", 2, "CANCELLED"))));
    records.add(record(Orders.change(Orders.row("spoilt", 3, "PAID"))));
    records.add(record(Orders.change(Orders.row("spoilt", 3, "PAID"))));
    return records;
  }

  private static void proveQuarantine(KafkaBroker kafka) {
    Set<String> ids = new TreeSet<>();
    List<String> categories = new ArrayList<>();
    for (var record : kafka.committed(Topics.QUARANTINE)) {
      QuarantineRecord refused = LedgerRun.decode(QUARANTINE, record.value());
      ids.add(refused.getQuarantineId());
      categories.add(refused.getCategory());
      if (refused.getOrderId().equals("order-1")) {
        assertThat(refused.getOriginal().array()).isEqualTo(bytes("{\"a\":1}"));
      }
    }
    assertThat(categories)
        .containsExactlyInAnyOrder("MALFORMED", "MALFORMED", "MALFORMED", "ILLEGAL_TRANSITION");
    assertThat(ids).hasSize(4);
  }

  private static Configuration clusterConfiguration() {
    Configuration configuration = new Configuration();
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    return configuration;
  }

  private static ProducerRecord<byte[], byte[]> record(PaymentChange change) {
    return new ProducerRecord<>(Topics.CHANGES, bytes(change.getOrderId()), CHANGES.encode(change));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
