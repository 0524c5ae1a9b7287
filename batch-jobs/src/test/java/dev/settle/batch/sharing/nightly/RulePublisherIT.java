package dev.settle.batch.sharing.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.BatchException;
import dev.settle.batch.BatchJobs;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.sharing.PublishedRules;
import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RuleBookJson;
import dev.settle.batch.sharing.RuleFile;
import dev.settle.batch.sharing.RulePublisher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Rules are published once, together with what is published, and are read as they were written. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RulePublisherIT extends SharingServers {
  private static final String FIRST =
      """
      {"accounts": ["partner:a", "merchant:m2:pending", "user:u", "platform:fees"],
       "ruleSets": [
        {"id": "r", "version": 1, "merchant": "m1", "kind": "TIP", "channel": "WECHAT", "currency": "CNY",
         "effectiveFrom": "2026-01-01", "effectiveTo": "2026-12-31", "priority": 3, "base": "NET", "capBasisPoints": 4000,
         "capAgreement": "contract 12", "receiversMax": 7,
         "receivers": [
          {"account": "partner:a", "type": "PERCENT", "basisPoints": 1500, "minimum": 2, "maximum": 50000},
          {"account": "merchant:m2:pending", "type": "TIERED", "by": "MONTH_VOLUME", "tiers": [{"upTo": 100, "basisPoints": 200}, {"basisPoints": 100}]},
          {"account": "user:u", "type": "FIXED", "amount": 10},
          {"account": "platform:fees", "type": "REMAINDER"}]}]}
      """;

  @TempDir private Path folder = Path.of("");

  private RuleBook file(String json) throws Exception {
    Path file = folder.resolve("rules.json");
    Files.writeString(file, json);
    RuleFile.Contents contents = RuleFile.read(file);
    assertThat(contents.errors()).isEmpty();
    return contents.book();
  }

  private static String version(int version, String from, int amount) {
    return FIRST
        .replace("\"version\": 1", "\"version\": " + version)
        .replace("2026-01-01", from)
        .replace("\"amount\": 10", "\"amount\": " + amount);
  }

  @Test
  @Order(1)
  void shouldReadWhatWasPublishedAsItWasWritten() throws Exception {
    RuleBook book = file(FIRST);

    RulePublisher.Outcome outcome = new RulePublisher(postgres).publish(book, "ann");

    assertThat(outcome.published()).isEqualTo(book.ruleSets());
    assertThat(outcome.accounts()).hasSize(4);
    assertThat(PublishedRules.read(postgres)).isEqualTo(book);
    assertThat(file(RuleBookJson.write(PublishedRules.read(postgres)))).isEqualTo(book);
    assertThat(texts("SELECT published_by FROM payments.profit_sharing_rule"))
        .containsExactly("ann");
  }

  @Test
  @Order(2)
  void shouldSkipWhatIsThereAndAddALaterVersion() throws Exception {
    RulePublisher publisher = new RulePublisher(postgres);

    assertThat(publisher.publish(file(FIRST), "ann"))
        .isEqualTo(new RulePublisher.Outcome(List.of(), List.of(), 1));
    assertThat(publisher.publish(file(version(2, "2026-06-01", 11)), "bob").published()).hasSize(1);
    assertThat(PublishedRules.read(postgres).ruleSets()).hasSize(2);
  }

  @Test
  @Order(3)
  void shouldRefuseAnotherContentAndWhatDoesNotHoldWithWhatIsPublished() throws Exception {
    RulePublisher publisher = new RulePublisher(postgres);

    assertThatThrownBy(() -> publisher.publish(file(version(1, "2026-01-01", 12)), "ann"))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("r version 1");
    assertThatThrownBy(() -> publisher.publish(file(version(3, "2026-05-01", 10)), "ann"))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("version 3 does not begin after version 2");
    assertThatThrownBy(
            () -> publisher.publish(file(FIRST.replace("\"id\": \"r\"", "\"id\": \"s\"")), "ann"))
        .hasMessageContaining("overlaps r version 1");
    assertThat(PublishedRules.read(postgres).ruleSets()).hasSize(2);
  }

  @Test
  @Order(4)
  void shouldPublishListAndSimulateFromTheCommandLine() throws Exception {
    Path file = folder.resolve("third.json");
    Files.writeString(file, version(3, "2026-07-01", 13));

    assertThat(execute("publish", "--rules", file.toString(), "--by", "cat"))
        .isEqualTo(ExitCode.DONE);
    Files.writeString(file, version(3, "2026-07-01", 14));
    assertThat(execute("publish", "--rules", file.toString(), "--by", "cat"))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(execute("list")).isEqualTo(ExitCode.DONE);
    assertThat(execute("list", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(execute("validate")).isEqualTo(ExitCode.DONE);
    assertThat(
            execute(
                "simulate",
                "--merchant",
                "m1",
                "--channel",
                "WECHAT",
                "--kind",
                "TIP",
                "--amount",
                "100",
                "--currency",
                "CNY",
                "--date",
                "2026-11-22"))
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  @Order(5)
  void shouldSimulateAnOrderOnRecord() throws Exception {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql :
          List.of(
              "INSERT INTO payments.merchant (merchant_id, name, currency) VALUES ('m1', 'Shop', 'CNY')",
              "INSERT INTO payments.payment_order (order_id, kind, channel, merchant_id, payer_id, currency, amount, status, created_at) VALUES ('o1', 'TIP', 'WECHAT', 'm1', 'u1', 'CNY', 10000, 'PENDING', '2026-11-22 04:00:00+00')",
              "UPDATE payments.payment_order SET status = 'PAID', version = 2, paid_at = '2026-11-22 04:00:00+00', channel_txn_id = 't1' WHERE order_id = 'o1'",
              "INSERT INTO payments.refund (refund_id, order_id, amount, currency, status, created_at) VALUES ('r1', 'o1', 10000, 'CNY', 'PENDING', '2026-11-22 05:00:00+00')",
              "UPDATE payments.refund SET status = 'SUCCEEDED', version = 2, succeeded_at = '2026-11-22 05:00:00+00' WHERE refund_id = 'r1'",
              "UPDATE payments.payment_order SET status = 'REFUNDED', refunded_amount = 10000, version = 3 WHERE order_id = 'o1'")) {
        statement.execute(sql);
      }
      connection.commit();
    }
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(
              execute(
                  "simulate",
                  "--order",
                  "o1",
                  "--fee",
                  "0.60",
                  "--clickhouse-url",
                  engine.httpUrl()))
          .isEqualTo(ExitCode.DONE);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("no night has shared it yet")
        .contains("r version 3")
        .contains("100.00");
    assertThat(execute("simulate", "--order", "none", "--clickhouse-url", engine.httpUrl()))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(execute("simulate", "--order", "o1", "--merchant", "m1")).isEqualTo(ExitCode.USAGE);
  }

  private static int execute(String... arguments) {
    List<String> all = new ArrayList<>(List.of("sharing"));
    all.addAll(List.of(arguments));
    all.addAll(
        List.of(
            "--postgres-url",
            embedded.getJdbcUrl("postgres", "postgres"),
            "--postgres-user",
            "postgres",
            "--postgres-password",
            "postgres"));
    return BatchJobs.execute(all.toArray(String[]::new));
  }
}
