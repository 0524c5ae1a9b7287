package dev.settle.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.settle.dashboards.BrowserSession.Tab;
import dev.settle.dashboards.board.Boards;
import dev.settle.dashboards.board.Panel;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens boards of a running server in a browser and holds what they show against SQL. It takes the
 * boards from the server, so it serves any data: the known days, or the demo's.
 */
final class BoardCheck {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private final BrowserSession browser;
  private final String base;
  private final BoardFigures figures;
  private final Map<String, String> filters;

  /**
   * With what to check.
   *
   * @param base the server, such as {@code http://127.0.0.1:18080}
   * @param filters values for the parameters of these names, on every board that has them
   */
  BoardCheck(
      BrowserSession browser, String base, BoardFigures figures, Map<String, String> filters) {
    this.browser = browser;
    this.base = base;
    this.figures = figures;
    this.filters = filters;
  }

  /** Names of the server's boards. */
  List<String> boards() throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    json("/api/boards").forEach(board -> names.add(board.get("name").asString()));
    return names;
  }

  /** The address of a board with the filters that it has. */
  String address(String board) throws IOException, InterruptedException {
    List<String> names =
        json("/api/boards")
            .valueStream()
            .filter(b -> b.get("name").asString().equals(board))
            .flatMap(b -> b.get("panels").valueStream())
            .flatMap(p -> p.get("parameters").valueStream())
            .map(p -> p.get("name").asString())
            .distinct()
            .filter(filters::containsKey)
            .toList();
    return base + "/?lang=en&tz=UTC#" + board + asked(names.stream());
  }

  /**
   * Opens a board, waits until it is drawn, checks it and keeps its picture.
   *
   * @return the time from asking for the page until the last panel was drawn
   */
  Duration check(String board, Path picture) throws IOException, InterruptedException {
    try (Tab tab = browser.open()) {
      String address = address(board);
      long begun = System.nanoTime();
      tab.page().navigate(address);
      drawn(tab.page(), board);
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      Files.createDirectories(picture.getParent());
      tab.page().screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
      for (Panel panel : panels(board)) {
        checkPanel(tab.page(), panel);
      }
      assertThat(tab.errors()).as("console of " + board).isEmpty();
      assertThat(tab.requests()).as("requests of " + board).isNotEmpty();
      assertThat(tab.foreignRequests(base)).as("requests elsewhere of " + board).isEmpty();
      return taken;
    }
  }

  /** Waits until all panels of a board have loaded. */
  static void drawn(Page page, String board) {
    page.waitForSelector("main[data-board='" + board + "'][data-state='drawn']");
  }

  /** Keeps what a person sees first, as a file that is small enough for the docs. */
  static void picture(Page page, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    assertThat(Files.size(file)).as(file.toString()).isBetween(10_000L, 300_000L);
  }

  private void checkPanel(Page page, Panel panel) throws IOException, InterruptedException {
    Locator section = page.locator("section[data-panel='" + panel.name() + "']");
    List<String> named = panel.parameters().stream().map(p -> p.name()).toList();
    JsonNode answer =
        json(
            "/api/query/"
                + panel.board()
                + "/"
                + panel.name()
                + asked(named.stream().filter(filters::containsKey)));
    Map<String, String> bound =
        answer.get("parameters").properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, p -> p.getValue().asString()));
    List<String> types = answer.get("columns").findValuesAsString("type");
    List<List<String>> expected = figures.rows(panel, bound);

    assertThat(section.getAttribute("data-state"))
        .as(panel.name() + ": " + section.innerText())
        .isEqualTo(expected.isEmpty() ? "empty" : "ready");
    if (expected.isEmpty()) {
      return;
    }
    if (panel.chart().x() != null) {
      assertThat(section.locator(".chart canvas").count()).as(panel.name()).isEqualTo(1);
    }
    List<List<String>> shown = shown(section, types);
    if (panel.sql().matches("(?is).*\\b(now|now64|today)\\(.*")) {
      // It counts from now, which is another now a moment later.
      assertThat(shown).as(panel.name()).hasSameSizeAs(expected);
    } else {
      assertThat(lines(shown))
          .as(panel.name())
          .containsExactlyInAnyOrderElementsOf(lines(expected));
    }
  }

  private static List<String> lines(List<List<String>> rows) {
    return rows.stream().map(row -> String.join(" | ", row)).toList();
  }

  private static List<List<String>> shown(Locator section, List<String> types) {
    Locator more = section.locator("button.more");
    while (more.getAttribute("hidden") == null) {
      more.evaluate("button => button.click()");
    }
    Object cells =
        section.evaluate(
            "s => [...s.querySelectorAll('tbody tr')]"
                + ".map(tr => [...tr.cells].map(td => td.textContent))");
    List<List<String>> rows = new ArrayList<>();
    for (Object row : (List<?>) cells) {
      List<String> line = new ArrayList<>();
      for (Object cell : (List<?>) row) {
        String text = cell.toString();
        String type = types.get(line.size());
        line.add(text.isEmpty() ? text : BoardFigures.comparable(type, text));
      }
      rows.add(line);
    }
    return rows;
  }

  /** The panels of a board, from the files that are packed with the server. */
  private static List<Panel> panels(String board) {
    return Boards.read(Boards.PACKED).all().stream()
        .filter(b -> b.name().equals(board))
        .flatMap(b -> b.panels().stream())
        .toList();
  }

  private String asked(Stream<String> names) {
    String query =
        names
            .map(
                name ->
                    name
                        + "="
                        + URLEncoder.encode(
                            Objects.requireNonNull(filters.get(name)), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? "" : "?" + query;
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    String body =
        HTTP.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString())
            .body();
    return JSON.readTree(body);
  }
}
