package dev.settle.stack.migrate;

import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.clickhouse.ClickHouseQuery;
import dev.settle.stack.config.StackConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * All that the ledger and landing jobs have written. It follows from {@code payments.changes} and
 * {@code payments.reference}, so it can be thrown away and made again; what the night has made of
 * it stays.
 *
 * <p>Fraud alerts and late events stay in their topics: those of rules' earlier versions could not
 * be made again, since reference data keeps the last version only. Their tables are emptied,
 * because a landing job that begins anew lands both topics from their beginning.
 */
public final class LedgerOutput {

  private static final int TIMEOUT_MS = 20_000;

  private static final List<String> TOPICS =
      List.of(Topics.ENTRIES, Topics.QUARANTINE, Topics.ALERTS, Topics.CLOSINGS, Topics.COMMITS);

  private static final List<String> TABLES =
      List.of(
          "ledger_entry",
          "ledger_alert",
          "ledger_instruction",
          "day_closing",
          "quarantine",
          "payment_event",
          "merchant_version",
          "channel_account_version",
          "fraud_alert",
          "fraud_late_event");

  private LedgerOutput() {}

  /**
   * Empties topics and tables. The jobs must not run: they would write into what is being emptied.
   *
   * @throws KafkaTopicsException when Kafka refuses
   * @throws IOException when ClickHouse refuses or is not reachable
   */
  public static void empty(StackConfig config) throws IOException, InterruptedException {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers", config.bootstrapServers(),
            "request.timeout.ms", TIMEOUT_MS,
            "default.api.timeout.ms", TIMEOUT_MS);
    try (Admin admin = Admin.create(client)) {
      Set<String> existing = admin.listTopics().names().get();
      admin.deleteTopics(TOPICS.stream().filter(existing::contains).toList()).all().get();
    } catch (ExecutionException e) {
      throw new KafkaTopicsException("Kafka did not empty the topics: " + e.getCause(), e);
    }
    new KafkaTopics(config.bootstrapServers()).create();
    ClickHouseQuery clickHouse =
        new ClickHouseQuery(
            config.clickhouseUrl(), config.clickhouseUser(), config.clickhousePassword());
    for (String table : TABLES) {
      clickHouse.run(
          "TRUNCATE TABLE IF EXISTS settlement." + table, "Null", OutputStream.nullOutputStream());
    }
  }
}
