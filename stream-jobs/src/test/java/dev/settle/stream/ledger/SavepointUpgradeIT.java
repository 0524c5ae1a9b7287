package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.PublishedSchemas;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.KafkaBroker;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.Movements;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goes on with the present job where a released one stopped: from its savepoint, in topics that
 * hold the very bytes that it had read, with more changes of the released contract and of the
 * present one.
 */
class SavepointUpgradeIT {
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

  SavepointUpgradeIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @ValueSource(ints = 1)
  void shouldGoOnFromTheSavepointOfARelease(int release) throws Exception {
    SavepointFixture released = new SavepointFixture(resource("release-" + release));
    List<UpgradeTraffic.Step> before = UpgradeTraffic.before();
    List<UpgradeTraffic.Step> after = UpgradeTraffic.after();
    proveRelease(released, before);

    try (KafkaBroker kafka = new KafkaBroker(directory)) {
      LedgerRun run = new LedgerRun(kafka, directory);
      kafka.produce(released.changes());
      JobClient job = run.submit(3, released.savepoint());

      // What had been delivered is delivered again, as by a connector that lost its offsets.
      kafka.produce(readable(released.changes()));
      // A producer that is not upgraded yet, then one that is, then both again.
      List<ProducerRecord<byte[], byte[]>> more = records(after, release);
      for (UpgradeTraffic.Step step : UpgradeTraffic.afterInPresentContract()) {
        more.add(record(step.change(), CHANGES.encode(step.change())));
      }
      kafka.produce(more.subList(0, more.size() / 2));
      run.awaitConsumed();
      // From now on the merchant's account has shards, which begin at sequence 1.
      TopicRecord hot = Movements.merchant("m1", true);
      kafka.produce(List.of(new ProducerRecord<>(hot.topic, utf8(hot.key), hot.value)));
      kafka.produce(more);
      kafka.produce(readable(released.changes()));
      run.awaitConsumed();
      run.stop(job, "last");

      List<UpgradeTraffic.Step> all = new ArrayList<>(before);
      all.addAll(after);
      all.addAll(UpgradeTraffic.afterInPresentContract());
      List<EntryLine> entries = new ArrayList<>(released.entries());
      entries.addAll(run.entries());
      EntryLine.proveLedger(entries, UpgradeTraffic.journals(all));
      assertThat(balances(entries)).isEqualTo(UpgradeTraffic.balances(all));
      Set<UpgradeTraffic.Refusal> expected = refusals(after);
      expected.addAll(UpgradeTraffic.waitedInVain());
      assertThat(quarantined(kafka)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /**
   * Not a test: makes the fixture of the present version when it is released. See
   * src/test/resources/savepoints/README.md.
   */
  @Test
  @EnabledIfSystemProperty(named = "settle.savepoint.make", matches = ".+")
  void makeFixture() throws Exception {
    SavepointFixture fixture =
        new SavepointFixture(Path.of(System.getProperty("settle.savepoint.make")));
    try (KafkaBroker kafka = new KafkaBroker(directory)) {
      LedgerRun run = new LedgerRun(kafka, directory);
      JobClient job = run.submit(2, null);
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (UpgradeTraffic.Step step : UpgradeTraffic.before()) {
        records.add(record(step.change(), CHANGES.encode(step.change())));
      }
      records.add(new ProducerRecord<>(Topics.CHANGES, 0, null, utf8("not Avro")));
      records.add(new ProducerRecord<>(Topics.CHANGES, 2, utf8("upgrade-1"), utf8("{\"a\":1}")));
      kafka.produce(records);
      run.awaitConsumed();
      // All is committed, so the savepoint holds no transaction that only this broker knows.
      fixture.write(kafka, Path.of(java.net.URI.create(run.stop(job, "savepoint"))));
    }
    proveRelease(fixture, UpgradeTraffic.before());
  }

  /** The fixture is whole: it holds these changes, and what the released job made of them. */
  private static void proveRelease(SavepointFixture released, List<UpgradeTraffic.Step> steps)
      throws IOException {
    List<PaymentChange> changes = new ArrayList<>();
    for (var record : readable(released.changes())) {
      changes.add(LedgerRun.decode(CHANGES, record.value()));
    }
    assertThat(changes)
        .containsExactlyInAnyOrderElementsOf(
            steps.stream().map(UpgradeTraffic.Step::change).toList());
    EntryLine.proveLedger(released.entries(), UpgradeTraffic.journals(steps));
    assertThat(balances(released.entries())).isEqualTo(UpgradeTraffic.balances(steps));
    assertThat(released.refusals().stream().filter(one -> !one.category().equals("MALFORMED")))
        .containsExactlyInAnyOrderElementsOf(refusals(steps));
  }

  private static Set<UpgradeTraffic.Refusal> refusals(List<UpgradeTraffic.Step> steps) {
    Set<UpgradeTraffic.Refusal> refusals = new TreeSet<>();
    for (UpgradeTraffic.Step step : steps) {
      if (step.refusal() != null) {
        refusals.add(new UpgradeTraffic.Refusal(step.change().getEntityId(), step.refusal()));
      }
    }
    return refusals;
  }

  private static List<UpgradeTraffic.Refusal> quarantined(KafkaBroker kafka) {
    return kafka.committed(Topics.QUARANTINE).stream()
        .map(record -> LedgerRun.decode(QUARANTINE, record.value()))
        .map(refused -> new UpgradeTraffic.Refusal(refused.getEntityId(), refused.getCategory()))
        .toList();
  }

  private static Map<String, Long> balances(List<EntryLine> entries) {
    Map<String, Long> balances = new TreeMap<>();
    for (EntryLine entry : entries) {
      String[] key = entry.key().split("\\|", -1);
      balances.merge(key[0] + "|" + key[2], entry.amount(), Math::addExact);
    }
    return balances;
  }

  /** What can be read as a change; what cannot is refused anew each time. */
  private static List<ProducerRecord<byte[], byte[]>> readable(
      List<ProducerRecord<byte[], byte[]>> records) {
    return records.stream()
        .filter(
            record -> record.value() != null && record.value().length > 2 && record.value()[0] < 0)
        .toList();
  }

  /** Every second change in the contract's released version, the others in the present one. */
  private static List<ProducerRecord<byte[], byte[]>> records(
      List<UpgradeTraffic.Step> steps, int release) throws IOException {
    Schema old = PublishedSchemas.of("PaymentChange").get(release - 1);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      PaymentChange change = steps.get(i).change();
      byte[] present = CHANGES.encode(change);
      records.add(record(change, i % 2 == 0 ? encode(change, old) : present));
    }
    return records;
  }

  private static byte[] encode(PaymentChange change, Schema version) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new SpecificDatumWriter<>(PaymentChange.class).write(change, encoder);
    encoder.flush();
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(out.toByteArray(), null);
    GenericRecord projected =
        new GenericDatumReader<GenericRecord>(change.getSchema(), version).read(null, decoder);
    ByteBuffer encoded =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), version).encode(projected);
    return Arrays.copyOfRange(
        encoded.array(),
        encoded.arrayOffset() + encoded.position(),
        encoded.arrayOffset() + encoded.limit());
  }

  private static ProducerRecord<byte[], byte[]> record(PaymentChange change, byte[] value) {
    return new ProducerRecord<>(Topics.CHANGES, utf8(change.getOrderId()), value);
  }

  private static Path resource(String name) throws Exception {
    var url = SavepointUpgradeIT.class.getResource("/savepoints/" + name);
    if (url == null) {
      throw new IOException("test resource /savepoints/" + name + " is missing");
    }
    return Path.of(url.toURI());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Configuration clusterConfiguration() {
    Configuration configuration = new Configuration();
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    return configuration;
  }
}
