package dev.settle.stream.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.KafkaBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a released version left behind, as files that git can keep: a savepoint, the records that it
 * had read, and what it had written. See {@code src/test/resources/savepoints/README.md}.
 *
 * @param directory holds {@code savepoint/_metadata}, {@code changes.tsv} (partition, key, value in
 *     base 64; in the order of the offsets), {@code entries.ndjson} and {@code quarantine.ndjson}
 */
record SavepointFixture(Path directory) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AvroCodec<LedgerEntry> ENTRIES = AvroCodec.of(LedgerEntry.class);
  private static final AvroCodec<QuarantineRecord> QUARANTINE =
      AvroCodec.of(QuarantineRecord.class);

  /** Place of the savepoint, for Flink. */
  String savepoint() {
    return directory.resolve("savepoint").toUri().toString();
  }

  /** Keeps what a run has left. */
  void write(KafkaBroker kafka, Path savepoint) throws IOException {
    Files.createDirectories(directory.resolve("savepoint"));
    try (var files = Files.list(savepoint)) {
      List<Path> all = files.toList();
      if (all.size() != 1) {
        throw new IOException("the savepoint is more than one file: " + all);
      }
      Files.copy(all.get(0), directory.resolve("savepoint/_metadata"));
    }
    List<String> changes = new ArrayList<>();
    for (var record : kafka.committed(Topics.CHANGES)) {
      changes.add(
          record.partition()
              + "\t"
              + (record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8))
              + "\t"
              + (record.value() == null ? "" : Base64.getEncoder().encodeToString(record.value())));
    }
    Files.write(directory.resolve("changes.tsv"), changes);
    Files.write(
        directory.resolve("entries.ndjson"),
        kafka.committed(Topics.ENTRIES).stream()
            .map(record -> LedgerRun.decode(ENTRIES, record.value()).toString())
            .toList());
    Files.write(
        directory.resolve("quarantine.ndjson"),
        kafka.committed(Topics.QUARANTINE).stream().map(SavepointFixture::refusal).toList());
  }

  /** The records of the changes' topic, each for its partition, in the order of their offsets. */
  List<ProducerRecord<byte[], byte[]>> changes() throws IOException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("changes.tsv"))) {
      String[] parts = line.split("\t", -1);
      records.add(
          new ProducerRecord<>(
              Topics.CHANGES,
              Integer.parseInt(parts[0]),
              parts[1].isEmpty() ? null : parts[1].getBytes(StandardCharsets.UTF_8),
              parts[2].isEmpty() ? null : Base64.getDecoder().decode(parts[2])));
    }
    return records;
  }

  /** The entries that the released version had committed. */
  List<EntryLine> entries() throws IOException {
    List<EntryLine> entries = new ArrayList<>();
    for (JsonNode entry : lines("entries.ndjson")) {
      entries.add(
          new EntryLine(
              entry.required("account").asText()
                  + "|"
                  + entry.required("shard").asInt()
                  + "|"
                  + entry.required("currency").asText(),
              entry.required("currency").asText(),
              entry.required("sequence").asLong(),
              entry.required("amount").asLong(),
              entry.required("balance_after").asLong(),
              entry.required("journal_id").asText(),
              entry.required("leg").asInt()));
    }
    return entries;
  }

  /** What the released version had refused. */
  List<UpgradeTraffic.Refusal> refusals() throws IOException {
    List<UpgradeTraffic.Refusal> refusals = new ArrayList<>();
    for (JsonNode refusal : lines("quarantine.ndjson")) {
      refusals.add(
          new UpgradeTraffic.Refusal(
              refusal.required("entity_id").asText(), refusal.required("category").asText()));
    }
    return refusals;
  }

  private List<JsonNode> lines(String file) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve(file))) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }

  /** Without the original, which stands in {@code changes.tsv}. */
  private static String refusal(ConsumerRecord<byte[], byte[]> record) {
    QuarantineRecord refused = LedgerRun.decode(QUARANTINE, record.value());
    ObjectNode node = JSON.createObjectNode();
    node.put("quarantine_id", refused.getQuarantineId());
    node.put("category", refused.getCategory());
    node.put("detail", refused.getDetail());
    node.put("entity", refused.getEntity());
    node.put("entity_id", refused.getEntityId());
    node.put("order_id", refused.getOrderId());
    node.put("state_met", refused.getStateMet());
    return node.toString();
  }
}
