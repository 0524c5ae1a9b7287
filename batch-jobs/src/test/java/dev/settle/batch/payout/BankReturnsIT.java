package dev.settle.batch.payout;

import static dev.settle.batch.payout.PayoutBooks.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.bank.BankAccounts;
import dev.settle.batch.bank.BankChain;
import dev.settle.batch.bank.BankIntake;
import dev.settle.batch.bank.BankProofRow;
import dev.settle.batch.bank.BankReconciler;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.instruction.Instruction;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import dev.settle.schemas.payment.InstructionKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bank's answers to an approved batch of two payouts, night by night. */
class BankReturnsIT {
  private static final LocalDate DAY = LocalDate.parse("2026-11-24");
  private static final BankAccounts AGREED =
      new BankAccounts(Map.of(ACCOUNT, LocalDate.parse("2026-01-01")), 2);

  private static EmbeddedPostgres server;
  private static EngineProcess engine;
  private static ClickHouse clickHouse;

  private final Path statements;
  private PayoutBooks books;
  private String batch = "";
  private String first = "";
  private String second = "";
  private long balance;

  BankReturnsIT(@TempDir Path statements) throws Exception {
    this.statements = statements;
    Files.createDirectories(statements.resolve("bank"));
  }

  @BeforeAll
  static void startServers() throws Exception {
    server = PayoutBooks.server();
    engine = EngineProcess.start();
    try (Connection connection = DriverManager.getConnection(engine.jdbcUrl())) {
      ClickHouseMigrations.migrate(connection);
    }
    clickHouse = ClickHouse.connect(engine.httpUrl(), "default", "");
  }

  @AfterAll
  static void stopServers() throws Exception {
    clickHouse.close();
    engine.close();
    server.close();
  }

  @BeforeEach
  void approveABatch() throws Exception {
    for (String table :
        List.of(
            "ledger_entry",
            "ledger_instruction",
            "bank_statement",
            "bank_statement_entry",
            "bank_return",
            "bank_item",
            "bank_proof")) {
      clickHouse.run("TRUNCATE TABLE settlement." + table, Map.of());
    }
    books = new PayoutBooks(server);
    books.account("merchant:m1", "Shop", "2020-01-01");
    books.account("partner:p1", "Partner", "2020-01-01");
    first = books.payout("merchant:m1", 300);
    second = books.payout("partner:p1", 200);
    try (Connection connection = books.postgres.getConnection()) {
      PayoutDesk desk = new PayoutDesk(connection);
      batch = desk.propose("EUR", ACCOUNT, DAY, "alice").batches().get(0).id();
      desk.approve(batch, "bob", null);
    }
    land(DAY);
    balance = 1_000;
  }

  @Test
  void shouldRecordAsPaidWhatTheBankBookedOneByOne() throws Exception {
    bank(DAY, debit(300, first));
    assertThat(night(DAY)).isEqualTo("booked 0, paid 1");
    assertThat(classes(DAY)).isEqualTo("BANK MATCHED 1, PAYOUT MATCHED 1, PAYOUT PENDING 1");
    assertThat(books.state(first)).isEqualTo("PAID");
    assertThat(books.state(second)).isEqualTo("APPROVED");
    assertThat(night(DAY)).as("again").isEqualTo("booked 0, paid 0");

    bank(DAY.plusDays(1), debit(200, second));
    assertThat(night(DAY.plusDays(1))).isEqualTo("booked 0, paid 1");
    assertThat(books.state(second)).isEqualTo("PAID");
    assertThat(
            books.text(
                "SELECT bank_reference FROM batch.payout_event WHERE action = 'PAID' AND payout_id = '%s'"
                    .formatted(second)))
        .startsWith(ACCOUNT + " 2026-11-25 R");
  }

  @Test
  void shouldRecordAsPaidABatchThatTheBankBookedAsOne() throws Exception {
    bank(
        DAY,
        entry(
            -500,
            "<TxDtls><Refs><PmtInfId>%s</PmtInfId><EndToEndId>NOTPROVIDED</EndToEndId></Refs></TxDtls>"
                .formatted(batch)));
    assertThat(night(DAY)).isEqualTo("booked 0, paid 2");
    assertThat(classes(DAY)).isEqualTo("BANK MATCHED 1, PAYOUT MATCHED 2");
    assertThat(settled()).isEqualTo("BANK -500, PAYOUT -500");
  }

  @Test
  void shouldBookAReturnOnceWithTheBanksReason() throws Exception {
    bank(DAY, debit(300, first), debit(200, second));
    night(DAY);
    LocalDate next = DAY.plusDays(1);
    bank(next, back(300, first, "AC04"));
    assertThat(night(next)).isEqualTo("booked 1, paid 0");
    assertThat(night(next)).as("again").isEqualTo("booked 0, paid 0");

    assertThat(books.state(first)).isEqualTo("RETURNED");
    assertThat(
            books.text(
                "SELECT concat_ws(' ', reason, business_date, actor, bank_reference) FROM batch.payout_event WHERE action = 'RETURNED'"))
        .startsWith("AC04 2026-11-25 night " + ACCOUNT + " R");
    assertThat(
            books.text(
                "SELECT concat_ws(' ', instruction_id, maker, merchant_id, business_date, legs -> 0 ->> 'amount') FROM payments.ledger_instruction WHERE business_key = 'return/%s'"
                    .formatted(first)))
        .isEqualTo(
            Instruction.idOf(InstructionKind.PAYOUT, "return/" + first)
                + " night m1 2026-11-26 300");
    assertThat(returned()).isEqualTo("merchant:m1 EUR " + first + " 300 2026-11-25");

    assertThat(classes(next)).isEqualTo("BANK PENDING 1");
    land(next.plusDays(1));
    assertThat(night(next.plusDays(1))).isEqualTo("booked 0, paid 0");
    assertThat(classes(next.plusDays(1))).isEqualTo("BANK MATCHED 1, PAYOUT MATCHED 1");
    assertThat(proof()).isTrue();
    assertThat(new BankChain(clickHouse).faults()).isEmpty();
  }

  @Test
  void shouldBookNothingForAReturnThatIsNotThePayouts() throws Exception {
    String unknown = "PO" + "e".repeat(30);
    bank(
        DAY,
        debit(300, first),
        debit(200, second),
        back(299, first, "AC04"),
        back(200, second, "MS03"),
        back(200, second, "MS03"),
        back(5, unknown, "AC01"));
    BankReturns.Result result = intakeAndBook(DAY);
    assertThat(result.booked()).isEqualTo(1);
    assertThat(result.warnings())
        .satisfiesExactly(
            warning ->
                assertThat(warning)
                    .contains(first)
                    .contains("it was 300 minor units of EUR, the bank tells 299 of EUR"),
            warning -> assertThat(warning).contains(second).contains("it came back before"),
            warning -> assertThat(warning).contains(unknown).contains("no such payout"));
    assertThat(intakeAndBook(DAY).booked()).as("again").isZero();
    assertThat(intakeAndBook(DAY).warnings()).hasSize(3);
    reconcile(DAY);
    assertThat(classes(DAY)).isEqualTo("BANK MATCHED 2, BANK PENDING 4, PAYOUT MATCHED 2");
    assertThat(books.text("SELECT count(*) FROM payments.ledger_instruction")).isEqualTo("3");
    assertThat(proof()).isTrue();
  }

  @Test
  void shouldKnowAReturnWithoutItsReason() throws Exception {
    bank(
        DAY,
        debit(300, first),
        entry(300, "<TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs></TxDtls>".formatted(first)));
    assertThat(intakeAndBook(DAY).booked()).isEqualTo(1);
    assertThat(
            books.text("SELECT reason IS NULL FROM batch.payout_event WHERE action = 'RETURNED'"))
        .isEqualTo("t");
  }

  private String night(LocalDate date) throws Exception {
    BankReturns.Result result = intakeAndBook(date);
    assertThat(result.warnings()).isEmpty();
    reconcile(date);
    int paid = new BankReturns(books.postgres, clickHouse).recordPaid(date, "night");
    return "booked " + result.booked() + ", paid " + paid;
  }

  private BankReturns.Result intakeAndBook(LocalDate date) throws Exception {
    new BankIntake(clickHouse, statements).take(AGREED, date, false);
    return new BankReturns(books.postgres, clickHouse).book(AGREED, date, "night");
  }

  private static void reconcile(LocalDate date) {
    assertThat(new BankReconciler(clickHouse).reconcile(AGREED, date))
        .allMatch(BankProofRow::holds);
  }

  /** What the ledger and landing jobs make of the instructions that they have not seen. */
  private void land(LocalDate date) throws Exception {
    try (Connection connection = books.postgres.getConnection();
        Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT instruction_id, business_key, reason, legs -> 1 ->> 'amount' AS amount FROM payments.ledger_instruction")) {
      while (row.next()) {
        String id = row.getString("instruction_id");
        if (!clickHouse
            .rows(
                "SELECT instruction_id FROM settlement.ledger_instruction WHERE instruction_id = '%s'"
                    .formatted(id),
                Map.of())
            .isEmpty()) {
          continue;
        }
        clickHouse.run(
            "INSERT INTO settlement.ledger_instruction (instruction_id, kind, business_key, reason) VALUES ('%s', 'PAYOUT', '%s', '%s')"
                .formatted(id, row.getString("business_key"), row.getString("reason")),
            Map.of());
        clickHouse.run(
            ("INSERT INTO settlement.ledger_entry (account, currency, amount, journal_id, leg, cause, kind, channel, business_key, business_date)"
                    + " VALUES ('bank:%s', 'EUR', %s, 'instruction:%s', 1, 'INSTRUCTION', 'PAYOUT', 'WALLET', '%s', '%s')")
                .formatted(
                    ACCOUNT, row.getString("amount"), id, row.getString("business_key"), date),
            Map.of());
      }
    }
  }

  private boolean proof() throws Exception {
    try (Connection connection = books.postgres.getConnection()) {
      return PayoutProof.of(connection).get(0).holds();
    }
  }

  private String returned() throws Exception {
    return books.text(
        "SELECT concat_ws(' ', payee, currency, payout_id, amount, returned_on) FROM batch.payout_state WHERE state = 'RETURNED'");
  }

  private static String classes(LocalDate date) {
    return clickHouse
        .rows(
            "SELECT concat(side, ' ', class, ' ', toString(count())) AS text FROM settlement.bank_item WHERE business_date = '%s' GROUP BY side, class ORDER BY side, class"
                .formatted(date),
            Map.of())
        .stream()
        .map(row -> row.getString("text"))
        .collect(Collectors.joining(", "));
  }

  private static String settled() {
    return clickHouse
        .rows(
            "SELECT concat(side, ' ', toString(settled_amount)) AS text FROM settlement.bank_proof ORDER BY side",
            Map.of())
        .stream()
        .map(row -> row.getString("text"))
        .collect(Collectors.joining(", "));
  }

  private static String debit(long amount, String payout) {
    return entry(
        -amount, "<TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs></TxDtls>".formatted(payout));
  }

  private static String back(long amount, String payout, String reason) {
    return entry(
        amount,
        "<TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs><RtrInf><Rsn><Cd>%s</Cd></Rsn></RtrInf></TxDtls>"
            .formatted(payout, reason));
  }

  private static String entry(long amount, String details) {
    return "<Ntry>%s<Sts>BOOK</Sts><BookgDt><Dt>DATE</Dt></BookgDt><ValDt><Dt>DATE</Dt></ValDt><AcctSvcrRef>REF</AcctSvcrRef><BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd><NtryDtls>%s</NtryDtls></Ntry>|%d"
        .formatted(money(amount), details, amount);
  }

  /** The bank's file of a day. */
  private void bank(LocalDate date, String... entries) throws Exception {
    StringBuilder booked = new StringBuilder();
    long closing = balance;
    int number = 0;
    for (String entry : entries) {
      int split = entry.lastIndexOf('|');
      closing += Long.parseLong(entry.substring(split + 1));
      number++;
      booked.append(
          entry
              .substring(0, split)
              .replace("DATE", date.toString())
              .replace("REF", "R" + date.getDayOfMonth() + "-" + number));
    }
    Files.writeString(
        statements.resolve("bank").resolve(date + ".xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
        <GrpHdr><MsgId>M1</MsgId><CreDtTm>%1$sT20:00:00Z</CreDtTm></GrpHdr>
        <Stmt><Id>S%1$s</Id><CreDtTm>%1$sT20:00:00Z</CreDtTm>
        <Acct><Id><IBAN>%2$s</IBAN></Id><Ccy>EUR</Ccy></Acct>
        %3$s%4$s
        %5$s</Stmt></BkToCstmrStmt></Document>
        """
            .formatted(
                date,
                ACCOUNT,
                balance("OPBD", date, balance),
                balance("CLBD", date, closing),
                booked));
    balance = closing;
  }

  private static String balance(String code, LocalDate date, long cents) {
    return "<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp>%s<Dt><Dt>%s</Dt></Dt></Bal>"
        .formatted(code, money(cents), date);
  }

  private static String money(long cents) {
    return "<Amt Ccy=\"EUR\">%d.%02d</Amt><CdtDbtInd>%s</CdtDbtInd>"
        .formatted(Math.abs(cents) / 100, Math.abs(cents) % 100, cents < 0 ? "DBIT" : "CRDT");
  }
}
