package dev.settle.batch.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.kafka.KafkaBroker;
import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import dev.settle.schemas.payment.Channel;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Totals of the ledger's topic on a real broker. */
class KafkaLedgerTopicTotalsIT {
  private static final LocalDate DAY = LocalDate.parse("2026-11-22");
  private static final DayScope SCOPE = DayScope.of(DAY, Channel.WECHAT);

  private static KafkaBroker kafka;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    kafka = new KafkaBroker(folder);
    try (KafkaProducer<byte[], byte[]> ledger =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "ledger"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ledger.initTransactions();
      ledger.beginTransaction();
      List<LedgerEntry> entries = new ArrayList<>();
      journal(entries, "PAYMENT", "WECHAT", DAY, null, -100, 100);
      // Belongs to the day, which was closed: booked two days later.
      journal(entries, "PAYMENT", "WECHAT", DAY.plusDays(2), DAY, -20, 20);
      // Belongs to an earlier day, booked into this one.
      journal(entries, "PAYMENT", "WECHAT", DAY, DAY.minusDays(3), -3, 3);
      journal(entries, "INSTRUCTION", "WECHAT", DAY, null, -5_000, 3_000, 2_000);
      journal(entries, "CAPTURE", "WECHAT", DAY, null, -7, 7);
      journal(entries, "PAYMENT", "ALIPAY", DAY, null, -999, 999);
      write(ledger, entries);
      ledger.commitTransaction();
      ledger.beginTransaction();
      entries.clear();
      journal(entries, "PAYMENT", "WECHAT", DAY, null, -55, 55);
      write(ledger, entries);
      ledger.abortTransaction();
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void shouldCountPostingsByTheDayToWhichTheyBelong() {
    assertThat(totals(Instant.now().minus(Duration.ofHours(1)), Measure.POSTED))
        .containsOnly(
            Map.entry("INSTRUCTION", total(2, 5_000)), Map.entry("PAYMENT", total(2, 120)));
  }

  @Test
  void shouldCountEntriesByTheDayIntoWhichTheyAreBooked() {
    assertThat(totals(Instant.now().minus(Duration.ofHours(1)), Measure.BOOKED))
        .containsOnly(
            Map.entry("INSTRUCTION", total(3, 5_000)),
            Map.entry("PAYMENT", total(4, 103)),
            Map.entry("CAPTURE", total(2, 7)));
  }

  @Test
  void shouldReadNothingThatWasAppendedBefore() {
    assertThat(totals(Instant.now().plus(Duration.ofHours(1)), Measure.BOOKED)).isEmpty();
  }

  private static Map<String, Total> totals(Instant since, Measure measure) {
    Map<String, Total> totals = new TreeMap<>();
    new KafkaLedgerTopicTotals(kafka.bootstrapServers())
        .read(SCOPE, since).lines().stream()
            .filter(line -> line.key().measure() == measure)
            .filter(line -> line.source() == Source.LEDGER_TOPIC)
            .forEach(line -> totals.merge(line.key().state(), line.total(), Total::plus));
    return totals;
  }

  private static Total total(long rows, long amount) {
    return new Total(rows, BigInteger.valueOf(amount));
  }

  private static void journal(
      List<LedgerEntry> entries,
      String cause,
      String channel,
      LocalDate date,
      @Nullable LocalDate original,
      long... legs) {
    for (long amount : legs) {
      LedgerEntry entry = new LedgerEntry();
      entry.setAccount("channel:WECHAT");
      entry.setCurrency("CNY");
      entry.setAmount(amount);
      entry.setJournalId("journal");
      entry.setCounterAccount("");
      entry.setCause(cause);
      entry.setKind("PURCHASE");
      entry.setChannel(channel);
      entry.setOrderId("");
      entry.setBusinessDate(date);
      entry.setOriginalBusinessDate(original);
      entries.add(entry);
    }
  }

  private static void write(KafkaProducer<byte[], byte[]> ledger, List<LedgerEntry> entries) {
    AvroCodec<LedgerEntry> codec = AvroCodec.of(LedgerEntry.class);
    for (LedgerEntry entry : entries) {
      byte[] key = entry.getAccount().getBytes(StandardCharsets.UTF_8);
      // Committing the transaction tells whether it was written.
      var unused = ledger.send(new ProducerRecord<>(Topics.ENTRIES, key, codec.encode(entry)));
    }
  }
}
