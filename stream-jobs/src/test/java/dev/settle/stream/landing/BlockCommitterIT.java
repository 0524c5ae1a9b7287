package dev.settle.stream.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.avro.Operation;
import dev.settle.stream.landing.clickhouse.Block;
import dev.settle.stream.landing.clickhouse.CommitterFixture;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the committer does with a block whose fate is not known, against the real engine. */
@SuppressWarnings("NullAway") // the static fields are set before all tests
class BlockCommitterIT {
  @TempDir private static Path data;
  private static EngineProcess engine;

  private final LedgerEntryEncoder encoder = new LedgerEntryEncoder();
  private final CommitterFixture entries =
      new CommitterFixture(LedgerEntryEncoder.TABLE, engine.httpUrl());

  @BeforeAll
  static void startEngine() throws SQLException {
    engine = EngineProcess.startIn(data.resolve("clickhouse"));
    LandingTables.migrate(engine);
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  @BeforeEach
  void empty() {
    engine.query("SYSTEM STOP MERGES settlement.ledger_entry");
    engine.query("TRUNCATE TABLE settlement.ledger_entry");
    engine.query("TRUNCATE TABLE settlement.entry_count");
  }

  @Test
  void shouldMakeOnePartOfABlockHoweverLarge() throws Exception {
    List<Block> blocks = entries.blocks(rows(1, 250_000));
    assertThat(blocks).hasSizeGreaterThan(1);
    entries.commit(blocks);
    assertThat(
            engine.query(
                "SELECT count(), sum(rows) FROM system.parts WHERE database = 'settlement'"
                    + " AND table = 'ledger_entry' AND active"))
        .isEqualTo(blocks.size() + "\t250000");
    assertLanded(250_000);
  }

  @Test
  void shouldLandOnceWhenABlockIsCommittedAgain() throws Exception {
    List<Block> blocks = entries.blocks(rows(1, 500));
    entries.commit(blocks);
    entries.commitRestored(blocks);
    entries.commitRestored(blocks);
    assertLanded(500);
  }

  @Test
  void shouldLandABlockThatWasNeverSentBeforeTheRestart() throws Exception {
    entries.commitRestored(entries.blocks(rows(1, 500)));
    assertLanded(500);
  }

  @Test
  void shouldLandABlockWhoseTokenIsKnownButWhoseRowsAreNot() throws Exception {
    List<Block> first = entries.blocks(rows(1, 300));
    List<Block> lost = entries.blocks(rows(301, 700));
    entries.commit(first);
    entries.commit(lost);
    // As if the server had been killed after it noted the token and before it committed the part.
    Path part =
        Path.of(
            engine.query(
                "SELECT path FROM system.parts WHERE database = 'settlement'"
                    + " AND table = 'ledger_entry' AND active AND rows = 700"));
    engine.kill9();
    delete(part.isAbsolute() ? part : data.resolve("clickhouse").resolve(part));
    engine.restart();
    assertThat(engine.query("SELECT count() FROM settlement.ledger_entry")).isEqualTo("300");

    entries.commitRestored(lost);
    assertLanded(1_000);
    entries.commitRestored(lost);
    assertLanded(1_000);
  }

  @Test
  void shouldBringViewsUpToDateThatACrashKeptFromABlock() throws Exception {
    List<Block> blocks = entries.blocks(rows(1, 400));
    engine.query("DETACH TABLE settlement.entry_count_view");
    entries.commit(blocks);
    engine.query("ATTACH TABLE settlement.entry_count_view");
    assertThat(engine.query("SELECT sum(entries) FROM settlement.entry_count")).isEqualTo("0");
    entries.commitRestored(blocks);
    assertLanded(400);
  }

  @Test
  void shouldFailAtOnceAndSayWhyWhenTryingAgainCannotHelp() throws Exception {
    List<Block> blocks = entries.blocks(rows(1, 3));
    engine.query("RENAME TABLE settlement.ledger_entry TO settlement.renamed");
    try {
      assertThatThrownBy(() -> entries.commit(blocks))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("settlement.ledger_entry")
          .hasMessageContaining(blocks.get(0).token())
          .hasMessageContaining("code 60, attempt 1, and trying again cannot help");
    } finally {
      engine.query("RENAME TABLE settlement.renamed TO settlement.ledger_entry");
    }
  }

  @Test
  void shouldGiveUpAfterItsRetriesWhenTheServerIsAway() throws Exception {
    List<Block> blocks = entries.blocks(rows(1, 3));
    engine.kill9();
    try {
      assertThatThrownBy(() -> entries.commit(blocks))
          .hasMessageContaining("attempt 3")
          .hasMessageContaining("it is kept in the checkpoint")
          .hasMessageContaining("no answer from ClickHouse");
    } finally {
      engine.restart();
    }
    entries.commitRestored(blocks);
    assertLanded(3);
  }

  @Test
  void shouldReadBackWhatEachTableWasGiven() throws Exception {
    land(new LedgerEntryEncoder(), Records.encode(Records.entry("user:'1\\", 1, -7)));
    assertThat(
            engine.query(
                "SELECT account, sequence, amount, balance_after, leg, refund_id, merchant_id,"
                    + " event_time, business_date FROM settlement.ledger_entry"))
        .isEqualTo("user:\\'1\\\\\t1\t-7\t-7\t1\t\\N\tm-1\t2026-11-23 08:00:00.000\t2026-11-23");

    land(new PaymentEventEncoder(), Records.encode(Records.order("o-1", 2, Operation.UPDATE)));
    land(new PaymentEventEncoder(), Records.encode(Records.refund("r-1", "o-1", 1)));
    assertThat(
            engine.query(
                "SELECT entity, entity_id, version, op, amount, refunded_amount, status, payee_id,"
                    + " effective_at, source_tx_id FROM settlement.payment_event ORDER BY entity"))
        .isEqualTo(
            "PAYMENT_ORDER\to-1\t2\tUPDATE\t1234\t34\tPARTIALLY_REFUNDED\t\\N"
                + "\t2026-11-23 08:00:00.001\t7\n"
                + "REFUND\tr-1\t1\tUPDATE\t34\t0\tSUCCEEDED\t\\N\t2026-11-23 08:00:00.009\t7");

    land(new QuarantineEncoder(), Records.encode(Records.refused("q", new byte[] {1, 2})));
    assertThat(
            engine.query(
                "SELECT category, hex(base64Decode(original)), partition, offset, replay_of"
                    + " FROM settlement.quarantine"))
        .isEqualTo("MALFORMED\t0102\t3\t12\t\\N");

    land(new MerchantEncoder(), Records.encode(Records.merchant("m-1", 1, 10, false)));
    assertThat(engine.query("SELECT merchant_id, name, currency, hot FROM settlement.merchant"))
        .isEqualTo("m-1\tTea house\tCNY\ttrue");
    land(new MerchantEncoder(), Records.encode(Records.merchant("m-1", 0, 11, true)));
    assertThat(engine.query("SELECT count() FROM settlement.merchant")).isEqualTo("0");

    land(new ChannelAccountEncoder(), Records.encode(Records.channelAccount(1, 12, false)));
    assertThat(
            engine.query(
                "SELECT account_no, effective_from, effective_to, fee_rate_ppm, tolerance_minor,"
                    + " grace_days FROM settlement.channel_account"))
        .isEqualTo("19/00\t2026-01-01\t2149-06-06\t6000\t1\t1");
    land(new ChannelAccountEncoder(), Records.encode(Records.channelAccount(1, 13, true)));
    assertThat(engine.query("SELECT count() FROM settlement.channel_account")).isEqualTo("0");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void shouldFindABlockOfSeveralRowsByTheKeysOfEveryTable(
      RowEncoder<?> encoder, byte[] first, byte[] last) throws Exception {
    TableSpec table = encoder.table();
    engine.query("TRUNCATE TABLE " + table.name());
    CommitterFixture fixture = new CommitterFixture(table, engine.httpUrl());
    List<Block> blocks =
        fixture.blocks(
            List.of(
                Objects.requireNonNull(Records.row(encoder, first)),
                Objects.requireNonNull(Records.row(encoder, last))));
    assertThat(blocks).hasSize(1);
    fixture.commit(blocks);
    fixture.commitRestored(blocks);
    assertThat(engine.query("SELECT count() FROM " + table.name())).isEqualTo("2");
    engine.query("TRUNCATE TABLE " + table.name());
  }

  static List<Arguments> pairs() {
    return List.of(
        arguments(
            new LedgerEntryEncoder(),
            Records.encode(Records.entry("user:1", 1, 1)),
            Records.encode(Records.entry("user:1", 2, 2))),
        arguments(
            new PaymentEventEncoder(),
            Records.encode(Records.hold("h-1", 3, "RELEASED")),
            Records.encode(Records.hold("h-2", 3, "RELEASED"))),
        arguments(
            new InstructionEncoder(),
            Records.encode(Records.instruction("i-1", Operation.INSERT)),
            Records.encode(Records.instruction("i-2", Operation.INSERT))),
        arguments(
            new AlertEncoder(),
            Records.encode(Records.alert("a-1")),
            Records.encode(Records.alert("a-2"))),
        arguments(
            new FraudAlertEncoder(),
            Records.encode(Records.fraudAlert("f-1")),
            Records.encode(Records.fraudAlert("f-2"))),
        arguments(
            new FraudLateEventEncoder(),
            Records.encode(Records.fraudLate("o-1")),
            Records.encode(Records.fraudLate("o-2"))),
        arguments(
            new DayClosingEncoder(),
            Records.encode(Records.closing(LocalDate.of(2026, 11, 21))),
            Records.encode(Records.closing(LocalDate.of(2026, 11, 22)))),
        arguments(
            new QuarantineEncoder(),
            Records.encode(Records.refused("q-1", new byte[] {1})),
            Records.encode(Records.refused("q-2", new byte[] {2}))),
        arguments(
            new MerchantEncoder(),
            Records.encode(Records.merchant("m-1", 1, 5, false)),
            Records.encode(Records.merchant("m-2", 1, 6, false))),
        arguments(
            new ChannelAccountEncoder(),
            Records.encode(Records.channelAccount(1, 13, false)),
            Records.encode(Records.channelAccount(2, 14, false))));
  }

  @Test
  void shouldReadBackHoldsInstructionsAlertsAndClosings() throws Exception {
    land(new LedgerEntryEncoder(), Records.encode(Records.lateEntry()));
    assertThat(
            engine.query(
                "SELECT cause, order_id, hold_id, instruction_id, business_key, business_date,"
                    + " original_business_date FROM settlement.ledger_entry"))
        .isEqualTo("INSTRUCTION\t\th-1\ti-1\tWECHAT/2026-11-22\t2026-11-23\t2026-11-22");

    land(new PaymentEventEncoder(), Records.encode(Records.hold("h-1", 3, "RELEASED")));
    assertThat(
            engine.query(
                "SELECT order_id, kind, channel, payer_id, merchant_id, amount, captured_amount,"
                    + " status, effective_at, expires_at FROM settlement.payment_event"
                    + " WHERE entity = 'FUNDS_HOLD'"))
        .isEqualTo(
            "h-1\tHOLD\tWALLET\tu-1\tm-1\t500\t200\tRELEASED\t2026-11-23 08:00:00.020"
                + "\t2026-11-23 08:00:00.060");
    assertThat(
            engine.query(
                "SELECT status, captured_amount FROM settlement.payment_current"
                    + " WHERE entity = 'FUNDS_HOLD'"))
        .isEqualTo("RELEASED\t200");

    land(new InstructionEncoder(), Records.encode(Records.instruction("i-1", Operation.INSERT)));
    assertThat(
            engine.query(
                "SELECT kind, business_key, business_date, order_id, merchant_id, checker,"
                    + " arraySum(leg -> leg.amount, legs), legs.account"
                    + " FROM settlement.ledger_instruction"))
        .isEqualTo(
            "CHANNEL_FEE\tWECHAT/2026-11-23\t2026-11-23\t\\N\tm-1\tann\t0"
                + "\t['channel:WECHAT','platform:channel-fees']");

    land(new AlertEncoder(), Records.encode(Records.alert("a-1")));
    land(new AlertEncoder(), Records.encode(Records.alertOfAJob("a-2")));
    assertThat(
            engine.query(
                "SELECT alert_id, type, severity, account, shard, currency, sequence, amount,"
                    + " balance_after, event_time, raised_at FROM settlement.ledger_alert"
                    + " ORDER BY alert_id"))
        .isEqualTo(
            "a-1\tOVERDRAFT\tWARNING\tuser:1\t0\tCNY\t3\t-50\t-20"
                + "\t2026-11-23 08:00:00.000\t2026-11-23 08:00:00.001\n"
                + "a-2\tCOMMITTABLE_DROPPED\tCRITICAL\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N"
                + "\t2026-11-23 08:00:00.002");

    land(new DayClosingEncoder(), Records.encode(Records.closing(LocalDate.of(2026, 11, 22))));
    assertThat(engine.query("SELECT * FROM settlement.day_closing"))
        .isEqualTo(
            "WECHAT\t2026-11-22\tnight\t2026-11-23 08:00:00.000\t90\t2026-11-23 08:00:00.003");
  }

  @Test
  void shouldReadBackFraudAlertsAndLateEvents() throws Exception {
    land(new FraudAlertEncoder(), Records.encode(Records.fraudAlert("f-1")));
    assertThat(engine.query("SELECT * FROM settlement.fraud_alert"))
        .isEqualTo(
            "r\tf-1\tCROSSING\t2\tmany\tBLOCK\ttrue\tpayer:u1\tSUM\t700\t500\tCNY"
                + "\t2023-11-14 22:13:20.000\t2023-11-14 22:13:30.000\t2\t['o-1','o-2']"
                + "\t2023-11-14 22:13:29.000\t2023-11-14 22:13:35.000");
    land(new FraudLateEventEncoder(), Records.encode(Records.fraudLate("o-1")));
    assertThat(engine.query("SELECT * FROM settlement.fraud_late_event"))
        .isEqualTo(
            "o-1\tpayer:u1\t['r','s']\to-1\tTIP\tWECHAT\tCNY\t5"
                + "\t2023-11-14 22:13:20.000\t2023-11-14 22:14:20.000\t2023-11-14 22:14:21.000");
  }

  /** Lands one value and commits it again as restored, which looks for it by its key. */
  private static void land(RowEncoder<?> encoder, byte[] value) throws Exception {
    CommitterFixture fixture = new CommitterFixture(encoder.table(), engine.httpUrl());
    List<Block> blocks =
        fixture.blocks(List.of(Objects.requireNonNull(Records.row(encoder, value))));
    fixture.commit(blocks);
    fixture.commitRestored(blocks);
  }

  private static void assertLanded(int rows) {
    assertThat(
            engine.query(
                "SELECT count(), uniqExact(account, sequence), sum(amount),"
                    + " (SELECT sum(entries) FROM settlement.entry_count)"
                    + " FROM settlement.ledger_entry"))
        .isEqualTo(rows + "\t" + rows + "\t" + (long) rows * (rows + 1) / 2 + "\t" + rows);
  }

  private List<TableRow> rows(int from, int count) {
    List<TableRow> rows = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      rows.add(Objects.requireNonNull(encoder.encode(Records.entry("user:" + i % 10, i, i))));
    }
    return rows;
  }

  private static void delete(Path directory) throws IOException {
    List<Path> inside;
    try (Stream<Path> files = Files.walk(directory)) {
      inside = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.delete(path);
    }
  }
}
