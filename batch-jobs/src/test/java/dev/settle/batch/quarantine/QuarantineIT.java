package dev.settle.batch.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.BatchJobs;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.kafka.KafkaBroker;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.SourcePosition;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import dev.settle.schemas.migration.ClickHouseMigrations;
import dev.settle.schemas.migration.PostgresMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the quarantine on real servers, with a stand-in for the ledger job. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuarantineIT {
  private static final List<String> IDS = new ArrayList<>();
  private static final List<String> ORIGINALS = new ArrayList<>();

  private static EngineProcess engine;
  private static EmbeddedPostgres embedded;
  private static KafkaBroker kafka;
  private static ClickHouse clickHouse;
  private static StandInLedger ledger;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    engine = EngineProcess.start();
    embedded = EmbeddedPostgres.start();
    kafka = new KafkaBroker(folder);
    PostgresMigrations.migrate(embedded.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl())) {
      ClickHouseMigrations.migrate(connection);
    }
    clickHouse = ClickHouse.connect(engine.httpUrl(), "default", "");
    for (int order = 0; order < 3; order++) {
      quarantine("o" + order, change("o" + order), order);
    }
    quarantine("garbled", new byte[] {1, 2, 3}, 3);
    ledger = new StandInLedger(kafka.bootstrapServers(), clickHouse);
  }

  @AfterAll
  static void stop() throws Exception {
    ledger.close();
    clickHouse.close();
    kafka.close();
    engine.close();
    embedded.close();
  }

  @Test
  @Order(1)
  void shouldListOpenChangesWithTheLatestFirstAndCountThem() {
    Result list = run("list");

    assertThat(list.exit).isEqualTo(ExitCode.DONE);
    assertThat(list.out.indexOf(IDS.get(2))).isLessThan(list.out.indexOf(IDS.get(1)));
    assertThat(list.out).containsPattern("ILLEGAL_TRANSITION +3\n").containsPattern("all +4\n");
    assertThat(run("list", "--order", "o1", "--limit", "1").out)
        .contains(IDS.get(1))
        .doesNotContain(IDS.get(0));
    assertThat(run("list", "--category", "malformed", "--json").out)
        .startsWith(
            "{\"total\":1,\"by_category\":{\"MALFORMED\":1},\"changes\":[{\"id\":\"" + IDS.get(3));
    assertThat(run("list", "--since", "2026-11-23").out).isEqualTo("no open changes\n");
    assertThat(run("list", "--since", "yesterday").exit).isEqualTo(ExitCode.USAGE);
  }

  @Test
  @Order(2)
  void shouldShowTheOriginalAndTheStateThatItMet() {
    assertThat(run("show", IDS.get(0)).out)
        .contains("\"channel_txn_id\" : \"t-o0\"")
        .contains("\"status\" : \"CANCELLED\"")
        .contains("a cancelled order is not paid")
        .contains("replays\n  none");
    assertThat(run("show", IDS.get(3)).out).contains("not readable, base64: AQID");
    assertThat(run("show", IDS.get(0), "--json").out)
        .contains("\"state_met\":{\"status\":\"CANCELLED\"}")
        .contains("\"replays\":[]");
    assertThat(run("show", "nothing").exit).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  @Order(3)
  void shouldRefuseToReplayWhatMakesNoSense() throws Exception {
    clickHouse.run(
        "INSERT INTO settlement.quarantine (quarantine_id, category, topic, quarantined_at) VALUES ('reference', 'MALFORMED', '%s', '2026-01-01')"
            .formatted(Topics.REFERENCE),
        Map.of());

    assertThat(run("replay", "nothing", "--reason", "r").exit).isEqualTo(ExitCode.REFUSED);
    assertThat(run("replay", "reference", "--reason", "r").exit).isEqualTo(ExitCode.REFUSED);
    assertThat(run("replay", IDS.get(0)).exit).as("without a reason").isEqualTo(ExitCode.USAGE);
    assertThat(run("replay", "--reason", "r").exit).isEqualTo(ExitCode.USAGE);
    assertThat(run("replay", "--all-open", "--reason", "r").exit).isEqualTo(ExitCode.USAGE);
    Result unconfirmed =
        run("replay", "--all-open", "--category", "ILLEGAL_TRANSITION", "--reason", "r");
    assertThat(unconfirmed.exit).isEqualTo(ExitCode.USAGE);
    assertThat(unconfirmed.out).contains("3 open changes of ILLEGAL_TRANSITION; add --yes");
    assertThat(notes()).isEmpty();
  }

  @Test
  @Order(4)
  void shouldWriteTheOriginalAgainUnderItsKeyAndSayThatItWasTaken() throws Exception {
    Result replay = run("replay", IDS.get(0), "--reason", "cause mended", "--by", "ann");

    assertThat(replay.out).contains(IDS.get(0) + " taken");
    assertThat(replay.exit).isEqualTo(ExitCode.DONE);
    StandInLedger.Seen seen = ledger.lastReplay();
    assertThat(seen.key()).as("the record's key, not the order").isEqualTo("key-o0");
    assertThat(seen.value()).isEqualTo(ORIGINALS.get(0));
    assertThat(seen.headers())
        .containsEntry(Topics.REPLAY_HEADER, IDS.get(0))
        .containsEntry(Replayer.BY_HEADER, "ann")
        .containsEntry(Replayer.REASON_HEADER, "cause mended");
    assertThat(notes()).containsExactly(IDS.get(0) + " ann cause mended " + seen.place());
    assertThat(run("list").out).doesNotContain(IDS.get(0));
    assertThat(run("list", "--all").out).contains(IDS.get(0));
    assertThat(run("show", IDS.get(0)).out)
        .contains("by ann to " + seen.place() + ": cause mended");
  }

  @Test
  @Order(5)
  void shouldSayWhyAReplayIsRefusedAgain() throws Exception {
    ledger.refuse(true);
    Result replay = run("replay", IDS.get(1), "--reason", "hope");
    ledger.refuse(false);

    assertThat(replay.exit).isEqualTo(ExitCode.REFUSED);
    assertThat(replay.out).contains(IDS.get(1) + " REFUSED again, as").contains("still cancelled");
    assertThat(run("show", IDS.get(1)).out)
        .contains("REFUSED again, as")
        .contains("still cancelled");
    assertThat(run("list").out)
        .as("the replay is open in place of the original")
        .contains("still cancelled")
        .doesNotContain(IDS.get(1) + " ");
  }

  @Test
  @Order(6)
  void shouldReplayAllOpenOnesOfACategory() throws Exception {
    Result replay =
        run(
            "replay",
            "--all-open",
            "--category",
            "illegal_transition",
            "--yes",
            "--reason",
            "rules mended");

    assertThat(replay.exit).isEqualTo(ExitCode.DONE);
    assertThat(replay.out).contains(IDS.get(2) + " taken");
    assertThat(run("list", "--category", "ILLEGAL_TRANSITION").out).isEqualTo("no open changes\n");
  }

  @Test
  @Order(7)
  void shouldBeIncompleteWhenTheLedgerDoesNotJudge() throws Exception {
    ledger.pause(true);
    Result replay = run("replay", IDS.get(3), "--reason", "again", "--wait", "2");
    ledger.pause(false);

    assertThat(replay.exit).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(notes()).as("the replay is on record").anyMatch(note -> note.startsWith(IDS.get(3)));
    assertThat(run("replay", IDS.get(3), "--reason", "again").exit)
        .as("replaying once more does no harm")
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  @Order(8)
  void shouldTakeTheOrderAsKeyWhenTheOriginalIsGone() throws Exception {
    clickHouse.run(
        "INSERT INTO settlement.quarantine (quarantine_id, category, order_id, original, topic, partition, offset, quarantined_at)"
            + " VALUES ('gone', 'MALFORMED', 'o-gone', 'AQID', '%s', 0, 1000000, '2026-01-01')"
                .formatted(Topics.CHANGES),
        Map.of());

    assertThat(run("replay", "gone", "--reason", "archived").exit).isEqualTo(ExitCode.DONE);
    assertThat(ledger.lastReplay().key()).isEqualTo("o-gone");
  }

  private static byte[] change(String orderId) {
    OrderRow row = new OrderRow();
    row.setOrderId(orderId);
    row.setKind("PURCHASE");
    row.setChannel("WECHAT");
    row.setChannelTxnId("t-" + orderId);
    row.setCurrency("CNY");
    row.setAmount(100);
    row.setStatus("PAID");
    row.setVersion(3);
    PaymentChange change = new PaymentChange();
    change.setEntity(Entity.PAYMENT_ORDER);
    change.setOp(Operation.UPDATE);
    change.setOrderId(orderId);
    change.setEntityId(orderId);
    change.setSource(new SourcePosition(7L, 1L, 0L, false));
    change.setOrderAfter(row);
    return AvroCodec.of(PaymentChange.class).encode(change);
  }

  /** A record in the topic, refused by the ledger, as it landed. */
  private static void quarantine(String orderId, byte[] original, int minute) throws Exception {
    RecordMetadata written;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] key = ("key-" + orderId).getBytes(StandardCharsets.UTF_8);
      written = producer.send(new ProducerRecord<>(Topics.CHANGES, key, original)).get();
    }
    boolean readable = original.length > 3;
    String id = written.topic() + "-" + written.partition() + "@" + written.offset();
    clickHouse.run(
        """
        INSERT INTO settlement.quarantine (quarantine_id, category, detail, entity, entity_id, order_id, state_met, original, topic,
          partition, offset, source_lsn, quarantined_at)
        VALUES ('%s', '%s', 'a cancelled order is not paid', '%s', '%s', '%s', '{"status":"CANCELLED"}', '%s', '%s', %d, %d, 7, '2026-11-22 04:0%d:00')
        """
            .formatted(
                id,
                readable ? "ILLEGAL_TRANSITION" : "MALFORMED",
                readable ? "PAYMENT_ORDER" : "",
                readable ? orderId : "",
                orderId,
                Base64.getEncoder().encodeToString(original),
                written.topic(),
                written.partition(),
                written.offset(),
                minute),
        Map.of());
    IDS.add(id);
    ORIGINALS.add(Base64.getEncoder().encodeToString(original));
  }

  private static List<String> notes() throws Exception {
    List<String> notes = new ArrayList<>();
    try (Connection connection = embedded.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT * FROM batch.quarantine_replay ORDER BY replayed_at, quarantine_id")) {
      while (rows.next()) {
        notes.add(
            "%s %s %s %s-%d@%d"
                .formatted(
                    rows.getString("quarantine_id"),
                    rows.getString("replayed_by"),
                    rows.getString("reason"),
                    rows.getString("topic"),
                    rows.getInt("partition"),
                    rows.getLong("record_offset")));
      }
    }
    return notes;
  }

  private static Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("quarantine"));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "--postgres-url",
            embedded.getJdbcUrl("postgres", "postgres"),
            "--postgres-user",
            "postgres",
            "--postgres-password",
            "postgres",
            "--clickhouse-url",
            engine.httpUrl()));
    if (arguments[0].equals("replay")) {
      command.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
    }
    PrintStream terminal = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int exit = BatchJobs.execute(command.toArray(new String[0]));
      return new Result(exit, out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(terminal);
    }
  }

  private record Result(int exit, String out) {}
}
