package dev.settle.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.dashboards.BrowserSession.Tab;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page in a real browser on a stack that runs, such as the demo leaves behind:
 * docs/developing.md says how. {@code -Dsettle.dashboards.url} is the page, {@code
 * -Dsettle.clickhouse.url} the database behind it. Pictures go to target/screenshots/stack; with
 * {@code -Dsettle.docs.screenshots=DIR} those of the docs are made anew there.
 */
@EnabledIfSystemProperty(
    named = "settle.dashboards.url",
    matches = "http.+",
    disabledReason = "no stack is named; BrowserIT has days of its own")
class StackBoardsIT {
  private static final String CLICKHOUSE =
      System.getProperty("settle.clickhouse.url", "http://127.0.0.1:18123");

  private static BrowserSession browser;
  private static BoardCheck boards;

  @BeforeAll
  static void start() throws Exception {
    String day = value("SELECT max(business_date) FROM settlement.payee_settlement_line");
    // The day's payments may have been written, and watched, on a later one.
    String captured = value("SELECT toDate(max(captured_at)) FROM settlement.payment_event");
    Map<String, String> filters =
        Map.of(
            "as_of", day,
            "from", day,
            "to", captured,
            "day", captured,
            "business_date", day,
            "settlement_id",
                value("SELECT max(settlement_id) FROM settlement.payee_settlement_line"),
            "order_id",
                value(
                    "SELECT max(order_id) FROM settlement.settlement_line WHERE kind = 'PAYMENT'"));
    browser = BrowserSession.start();
    String base = System.getProperty("settle.dashboards.url", "").replaceAll("/$", "");
    boards = new BoardCheck(browser, base, new BoardFigures(CLICKHOUSE), filters);
    boards.check(boards.boards().get(0), picture("warm-up"));
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  static List<String> boards() throws Exception {
    return boards.boards();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void shouldDrawABoardWithTheFiguresOfItsSql(String board) throws Exception {
    System.out.println(
        board + ": drawn in " + boards.check(board, picture(board)).toMillis() + " ms");
  }

  @Test
  void shouldMakeThePicturesOfTheDocs() throws Exception {
    String folder = System.getProperty("settle.docs.screenshots", "target/screenshots/stack/docs");
    for (String board : boards.boards()) {
      try (Tab tab = browser.open()) {
        tab.page().navigate(boards.address(board));
        BoardCheck.drawn(tab.page(), board);
        BoardCheck.picture(tab.page(), Path.of(folder, board + ".png"));
      }
    }
  }

  private static Path picture(String name) {
    return Path.of("target/screenshots/stack", name + ".png");
  }

  private static String value(String sql) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(CLICKHOUSE + "/?user=readonly"))
            .POST(BodyPublishers.ofString(sql + " FORMAT TSV"))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).as("the stack has no settled day: %s", sql).isNotBlank();
    return answer.body().strip();
  }
}
