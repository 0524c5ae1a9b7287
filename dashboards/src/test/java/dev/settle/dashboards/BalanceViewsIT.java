package dev.settle.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.clickhouse.process.EngineProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ledger's views in time, as the boards' login sees them. */
class BalanceViewsIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static EngineProcess engine;

  @BeforeAll
  static void start() throws Exception {
    engine = KnownDays.start();
    // Paid on the 20th, known to the ledger two days later, when the 20th was closed.
    engine.query(
        "INSERT INTO settlement.ledger_entry (account, currency, sequence, amount, balance_after,"
            + " event_time, booked_at, business_date, original_business_date) VALUES"
            + " ('user:u1', 'CNY', 3, -800, 3000, '2026-11-20 12:00:00', '2026-11-22 09:00:00',"
            + " '2026-11-22', '2026-11-20'),"
            + " ('user:42', 'CNY', 1, 5000, 5000, '2026-11-23 16:00:00', '2026-11-24 02:00:00',"
            + " '2026-11-23', NULL)");
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          account_balance_as_of(at = '2026-11-20 04:00:00')                                        | 5000
          account_balance_as_of(at = '2026-11-20 12:00:00')                                        | 4200
          account_balance_as_of(at = '2026-11-21 01:00:00')                                        | 3000
          account_balance_as_known(at = '2026-11-20 12:00:00', known_at = '2026-11-21 00:00:00')   | 5000
          account_balance_as_known(at = '2026-11-21 01:00:00', known_at = '2026-11-22 08:59:59.999') | 3800
          account_balance_as_known(at = '2026-11-21 01:00:00', known_at = '2026-11-22 09:00:00')   | 3000
          account_balance_of_day(day = '2026-11-20')                                               | 5000
          account_balance_of_day(day = '2026-11-21')                                               | 3800
          account_balance_of_day(day = '2026-11-22')                                               | 3000
          """)
  void shouldGiveTheBalanceAsOfATimeAndAsKnownAtATime(String view, String balance)
      throws Exception {
    assertThat(
            read(
                "SELECT balance FROM settlement."
                    + view
                    + " WHERE account = 'user:u1' AND currency = 'CNY'"))
        .isEqualTo(balance);
  }

  @ParameterizedTest
  @CsvSource({
    "account_balance_as_of, 5000",
    "account_balance_as_known, 5000",
    "account_balance_of_day, 5000"
  })
  void shouldGiveAnExampleThatRuns(String view, String balance) throws Exception {
    String comment =
        engine.query(
            "SELECT comment FROM system.tables WHERE database = 'settlement' AND name = '"
                + view
                + "' FORMAT TSVRaw");
    String example = comment.substring(comment.indexOf("SELECT"));

    assertThat(read(example)).isEqualTo("user:42\tCNY\t" + balance);
  }

  private static String read(String sql) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(engine.httpUrl() + "/?user=readonly"))
                .POST(BodyPublishers.ofString(sql))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().strip();
  }
}
