package dev.settle.batch.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bank statements over files and days: none is missing, each opens as the one before closed. */
class BankIntakeIT {
  private static final LocalDate DAY = LocalDate.parse("2026-11-22");
  private static final BankAccounts AGREED =
      new BankAccounts(Map.of("DE1", LocalDate.parse("2026-01-01")), 2);
  private static final int REFUSED = 65;
  private static final int INCOMPLETE = 75;

  private static EngineProcess engine;
  private static ClickHouse clickHouse;

  private final Path statements;
  private final Path folder;

  BankIntakeIT(@TempDir Path statements) throws Exception {
    this.statements = statements;
    this.folder = Files.createDirectories(statements.resolve("bank"));
  }

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

  @BeforeEach
  void forget() {
    clickHouse.run("TRUNCATE TABLE settlement.bank_statement", Map.of());
    clickHouse.run("TRUNCATE TABLE settlement.bank_statement_entry", Map.of());
  }

  @Test
  void shouldKnowWhereTheNextStatementBeginsWhenTheFileBeforeIsGone() throws Exception {
    statement("a.xml", DAY, 1, 0, 600);
    assertThat(take(DAY)).isEqualTo(1);
    Files.delete(folder.resolve("a.xml"));
    statement("b.xml", DAY.plusDays(3), 2, 600, 650);
    assertThat(take(DAY.plusDays(3))).isEqualTo(1);
    assertThat(take(DAY.plusDays(3))).as("again").isEqualTo(1);
    assertThat(recorded()).isEqualTo(2);
  }

  @Test
  void shouldWaitForAStatementWhoseNumberIsMissing() throws Exception {
    statement("a.xml", DAY, 1, 0, 600);
    take(DAY);
    statement("c.xml", DAY.plusDays(2), 4, 600, 650);
    BatchException stopped = stopped(DAY.plusDays(2));
    assertThat(stopped.exitCode()).isEqualTo(INCOMPLETE);
    assertThat(stopped)
        .hasMessageContaining("statements 2 to 3 are missing between statement 1 of DE1")
        .hasMessageContaining("c.xml");
    assertThat(entries(DAY.plusDays(2))).isZero();
    assertThat(recorded()).isEqualTo(1);

    statement("b.xml", DAY.plusDays(1), 2, 600, 500);
    assertThat(stopped(DAY.plusDays(2))).hasMessageContaining("statement 3 is missing");
    statement("b2.xml", DAY.plusDays(1), 3, 500, 600);
    assertThat(take(DAY.plusDays(2))).isEqualTo(1);
  }

  @Test
  void shouldWaitWhenUnnumberedStatementsDoNotMeet() throws Exception {
    statement("a.xml", DAY, null, 0, 600);
    take(DAY);
    statement("c.xml", DAY.plusDays(2), null, 601, 650);
    BatchException stopped = stopped(DAY.plusDays(2));
    assertThat(stopped.exitCode()).isEqualTo(INCOMPLETE);
    assertThat(stopped)
        .hasMessageContaining("opens with EUR 6.01 where")
        .hasMessageContaining("6.00");
  }

  @Test
  void shouldRefuseAStatementThatDoesNotOpenAsTheOneBeforeClosed() throws Exception {
    statement("a.xml", DAY, 1, 0, 600);
    take(DAY);
    statement("b.xml", DAY.plusDays(1), 2, 601, 650);
    BatchException stopped = stopped(DAY.plusDays(1));
    assertThat(stopped.exitCode()).isEqualTo(REFUSED);
    assertThat(stopped).hasMessageContaining("b.xml").hasMessageContaining("a.xml");
    assertThat(entries(DAY.plusDays(1))).isZero();
  }

  @Test
  void shouldRefuseANumberThatGoesBack() throws Exception {
    statement("a.xml", DAY, 7, 0, 600);
    take(DAY);
    statement("b.xml", DAY.plusDays(1), 6, 600, 650);
    assertThat(stopped(DAY.plusDays(1)).exitCode()).isEqualTo(REFUSED);
  }

  @Test
  void shouldTakeACorrectedFileInPlaceOfWhatIsOnRecord() throws Exception {
    statement("a.xml", DAY, 1, 0, 600);
    take(DAY);
    statement("a.xml", DAY, 1, 0, 700);
    statement("b.xml", DAY.plusDays(1), 2, 700, 650);
    assertThat(take(DAY.plusDays(1))).isEqualTo(1);
    assertThat(recorded()).isEqualTo(2);
  }

  @Test
  void shouldLeaveALaterStatementToItsOwnNight() throws Exception {
    statement("a.xml", DAY, 1, 0, 600);
    statement("c.xml", DAY.plusDays(2), 3, 500, 650);
    assertThat(take(DAY)).isEqualTo(1);
    assertThat(take(DAY.plusDays(1))).isZero();
    assertThat(recorded()).isEqualTo(1);
    assertThat(stopped(DAY.plusDays(2)).exitCode()).isEqualTo(INCOMPLETE);
  }

  @Test
  void shouldLetNumbersBeginAnewInANewYear() throws Exception {
    statement("a.xml", LocalDate.parse("2026-12-31"), 250, 0, 600);
    statement("b.xml", LocalDate.parse("2027-01-02"), 1, 600, 650);
    assertThat(take(LocalDate.parse("2027-01-02"))).isEqualTo(1);
  }

  @Test
  void shouldBeginWhereTheAccountIsAgreed() throws Exception {
    statement("a.xml", DAY, 1, 0, 600);
    statement("c.xml", DAY.plusDays(2), 9, 10, 650);
    BankAccounts later = new BankAccounts(Map.of("DE1", DAY.plusDays(1)), 2);
    assertThat(new BankIntake(clickHouse, statements).take(later, DAY.plusDays(2), false))
        .isEqualTo(1);
  }

  @Test
  void shouldWriteNothingOnADryRun() throws Exception {
    statement("a.xml", DAY, 1, 0, 600);
    assertThat(new BankIntake(clickHouse, statements).take(AGREED, DAY, true)).isEqualTo(1);
    assertThat(recorded()).isZero();
  }

  private int take(LocalDate date) throws Exception {
    return new BankIntake(clickHouse, statements).take(AGREED, date, false);
  }

  private BatchException stopped(LocalDate date) {
    BatchException stopped = catchThrowableOfType(BatchException.class, () -> take(date));
    assertThat(stopped).isNotNull();
    return stopped;
  }

  private static long recorded() {
    return count("SELECT toInt64(count()) AS n FROM settlement.bank_statement");
  }

  private static long entries(LocalDate date) {
    return count(
        "SELECT toInt64(count()) AS n FROM settlement.bank_statement_entry WHERE business_date = '%s'"
            .formatted(date));
  }

  private static long count(String sql) {
    return clickHouse.rows(sql, Map.of()).get(0).getLong("n");
  }

  /** A file of one statement with one entry, which makes its balances meet. */
  private void statement(
      String file, LocalDate date, @Nullable Integer number, long opening, long closing)
      throws Exception {
    Files.writeString(
        folder.resolve(file),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
        <GrpHdr><MsgId>M1</MsgId><CreDtTm>%1$sT20:00:00Z</CreDtTm></GrpHdr>
        <Stmt><Id>S%1$s</Id>%2$s<CreDtTm>%1$sT20:00:00Z</CreDtTm>
        <Acct><Id><Othr><Id>DE1</Id></Othr></Id><Ccy>EUR</Ccy></Acct>
        %3$s%4$s
        <Ntry>%5$s<Sts>BOOK</Sts><BookgDt><Dt>%1$s</Dt></BookgDt>
        <ValDt><Dt>%1$s</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef><BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>
        </Ntry></Stmt></BkToCstmrStmt></Document>
        """
            .formatted(
                date,
                number == null ? "" : "<ElctrncSeqNb>" + number + "</ElctrncSeqNb>",
                balance("OPBD", date, opening),
                balance("CLBD", date, closing),
                money(closing - opening)));
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
