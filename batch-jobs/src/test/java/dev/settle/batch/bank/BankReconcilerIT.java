package dev.settle.batch.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payouts of the ledger, the channels and the bank over days, on the real engine. */
class BankReconcilerIT {
  private static final BankAccounts AGREED =
      new BankAccounts(Map.of("DE1", LocalDate.parse("2026-01-01")), 2);
  private static final String DAY = "2026-11-22";
  private static final String NEXT = "2026-11-23";
  private static final String THIRD = "2026-11-24";

  private static EngineProcess engine;
  private static ClickHouse clickHouse;

  @BeforeAll
  static void start() throws Exception {
    engine = EngineProcess.start();
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl())) {
      ClickHouseMigrations.migrate(connection);
    }
    clickHouse = ClickHouse.connect(engine.httpUrl(), "default", "");
  }

  @AfterAll
  static void stop() throws Exception {
    clickHouse.close();
    engine.close();
  }

  /** One payout that all tell on the day, two that the bank books as one on the next, and rent. */
  @BeforeEach
  void writeHistory() {
    for (String table :
        List.of(
            "ledger_entry",
            "channel_statement_line",
            "bank_statement_entry",
            "bank_statement",
            "bank_item",
            "bank_proof")) {
      run("TRUNCATE TABLE settlement." + table);
    }
    paidOut("po_1", 100);
    paidOut("po_2", 200);
    paidOut("po_3", 300);
    booked(DAY, 1, 100, "'po_1'");
    booked(DAY, 2, -70, "'rent'");
    booked(NEXT, 1, 500, "'po_2', 'po_3', 'thanks'");
  }

  @Test
  void shouldMatchAndCarryOverAndAge() {
    assertThat(proved(DAY)).isTrue();
    assertThat(classes(DAY)).isEqualTo("3 MATCHED, 5 PENDING");
    assertThat(proved(NEXT)).isTrue();
    assertThat(classes(NEXT)).isEqualTo("5 MATCHED, 1 PENDING");
    assertThat(proved(THIRD)).isTrue();
    assertThat(classes(THIRD)).isEqualTo("1 MISSING_IN_LEDGER");
    assertThat(
            clickHouse
                .rows("SELECT toInt64(max(age_days)) AS n FROM settlement.bank_item", Map.of())
                .get(0)
                .getLong("n"))
        .isEqualTo(2);
    assertThat(new BankChain(clickHouse).faults()).isEmpty();
  }

  @Test
  void shouldSeeAPayoutThatTheBankNeverBooked() {
    run("ALTER TABLE settlement.bank_statement_entry DELETE WHERE amount = 500");
    proved(DAY);
    assertThat(warnings(DAY)).as("within the grace no file is no matter").isEmpty();
    proved(NEXT);
    proved(THIRD);
    assertThat(classes(THIRD)).isEqualTo("4 MISSING_IN_BANK, 1 MISSING_IN_LEDGER");
    assertThat(warnings(THIRD))
        .singleElement()
        .asString()
        .contains(
            "no bank statement of DE1 tells 2026-11-24 (there is none at all), and 2 payouts");
    closed(NEXT);
    assertThat(warnings(THIRD))
        .singleElement()
        .asString()
        .contains("the last one closes on 2026-11-23");
    closed(THIRD);
    assertThat(warnings(THIRD)).as("the bank was heard, the items say the rest").isEmpty();
  }

  /** A batch that is but a number is none of another account, nor a number in the bank's text. */
  @Test
  void shouldFindAdyensPayoutByItsTransferAndItsBatchOnlyWithinItsAccount() {
    run("TRUNCATE TABLE settlement.ledger_entry");
    run("TRUNCATE TABLE settlement.channel_statement_line");
    run("TRUNCATE TABLE settlement.bank_statement_entry");
    for (String account : List.of("Shop_1", "Shop_2")) {
      run(
          ("INSERT INTO settlement.channel_statement_line (business_date, channel, merchant, line_no, kind, state, channel_txn_id, currency, amount, net, purpose, batch_id)"
                  + " VALUES ('%s', 'ADYEN', '%s', 7, 'PAYOUT', 'MerchantPayout', 'TX10%sXT batch 4, %s', 'EUR', -900, -900, 'PAYOUT', '4')")
              .formatted(DAY, account, account.substring(5), account));
    }
    instructed("Shop_1/4", 900);
    booked(DAY, 1, 900, "'TX101XT', 'batch', '4', 'Shop_1'");
    assertThat(proved(DAY)).isTrue();
    assertThat(classes(DAY)).isEqualTo("3 MATCHED, 1 PENDING");
  }

  @Test
  void shouldWriteTheSameBytesWhenRunAgain() {
    proved(DAY);
    String before = results();
    proved(DAY);
    assertThat(results()).isEqualTo(before);
  }

  @Test
  void shouldLeaveOutAccountsThatAreNotAgreed() {
    run("ALTER TABLE settlement.bank_statement_entry UPDATE information = 'x' WHERE 1");
    clickHouse.run(
        "INSERT INTO settlement.bank_statement_entry (business_date, account, entry_no, currency, amount) VALUES ('2026-11-22', 'DE2', 1, 'EUR', 9)",
        Map.of());
    assertThat(proved(DAY)).isTrue();
    assertThat(classes(DAY)).isEqualTo("3 MATCHED, 5 PENDING");
  }

  @Test
  void shouldTakeTheDaysEntriesOfTheBanksFilesAndNothingOfARefusedOne(@TempDir Path statements)
      throws Exception {
    run("TRUNCATE TABLE settlement.bank_statement_entry");
    Path folder = Files.createDirectories(statements.resolve("bank"));
    Files.writeString(folder.resolve("a.xml"), camt("6.00"));
    BankIntake intake = new BankIntake(clickHouse, statements);
    assertThat(intake.take(AGREED, LocalDate.parse(DAY), false)).isEqualTo(1);
    assertThat(intake.take(AGREED, LocalDate.parse(NEXT), false)).isZero();
    assertThat(proved(DAY)).isTrue();
    assertThat(classes(DAY)).isEqualTo("7 MATCHED");

    Files.writeString(folder.resolve("b.xml"), camt("6.01"));
    assertThatThrownBy(() -> intake.take(AGREED, LocalDate.parse(DAY), false))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("b.xml");
  }

  private static String camt(String closing) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
        <GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-22T20:00:00Z</CreDtTm></GrpHdr>
        <Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-11-22T20:00:00Z</CreDtTm>
        <Acct><Id><Othr><Id>DE1</Id></Othr></Id><Ccy>EUR</Ccy></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-22</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-22</Dt></Dt></Bal>
        <Ntry><Amt Ccy="EUR">6.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-22</Dt></BookgDt>
        <ValDt><Dt>2026-11-22</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef><BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>
        <NtryDtls><TxDtls><Refs><EndToEndId>po_1</EndToEndId></Refs><RmtInf><Ustrd>PAYOUT po_2, po_3</Ustrd></RmtInf></TxDtls></NtryDtls>
        </Ntry></Stmt></BkToCstmrStmt></Document>
        """
        .formatted(closing);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bank_item UPDATE class = 'LATE' WHERE class = 'MATCHED'",
        "bank_statement_entry UPDATE amount = 71 WHERE amount = -70",
        "bank_proof UPDATE closing_amount = 1 WHERE side = 'BANK'"
      })
  void shouldBreakTheChainWhenARowIsTamperedWith(String tampering) {
    proved(DAY);
    assertThat(new BankChain(clickHouse).faults()).isEmpty();
    run("ALTER TABLE settlement." + tampering);
    assertThat(new BankChain(clickHouse).faults()).singleElement().asString().startsWith(DAY);
  }

  private static boolean proved(String date) {
    return new BankReconciler(clickHouse)
        .reconcile(AGREED, LocalDate.parse(date)).stream().allMatch(BankProofRow::holds);
  }

  private static List<String> warnings(String date) {
    return new BankReconciler(clickHouse).warnings(AGREED, LocalDate.parse(date));
  }

  private static void closed(String date) {
    run(
        "INSERT INTO settlement.bank_statement (business_date, account, currency, sequence, opening_date) VALUES ('%s', 'DE1', 'EUR', 1, '%s')"
            .formatted(date, date));
  }

  private static String classes(String date) {
    return clickHouse
        .rows(
            "SELECT concat(toString(count()), ' ', class) AS text FROM settlement.bank_item WHERE business_date = '%s' GROUP BY class ORDER BY class"
                .formatted(date),
            Map.of())
        .stream()
        .map(row -> row.getString("text"))
        .collect(Collectors.joining(", "));
  }

  private static String results() {
    return clickHouse
        .rows("SELECT any(sha256) AS hash FROM settlement.bank_proof", Map.of())
        .get(0)
        .getString("hash");
  }

  /** The ledger's instruction and the channel's line of a payout. */
  private static void paidOut(String payout, long amount) {
    instructed(payout, amount);
    run(
        ("INSERT INTO settlement.channel_statement_line (business_date, channel, merchant, line_no, kind, state, channel_txn_id, currency, amount, net, purpose, batch_id)"
                + " VALUES ('%s', 'STRIPE', 'acct', 7, 'PAYOUT', 'SUCCESS', 'txn_%s', 'EUR', %d, %d, 'PAYOUT', '%s')")
            .formatted(DAY, payout, -amount, -amount, payout));
  }

  private static void instructed(String payout, long amount) {
    run(
        ("INSERT INTO settlement.ledger_entry (account, currency, amount, journal_id, leg, cause, kind, channel, business_key, business_date)"
                + " VALUES ('bank:b1', 'EUR', %d, 'instruction:%s', 1, 'INSTRUCTION', 'CHANNEL_PAYOUT', 'STRIPE', '%s', '%s')")
            .formatted(-amount, payout, payout, DAY));
  }

  private static void booked(String date, int entryNo, long amount, String references) {
    run(
        ("INSERT INTO settlement.bank_statement_entry (business_date, account, file_sha256, entry_no, currency, amount, bank_reference, references)"
                + " VALUES ('%s', 'DE1', 'f', %d, 'EUR', %d, 'r%d', [%s])")
            .formatted(date, entryNo, amount, entryNo, references));
  }

  private static void run(String sql) {
    clickHouse.run(sql.startsWith("ALTER") ? sql + " SETTINGS mutations_sync = 2" : sql, Map.of());
  }
}
