package dev.settle.schemas.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database refuses and takes of holds, instructions and closings. */
class LedgerInputsIT {
  private static final String LEGS =
      "[{\"account\":\"channel:WECHAT\",\"currency\":\"CNY\",\"amount\":60},"
          + "{\"account\":\"platform:channel-fees\",\"currency\":\"CNY\",\"amount\":-60}]";

  private static EmbeddedPostgres postgres;
  private static String url;
  private static int rows;

  private Connection connection;
  private String hold;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("wal_level", "logical").start();
    url = postgres.getJdbcUrl("postgres", "postgres");
    PostgresMigrations.migrate(url, "postgres", "postgres");
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void insertHold() throws SQLException {
    connection = DriverManager.getConnection(url, "postgres", "postgres");
    run(
        "INSERT INTO payments.merchant (merchant_id, name, currency) VALUES ('m1', 'Shop', 'CNY') ON CONFLICT DO NOTHING");
    hold = "h" + ++rows;
    run(
        "INSERT INTO payments.funds_hold (hold_id, owner_id, merchant_id, currency, amount, status, created_at, expires_at)"
            + " VALUES ('%s', 'u1', 'm1', 'CNY', 1000, 'HELD', '2026-11-20Z', '2026-11-21Z')"
                .formatted(hold));
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void shouldTakeAHoldThatIsCapturedInPartsAndInFull() throws SQLException {
    update("status = 'CAPTURED', captured_amount = 300, captured_at = '2026-11-20 01:00Z'");
    update("captured_amount = 999, captured_at = '2026-11-20 02:00Z'");
    update("captured_amount = 1000, captured_at = '2026-11-20 03:00Z'");
    assertThat(
            value("SELECT status || captured_amount || ' v' || version FROM payments.funds_hold"))
        .isEqualTo("CAPTURED1000 v4");
  }

  @ParameterizedTest
  @CsvSource({"RELEASED, 2026-11-20 05:00Z", "EXPIRED, 2026-11-21 00:00Z"})
  void shouldTakeTheEndOfAHoldWithOrWithoutACaptureBefore(String end, String at)
      throws SQLException {
    update("status = '%s', closed_at = '%s'".formatted(end, at));

    insertNext();
    update("status = 'CAPTURED', captured_amount = 1, captured_at = '2026-11-20 01:00Z'");
    update("status = '%s', closed_at = '%s'".formatted(end, at));
    assertThat(value("SELECT status || captured_amount FROM payments.funds_hold"))
        .isEqualTo(end + "1");
  }

  @Test
  void shouldTakeACaptureAndAReleaseOfTheRestAtOnce() throws SQLException {
    update(
        "status = 'RELEASED', captured_amount = 400, captured_at = '2026-11-20 01:00Z', closed_at = '2026-11-20 01:00Z'");
    assertThat(value("SELECT status || captured_amount FROM payments.funds_hold"))
        .isEqualTo("RELEASED400");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          status = 'CAPTURED'                                                                     | funds_hold_amounts_of_status
          captured_amount = 5, captured_at = now()                                                | funds_hold_amounts_of_status
          status = 'CAPTURED', captured_amount = 5                                                | funds_hold_captured_at
          status = 'CAPTURED', captured_amount = 1001, captured_at = now()                        | funds_hold_check
          status = 'CAPTURED', captured_amount = -1, captured_at = now()                          | cannot fall from 0 to -1
          status = 'RELEASED'                                                                     | funds_hold_amounts_of_status
          status = 'RELEASED', captured_amount = 1000, captured_at = now(), closed_at = now()     | funds_hold_amounts_of_status
          status = 'EXPIRED', closed_at = '2026-11-20 23:59:59.999Z'                              | funds_hold_expiry
          expires_at = '2026-11-19Z'                                                              | funds_hold_expiry
          status = 'GONE'                                                                         | funds_hold_amounts_of_status
          amount = 1001                                                                           | never change
          owner_id = 'u2'                                                                         | never change
          merchant_id = 'm2'                                                                      | never change
          currency = 'USD'                                                                        | never change
          created_at = '2026-11-19Z'                                                              | never change
          """)
  void shouldRefuseAnIllegalChangeOfAHold(String change, String message) {
    assertThatThrownBy(() -> update(change))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseToTakeACaptureBack() throws SQLException {
    update("status = 'CAPTURED', captured_amount = 300, captured_at = now()");
    assertThatThrownBy(() -> update("captured_amount = 299"))
        .hasMessageContaining("cannot fall from 300 to 299");
    assertThatThrownBy(() -> update("status = 'HELD', captured_amount = 0, captured_at = NULL"))
        .hasMessageContaining("illegal transition CAPTURED -> HELD");
  }

  @ParameterizedTest
  @CsvSource({"RELEASED", "EXPIRED"})
  void shouldRefuseToMoveAClosedHold(String end) throws SQLException {
    update("status = '%s', closed_at = '2026-11-22Z'".formatted(end));
    for (String change :
        new String[] {
          "status = 'HELD', closed_at = NULL",
          "status = 'CAPTURED', closed_at = NULL, captured_amount = 5, captured_at = now()",
          "captured_amount = 5, captured_at = now()",
          "closed_at = '2026-11-23Z'",
          "status = '%s'".formatted(end.equals("EXPIRED") ? "RELEASED" : "EXPIRED")
        }) {
      assertThatThrownBy(() -> update(change))
          .as(change)
          .hasMessageContaining("illegal transition");
    }
  }

  @Test
  void shouldHoldWritersOfAHoldToItsVersion() {
    assertThatThrownBy(
            () ->
                run(
                    "UPDATE payments.funds_hold SET trace_parent = 't' WHERE hold_id = '"
                        + hold
                        + "'"))
        .hasMessageContaining("version 1 must follow 1");
    assertThatThrownBy(
            () ->
                run(
                    "UPDATE payments.funds_hold SET version = version + 2 WHERE hold_id = '"
                        + hold
                        + "'"))
        .hasMessageContaining("version 3 must follow 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'u1', 'm1', 'CNY', 10, 0, 'CAPTURED', 1   | a new hold is HELD
          'u1', 'm1', 'CNY', 10, 0, 'HELD', 2       | a new hold is HELD
          'u1', 'm1', 'CNY', 10, 3, 'HELD', 1       | funds_hold_amounts_of_status
          'u1', 'm1', 'CNY', 0, 0, 'HELD', 1        | funds_hold_amount_check
          'u1', 'm1', 'yuan', 10, 0, 'HELD', 1      | funds_hold_currency_check
          'u:1', 'm1', 'CNY', 10, 0, 'HELD', 1      | funds_hold_owner_id_check
          'u1', 'nobody', 'CNY', 10, 0, 'HELD', 1   | funds_hold_merchant_id_fkey
          """)
  void shouldRefuseAHoldThatDoesNotBeginWell(String values, String message) {
    assertThatThrownBy(
            () ->
                run(
                    "INSERT INTO payments.funds_hold (hold_id, owner_id, merchant_id, currency, amount, captured_amount, status, version, captured_at, expires_at)"
                        + " VALUES ('new', "
                        + values
                        + (values.contains(", 3,") ? ", now()" : ", NULL")
                        + ", now() + interval '1 day')"))
        .hasMessageContaining(message);
  }

  @Test
  void shouldTakeABalancedInstruction() throws SQLException {
    instruct("CHANNEL_FEE", LEGS, "NULL");
    instruct("CORRECTION", LEGS, "'bob'");
    // Two currencies, each with its own sum; an account twice; the exponent is only a way to write.
    instruct("SPLIT", legs("a CNY -1000", "b CNY 1e3", "b USD 5", "a USD -2", "a USD -3"), "NULL");
    assertThat(
            value(
                "SELECT sum((leg->>'amount')::bigint) || ' of ' || count(*) FROM payments.ledger_instruction,"
                    + " jsonb_array_elements(legs) AS leg WHERE leg->>'amount' = '1000'"))
        .isEqualTo("1000 of 1");
  }

  @Test
  void shouldTakeAThousandLegsAndNoMore() throws SQLException {
    instruct("SPLIT", manyLegs(1000), "NULL");
    assertThatThrownBy(() -> instruct("SPLIT", manyLegs(1002), "NULL"))
        .hasMessageContaining("ledger_instruction_balances");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "a CNY 10   | b CNY -9     | -",
        "a CNY 10   | b USD -10    | -",
        "a CNY 10   | b CNY -10    | c USD 1",
        "a CNY 1.5  | b CNY -1.5   | -",
        "a CNY 1.0  | b CNY -1.0   | -",
        "a CNY 15e-1 | b CNY -15e-1 | -",
        "a CNY 0    | b CNY 0      | -",
        "a CNY \"1\" | b CNY \"-1\"  | -",
        "a CNY null | b CNY null   | -",
        "a CNY 10000000000000000 | b CNY -10000000000000000 | -",
        "a yuan 1   | b yuan -1    | -",
        "a CNY 1    | -            | -"
      })
  void shouldRefuseLegsThatDoNotSumToZeroInWholeNumbers(String first, String second, String third) {
    String legs =
        second == null
            ? legs(first)
            : third == null ? legs(first, second) : legs(first, second, third);
    assertThatThrownBy(() -> instruct("SPLIT", legs, "NULL"))
        .hasMessageContaining("ledger_instruction_balances");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "null",
        "5",
        "[1, -1]",
        "[{\"currency\":\"CNY\",\"amount\":1},{\"currency\":\"CNY\",\"amount\":-1}]",
        "[{\"account\":\"a\",\"amount\":1},{\"account\":\"b\",\"amount\":-1}]",
        "[{\"account\":\"a\",\"currency\":\"CNY\"},{\"account\":\"b\",\"currency\":\"CNY\"}]"
      })
  void shouldRefuseWhatAreNoLegs(String legs) {
    assertThatThrownBy(() -> instruct("SPLIT", legs, "NULL")).isInstanceOf(SQLException.class);
  }

  @Test
  void shouldRefuseTheSameCauseTwice() throws SQLException {
    String insert =
        "INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, legs, maker) VALUES ('%s', '%s', 'cause', '2026-11-20', '%s', 'alice')";
    run(insert.formatted("cause-1", "RESERVE", LEGS));
    run(insert.formatted("cause-2", "SETTLEMENT", LEGS));
    assertThatThrownBy(() -> run(insert.formatted("cause-3", "RESERVE", LEGS)))
        .hasMessageContaining("ledger_instruction_pays_once");
  }

  @Test
  void shouldRefuseACorrectionThatNobodyElseApproved() {
    assertThatThrownBy(() -> instruct("CORRECTION", LEGS, "NULL"))
        .hasMessageContaining("ledger_instruction_four_eyes");
    assertThatThrownBy(() -> instruct("CORRECTION", LEGS, "'alice'"))
        .hasMessageContaining("ledger_instruction_four_eyes");
    assertThatThrownBy(() -> instruct("CHANNEL_FEE", LEGS, "'alice'"))
        .hasMessageContaining("ledger_instruction_four_eyes");
    assertThatThrownBy(() -> instruct("GIFT", LEGS, "NULL"))
        .hasMessageContaining("ledger_instruction_kind_check");
  }

  @Test
  void shouldTakeClosingsOfAnyOrderAndEachOnce() throws SQLException {
    String insert =
        "INSERT INTO payments.business_day_close (channel, business_date, closed_by) VALUES ('%s', '%s', '%s')";
    run(insert.formatted("WECHAT", "2026-11-20", "night"));
    run(insert.formatted("WECHAT", "2026-11-19", "night"));
    run(insert.formatted("ALIPAY", "2026-11-20", "night"));
    assertThatThrownBy(() -> run(insert.formatted("WECHAT", "2026-11-20", "night")))
        .hasMessageContaining("business_day_close_pkey");
    assertThatThrownBy(() -> run(insert.formatted("WECHAT", "2026-11-21", "")))
        .hasMessageContaining("business_day_close_closed_by_check");
    assertThatThrownBy(() -> run(insert.formatted("PIGEON", "2026-11-21", "night")))
        .hasMessageContaining("business_day_close_channel_check");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM payments.funds_hold",
        "TRUNCATE payments.funds_hold",
        "UPDATE payments.ledger_instruction SET reason = 'other'",
        "DELETE FROM payments.ledger_instruction",
        "TRUNCATE payments.ledger_instruction CASCADE",
        "UPDATE payments.business_day_close SET closed_by = 'other'",
        "DELETE FROM payments.business_day_close",
        "TRUNCATE payments.business_day_close"
      })
  void shouldRefuseToRemoveAndWhatIsInsertedOnlyToChange(String statement) {
    assertThatThrownBy(() -> run(statement)).hasMessageContaining("never removed");
  }

  @Test
  void shouldPublishTheTablesWithTheirWholeRows() throws SQLException {
    assertThat(
            value(
                "SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_publication_tables WHERE pubname = 'settle'"))
        .contains("business_day_close", "funds_hold", "ledger_instruction");
    assertThat(
            value(
                "SELECT string_agg(relreplident::text, '') FROM pg_class WHERE relname IN ('funds_hold','ledger_instruction','business_day_close')"))
        .isEqualTo("fff");
  }

  private void insertNext() throws SQLException {
    String before = hold;
    hold = "h" + ++rows;
    run(
        "INSERT INTO payments.funds_hold (hold_id, owner_id, merchant_id, currency, amount, status, created_at, expires_at)"
            + " SELECT '%s', owner_id, merchant_id, currency, amount, 'HELD', created_at, expires_at FROM payments.funds_hold WHERE hold_id = '%s'"
                .formatted(hold, before));
  }

  private void update(String change) throws SQLException {
    run(
        "UPDATE payments.funds_hold SET %s, version = version + 1 WHERE hold_id = '%s'"
            .formatted(change, hold));
  }

  private void instruct(String kind, String legs, String checker) throws SQLException {
    String id = "i" + ++rows;
    run(
        "INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, legs, maker, checker) VALUES ('%s', '%s', '%s', '2026-11-20', '%s', 'alice', %s)"
            .formatted(id, kind, "key-" + id, legs, checker));
  }

  /** Legs from {@code account currency amount}. */
  private static String legs(String... legs) {
    return Arrays.stream(legs)
        .map(
            leg -> {
              String[] parts = leg.split(" ", 3);
              return "{\"account\":\"%s\",\"currency\":\"%s\",\"amount\":%s}"
                  .formatted(parts[0], parts[1], parts[2]);
            })
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String manyLegs(int count) {
    return legs(
        IntStream.range(0, count)
            .mapToObj(i -> "user:" + i + " CNY " + (i % 2 == 0 ? "7" : "-7"))
            .toArray(String[]::new));
  }

  private String value(String sql) throws SQLException {
    String of = sql.endsWith("payments.funds_hold") ? " WHERE hold_id = '" + hold + "'" : "";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql + of)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
