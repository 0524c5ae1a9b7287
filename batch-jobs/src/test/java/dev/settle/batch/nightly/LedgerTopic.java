package dev.settle.batch.nightly;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the entries that ClickHouse has to the ledger's topic, from where the landing job would
 * have had them.
 */
final class LedgerTopic {
  private LedgerTopic() {}

  /** Writes all entries in one transaction. */
  static void fill(String bootstrapServers, ClickHouse clickHouse) {
    AvroCodec<LedgerEntry> codec = AvroCodec.of(LedgerEntry.class);
    try (KafkaProducer<byte[], byte[]> ledger =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "ledger"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ledger.initTransactions();
      ledger.beginTransaction();
      for (GenericRecord row : clickHouse.rows("SELECT * FROM settlement.ledger_entry", Map.of())) {
        LedgerEntry entry = entry(row);
        byte[] key = entry.getAccount().getBytes(StandardCharsets.UTF_8);
        // Committing the transaction tells whether it was written.
        var unused = ledger.send(new ProducerRecord<>(Topics.ENTRIES, key, codec.encode(entry)));
      }
      ledger.commitTransaction();
    }
  }

  private static LedgerEntry entry(GenericRecord row) {
    LedgerEntry entry = new LedgerEntry();
    entry.setAccount(row.getString("account"));
    entry.setCurrency(row.getString("currency"));
    entry.setAmount(row.getLong("amount"));
    entry.setJournalId(row.getString("journal_id"));
    entry.setCounterAccount(row.getString("counter_account"));
    entry.setCause(row.getString("cause"));
    entry.setKind(row.getString("kind"));
    entry.setChannel(row.getString("channel"));
    entry.setOrderId(row.getString("order_id"));
    entry.setBusinessDate(row.getLocalDate("business_date"));
    if (row.hasValue("original_business_date")) {
      entry.setOriginalBusinessDate(row.getLocalDate("original_business_date"));
    }
    return entry;
  }
}
