package dev.settle.batch.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.statement.stripe.StripePayoutWriter;
import dev.settle.batch.statement.wechat.BillLayout;
import dev.settle.batch.statement.wechat.FundFlowWriter;
import dev.settle.batch.statement.wechat.TradeBillRow;
import dev.settle.batch.statement.wechat.WechatBillWriter;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.schemas.migration.ClickHouseMigrations;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a file is, and what its lines are for: folders of accounts, fund flows. */
class StatementIntakeIT {
  private static final LocalDate DAY = LocalDate.parse("2026-11-22");
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
  private static final String BILL = "WECHAT_TRADE_BILL";
  private static final String FLOW = "WECHAT_FUND_FLOW";
  private static final String STRIPE = "STRIPE_PAYOUT_RECONCILIATION";
  private static final AgreedChannel WITH_FUNDS =
      new AgreedChannel(Channel.WECHAT, Map.of("1901", BILL), 0).withFunds(Map.of("1901", FLOW));
  private static final int REFUSED = 65;
  private static final int INCOMPLETE = 75;

  private static EngineProcess engine;
  private static ClickHouse clickHouse;

  private final Path statements;

  StatementIntakeIT(@TempDir Path statements) {
    this.statements = statements;
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
    clickHouse.run("TRUNCATE TABLE settlement.channel_statement_line", Map.of());
    clickHouse.run("TRUNCATE TABLE settlement.channel_statement_file", Map.of());
  }

  @Test
  void shouldTakeFilesThatNameNoAccountFromTheFoldersOfTheirAccounts() throws Exception {
    AgreedChannel two =
        new AgreedChannel(Channel.STRIPE, Map.of("acct_1", STRIPE, "acct_2", STRIPE), 0);
    stripe("stripe/acct_1/payout-2026-11-22.csv", "po_1", 1000);
    stripe("stripe/acct_2/payout-2026-11-22.csv", "po_2", 2000);
    stripe("stripe/acct_3/payout-2026-11-22.csv", "po_3", 4000);
    assertThat(take(two)).hasSize(2);
    assertThat(lines()).isEqualTo("acct_1 PAYMENT TRADE 1000 po_1, acct_2 PAYMENT TRADE 2000 po_2");
  }

  @Test
  void shouldRefuseAFileThatNamesNoAccountOutsideTheFoldersOfSeveral() throws Exception {
    AgreedChannel two =
        new AgreedChannel(Channel.STRIPE, Map.of("acct_1", STRIPE, "acct_2", STRIPE), 0);
    stripe("stripe/payout-2026-11-22.csv", "po_1", 1000);
    BatchException refused = stopped(two);
    assertThat(refused.exitCode()).isEqualTo(REFUSED);
    assertThat(refused)
        .hasMessageContaining("payout-2026-11-22.csv names no account")
        .hasMessageContaining("put it into the folder of its account");
    assertThat(lines()).isEmpty();
  }

  @Test
  void shouldRefuseAFileThatNamesAnotherAccountThanItsFolder() throws Exception {
    AgreedChannel two = new AgreedChannel(Channel.WECHAT, Map.of("1901", BILL, "1902", BILL), 0);
    bill("wechat/1901/bill-2026-11-22.csv", "1902");
    assertThat(stopped(two).exitCode()).isEqualTo(REFUSED);
    assertThat(lines()).isEmpty();
  }

  @Test
  void shouldTakeAFundFlowBesideTheBillForItsPayoutsOnly() throws Exception {
    bill("wechat/bill-2026-11-22.csv", "1901");
    flow("wechat/flow-2026-11-22.csv", 5000);
    assertThat(take(WITH_FUNDS)).hasSize(2);
    String taken =
        "1901 FEE FUNDS 0, 1901 PAYMENT FUNDS 10000, 1901 PAYMENT TRADE 10000, 1901 PAYOUT PAYOUT -5000";
    assertThat(lines()).isEqualTo(taken);
    assertThat(take(WITH_FUNDS)).as("again: both are on record").hasSize(2);
    assertThat(lines()).isEqualTo(taken);
  }

  @Test
  void shouldReplaceAFundFlowAndLeaveTheBill() throws Exception {
    bill("wechat/bill-2026-11-22.csv", "1901");
    flow("wechat/flow-2026-11-22.csv", 5000);
    take(WITH_FUNDS);
    flow("wechat/flow-2026-11-22.csv", 6000);
    assertThat(stopped(WITH_FUNDS)).hasMessageContaining("--replace-statement");
    assertThat(
            new StatementIntake(clickHouse, new StatementDirectory(statements), true)
                .take(WITH_FUNDS, DAY, false))
        .hasSize(2);
    assertThat(lines()).contains("PAYOUT -6000", "PAYMENT TRADE 10000").doesNotContain("-5000");
  }

  @Test
  void shouldMissAnAgreedFundFlow() throws Exception {
    bill("wechat/bill-2026-11-22.csv", "1901");
    BatchException stopped = stopped(WITH_FUNDS);
    assertThat(stopped.exitCode()).isEqualTo(INCOMPLETE);
    assertThat(stopped).hasMessageContaining("no fund flow of WECHAT account 1901");
  }

  @Test
  void shouldMissTheBillBesideAFundFlow() throws Exception {
    flow("wechat/flow-2026-11-22.csv", 5000);
    assertThat(stopped(WITH_FUNDS)).hasMessageContaining("no statement of WECHAT account 1901");
  }

  @Test
  void shouldLeaveAFundFlowAloneThatIsNotAgreed() throws Exception {
    bill("wechat/bill-2026-11-22.csv", "1901");
    flow("wechat/flow-2026-11-22.csv", 5000);
    assertThat(take(new AgreedChannel(Channel.WECHAT, Map.of("1901", BILL), 0))).hasSize(1);
    assertThat(lines()).isEqualTo("1901 PAYMENT TRADE 10000");
  }

  @Test
  void shouldNotAgreeAFundFlowOfAnAccountWithoutAnotherStatement() {
    AgreedChannel agreed = new AgreedChannel(Channel.WECHAT, Map.of("1901", FLOW), 0);
    assertThat(
            catchThrowableOfType(
                BatchException.class, () -> agreed.withFunds(Map.of("1901", FLOW))))
        .hasMessageContaining("channel_funds_statement");
    assertThat(
            catchThrowableOfType(
                BatchException.class, () -> agreed.withFunds(Map.of("1902", FLOW))))
        .hasMessageContaining("1902");
  }

  private List<TakenFile> take(AgreedChannel agreed) throws IOException {
    return new StatementIntake(clickHouse, new StatementDirectory(statements), false)
        .take(agreed, DAY, false);
  }

  private BatchException stopped(AgreedChannel agreed) {
    BatchException stopped = catchThrowableOfType(BatchException.class, () -> take(agreed));
    assertThat(stopped).isNotNull();
    return stopped;
  }

  private static String lines() {
    return clickHouse
        .rows(
            "SELECT trimRight(concat(merchant, ' ', kind, ' ', purpose, ' ', toString(amount), ' ', batch_id)) AS text"
                + " FROM settlement.channel_statement_line ORDER BY text",
            Map.of())
        .stream()
        .map(row -> row.getString("text"))
        .collect(Collectors.joining(", "));
  }

  private Path file(String name) throws IOException {
    Path file = statements.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }

  private void stripe(String name, String payout, long amount) throws IOException {
    try (OutputStream out = Files.newOutputStream(file(name))) {
      new StripePayoutWriter(payout, DAY, StripePayoutWriter.COLUMNS)
          .write(List.of(line("ch_" + payout, LineKind.PAYMENT, "SUCCESS", amount, 0)), out);
    }
  }

  private void bill(String name, String account) throws IOException {
    try (Writer out = Files.newBufferedWriter(file(name))) {
      new WechatBillWriter(BillLayout.ALL, false)
          .write(
              out,
              account,
              List.of(
                  new TradeBillRow(
                      line("4200", LineKind.PAYMENT, "SUCCESS", 10_000, 60),
                      "u1",
                      "Tea",
                      6000,
                      null)));
    }
  }

  private void flow(String name, long paidOut) throws IOException {
    try (Writer out = Files.newBufferedWriter(file(name))) {
      new FundFlowWriter(false, false)
          .write(
              out,
              "1901",
              0,
              List.of(
                  line("4200", LineKind.PAYMENT, "SUCCESS", 10_000, 0),
                  line("4200", LineKind.FEE, "扣除交易手续费", 0, 60),
                  line("W1", LineKind.PAYOUT, "提现", -paidOut, 0)));
    }
  }

  private static StatementLine line(String id, LineKind kind, String state, long amount, long fee) {
    return new StatementLine(id, null, "o1", null, kind, state, amount, fee, "CNY", NOON, 1);
  }
}
