package dev.settle.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.settle.stack.clickhouse.ClickHouseQuery;
import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.lifecycle.TestStack;
import dev.settle.stack.migrate.Migrations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels and a back-test by the commands, on a real engine. */
@SuppressWarnings("NullAway") // the stack is made before each test
class FraudBacktestIT {
  private static final String RULES =
      """
      [{"rule_id": "burst", "name": "three within a minute", "kind": "AGGREGATE", "status": "ACTIVE",
        "action": "ALERT", "key_fields": ["payer"], "window_seconds": 60, "pane_seconds": 1,
        "aggregate": "COUNT", "comparison": ">=", "threshold": 3},
       {"rule_id": "large", "name": "large", "kind": "AGGREGATE", "status": "SHADOW", "currency": "CNY",
        "action": "ALERT", "key_fields": ["payer"], "window_seconds": 60, "pane_seconds": 1,
        "aggregate": "MAX", "comparison": ">=", "threshold": 1000000}]
      """;

  @TempDir private Path folder = Path.of("");
  private TestStack servers;

  @BeforeEach
  void startClickHouse() throws Exception {
    servers =
        new TestStack(
            "fraud-",
            1_000,
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    servers.stack().up(EnumSet.of(Component.CLICKHOUSE));
    new Migrations(servers.config()).clickHouse();
  }

  @AfterEach
  void stopEverything() throws IOException, InterruptedException {
    servers.close();
  }

  @Test
  void shouldHoldAlertsOfThePastAgainstItsLabels() throws Exception {
    // One payment before midnight and two after it make three within a minute.
    order("a", "u1", 5, "2026-03-04 23:59:40");
    order("b", "u1", 5, "2026-03-05 00:00:10");
    order("c", "u1", 5, "2026-03-05 00:00:20");
    order("d", "u2", 5, "2026-03-05 10:00:00");
    order("e", "u2", 5, "2026-03-06 00:00:00");
    Path rules = Files.writeString(folder.resolve("rules.json"), RULES);
    Path labels = Files.writeString(folder.resolve("l.csv"), "order_id,is_fraud\nb,1\nd,1\nx,0\n");
    Path alerts = folder.resolve("alerts.csv");

    assertThat(fraud("label", "--file", labels.toString(), "--by", "ana"))
        .isEqualTo("labelled by ana, orders: 3, of them fraud: 2, known to the pipeline: 2\n");
    String[] backtest = {
      "backtest", "--rule", rules.toString(), "--from", "2026-03-05", "--to", "2026-03-05"
    };
    JsonNode told = new ObjectMapper().readTree(fraud(with(backtest, "--json")));
    assertThat(told.get("events").asLong()).isEqualTo(3);
    assertThat(told.get("frauds").asLong()).isEqualTo(2);
    assertThat(told.get("recallBasisPoints").asLong()).isEqualTo(5_000);
    JsonNode burst = told.get("rules").get(0);
    assertThat(burst.get("alerts").asLong()).isEqualTo(1);
    assertThat(burst.get("precisionBasisPoints").asLong()).isEqualTo(10_000);
    assertThat(burst.get("addsFrauds").asLong()).isEqualTo(1);
    assertThat(burst.get("alertsByDay").get("2026-03-05").asLong()).isEqualTo(1);
    assertThat(told.get("rules").get(1).get("precisionBasisPoints").isNull()).isTrue();

    assertThat(fraud(with(backtest, "--alerts", alerts.toString())))
        .contains("orders labelled as fraud: 2")
        .containsPattern("burst +ACTIVE +1 +1.00 +1 +100.00 % +1 +50.00 % +1 +1\n");
    assertThat(Files.readString(alerts))
        .contains("burst,ALERT,ACTIVE,payer:u1,c,2026-03-05T00:00:20Z,COUNT,3,3,,")
        .endsWith(",3,true,a b c\r\n");
  }

  private void order(String id, String payer, long amount, String paidAt) throws Exception {
    query(
        """
        INSERT INTO settlement.payment_event (entity, entity_id, order_id, version, op, kind, channel, payer_id, currency,
          amount, status, created_at, effective_at, updated_at, committed_at)
        VALUES ('PAYMENT_ORDER', '%1$s', '%1$s', 2, 'UPDATE', 'PURCHASE', 'WALLET', '%2$s', 'CNY',
          %3$d, 'PAID', '%4$s', '%4$s', '%4$s', '%4$s')
        """
            .formatted(id, payer, amount, paidAt));
  }

  private void query(String sql) throws IOException, InterruptedException {
    StackConfig config = servers.config();
    new ClickHouseQuery(
            config.clickhouseUrl(), config.clickhouseUser(), config.clickhousePassword())
        .run(sql, "TSV", new ByteArrayOutputStream());
  }

  private String fraud(String... arguments) {
    StringWriter out = new StringWriter();
    int exit =
        Settle.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(
                Stream.concat(
                        Stream.of("fraud"),
                        Stream.concat(Arrays.stream(arguments), servers.flags().stream()))
                    .toArray(String[]::new));
    assertThat(exit).isEqualTo(ExitCodes.OK);
    return out.toString();
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
  }
}
