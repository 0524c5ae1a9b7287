package dev.settle.dashboards;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.dashboards.BrowserSession.Tab;
import dev.settle.dashboards.board.Board;
import dev.settle.dashboards.board.Boards;
import dev.settle.dashboards.board.Link;
import dev.settle.dashboards.board.Panel;
import dev.settle.dashboards.query.ClickHouseAddress;
import dev.settle.dashboards.web.AccessConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page in a real browser on the known days. Pictures go to target/screenshots, load times to
 * target/load-times.txt; with {@code -Dsettle.docs.screenshots=DIR} the docs' pictures of /explore
 * and of the dark page are made anew there, those of the boards by {@link StackBoardsIT}.
 */
class BrowserIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final String BALANCES = "section[data-panel='top-balances']";
  private static final List<String> LOAD_TIMES = new ArrayList<>();

  private static EngineProcess engine;
  private static ConfigurableApplicationContext server;
  private static BrowserSession browser;
  private static String base;
  private static BoardCheck boards;

  private Tab tab;
  private Page page;
  private boolean errorsExpected;

  @BeforeAll
  static void start() throws Exception {
    browser = BrowserSession.start();
    engine = KnownDays.start();
    server =
        DashboardApplication.start(
            new DashboardConfig(
                0,
                new ClickHouseAddress(engine.httpUrl(), "readonly", ""),
                ZoneId.of("Asia/Shanghai"),
                Boards.PACKED,
                AccessConfig.loopback()));
    base = "http://127.0.0.1:" + DashboardApplication.port(server);
    boards = new BoardCheck(browser, base, new BoardFigures(engine.httpUrl()), DashboardIT.ASKED);
    // The first page of a fresh JVM is nobody's usual load time.
    boards.check(boards.boards().get(0), SCREENSHOTS.resolve("warm-up.png"));
  }

  @AfterAll
  static void stop() throws IOException {
    Files.write(Path.of("target/load-times.txt"), LOAD_TIMES);
    server.close();
    engine.close();
    browser.close();
  }

  @BeforeEach
  void open() {
    tab = browser.open();
    page = tab.page();
  }

  @AfterEach
  void close() {
    if (!errorsExpected) {
      assertThat(tab.errors()).isEmpty();
    }
    assertThat(tab.foreignRequests(base)).isEmpty();
    tab.close();
  }

  static List<String> boards() throws Exception {
    return boards.boards();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void shouldDrawABoardWithTheFiguresOfItsSql(String board) throws Exception {
    long millis = boards.check(board, SCREENSHOTS.resolve(board + ".png")).toMillis();

    String line = board + ": drawn in " + millis + " ms";
    System.out.println(line);
    LOAD_TIMES.add(line);
  }

  @ParameterizedTest
  @MethodSource("boards")
  void shouldHaveNoBarrierThatAxeFinds(String board) throws Exception {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      show(board);

      assertThat(new AxeBuilder(page).analyze().getViolations()).as(scheme.name()).isEmpty();
    }
  }

  @Test
  void shouldOpenOnTheFirstBoardAndListThemInTheirOrder() {
    page.navigate(base + "/?lang=en");
    BoardCheck.drawn(page, "settlement-overview");

    assertThat(page.locator("nav a"))
        .hasText(
            new String[] {
              "Settlement overview",
              "Reconciliation",
              "Merchant settlement",
              "Profit sharing",
              "Ledger",
              "Fraud",
              "Pipeline",
              "SQL"
            });
  }

  @Test
  void shouldKeepFiltersInTheAddress() throws Exception {
    show("ledger");
    Locator currency = page.locator("[name=currency]");
    String before = currency.inputValue();

    page.locator("[name=account_prefix]").fill("");
    currency.fill("EUR");
    currency.press("Enter");
    page.waitForURL(Pattern.compile("currency=EUR"));
    BoardCheck.drawn(page, "ledger");
    assertThat(page.locator(BALANCES + " tbody")).containsText("90,071,992,547,409.93");

    page.goBack();
    BoardCheck.drawn(page, "ledger");
    assertThat(page.locator("[name=currency]")).hasValue(before);

    page.goForward();
    BoardCheck.drawn(page, "ledger");
    assertThat(page.locator("[name=currency]")).hasValue("EUR");
    String shared = page.url();
    try (Tab other = browser.open()) {
      other.page().navigate(shared);
      BoardCheck.drawn(other.page(), "ledger");
      assertThat(other.page().locator("[name=currency]")).hasValue("EUR");
    }
  }

  @Test
  void shouldKeepSharedFiltersOnTheWayToAnotherBoard() throws Exception {
    page.navigate(base + "/?lang=en#settlement-overview?from=2026-11-01&to=2026-11-30");
    BoardCheck.drawn(page, "settlement-overview");

    page.locator("nav a", new Page.LocatorOptions().setHasText("Reconciliation")).click();
    BoardCheck.drawn(page, "reconciliation");

    assertThat(page.locator("[name=from]")).hasValue("2026-11-01");
  }

  @Test
  void shouldLeadFromEveryLinkedCellToItsBoard() throws Exception {
    int followed = 0;
    for (Board board : Boards.read(Boards.PACKED).all()) {
      for (Panel panel : board.panels()) {
        for (Link link : panel.links()) {
          followed += follow(panel, link);
        }
      }
    }

    assertThat(followed).isPositive();
  }

  /** Zero when the known days have no such cell. */
  private int follow(Panel panel, Link link) throws Exception {
    show(panel.board());
    Locator section = page.locator("section[data-panel='" + panel.name() + "']");
    Locator header = section.locator("th[data-column='" + link.column() + "']");
    if (header.count() == 0) {
      assertThat(section).hasAttribute("data-state", "empty");
      return 0;
    }
    int column = ((Number) header.evaluate("th => th.cellIndex + 1")).intValue();
    Locator cells = section.locator("tbody td:nth-child(" + column + ") a");
    if (cells.count() == 0) {
      return 0;
    }
    String value = cells.first().textContent();
    section.locator("details").evaluate("d => d.open = true");
    cells.first().click();
    BoardCheck.drawn(page, link.board());

    assertThat(page).hasURL(Pattern.compile("#" + link.board() + "\\?.*" + link.parameter() + "="));
    assertThat(page.locator("[name=" + link.parameter() + "]")).hasValue(value);
    return 1;
  }

  @Test
  void shouldIgnoreALanguageThatIsNone() {
    page.navigate(base + "/?lang=constructor#ledger");

    BoardCheck.drawn(page, "ledger");
  }

  @Test
  void shouldSpeakChineseAndRememberIt() throws Exception {
    show("ledger");

    page.locator("#language").click();
    BoardCheck.drawn(page, "ledger");

    assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
    assertThat(page.locator("#filters button[type=submit]")).hasText("应用");
    assertThat(page).hasURL(Pattern.compile("lang=zh"));
    assertThat(page.locator("#language")).isFocused();
    assertThat(page.locator("#status")).containsText("已加载");
    page.navigate(base + "/explore");
    assertThat(page.locator("h1")).hasText("自助 SQL 查询");
  }

  @Test
  void shouldTakeTheBrowsersLanguageFirst() {
    try (Tab chinese = browser.open(new Browser.NewContextOptions().setLocale("zh-CN"))) {
      chinese.page().navigate(base);
      assertThat(chinese.page().locator("html")).hasAttribute("lang", "zh-CN");
      assertThat(chinese.page().locator("#filters button[type=submit]")).hasText("应用");
      assertThat(chinese.errors()).isEmpty();
    }
  }

  @Test
  void shouldChangeColoursAndRememberThem() throws Exception {
    show("ledger");
    String light = background();

    page.locator("#theme").click();

    String dark = background();
    assertThat(dark).isNotEqualTo(light);
    page.reload();
    BoardCheck.drawn(page, "ledger");
    assertThat(background()).isEqualTo(dark);
    page.locator("#theme").click();
    assertThat(background()).isEqualTo(light);
  }

  @Test
  void shouldTakeTheSystemsColoursFirst() throws Exception {
    show("ledger");
    String light = background();

    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));

    assertThat(background()).isNotEqualTo(light);
  }

  @Test
  void shouldShowTimesInTheChosenZoneAndLeaveBusinessDatesAlone() throws Exception {
    show("pipeline");
    Locator quarantine = page.locator("section[data-panel='quarantine-newest'] tbody");
    assertThat(quarantine).containsText("2026-11-21 09:00:00");

    page.locator("#zone").selectOption("Asia/Shanghai");
    BoardCheck.drawn(page, "pipeline");

    assertThat(quarantine).containsText("2026-11-21 17:00:00");
    assertThat(page).hasURL(Pattern.compile("tz=Asia%2FShanghai"));
    page.navigate("about:blank");
    page.navigate(boards.address("ledger").replace("tz=UTC", "tz=Pacific/Pago_Pago"));
    BoardCheck.drawn(page, "ledger");
    assertThat(page.locator("section[data-panel='account-history'] tbody"))
        .containsText(Pattern.compile("2026-11-19 15:00:00.*2026-11-20"));
  }

  @Test
  void shouldBeUsableByKeyboard() throws Exception {
    show("ledger");

    page.keyboard().press("Tab");
    assertThat(page.locator("#skip")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();
    assertThat(page).hasURL(Pattern.compile("#ledger"));

    page.keyboard().press("Tab");
    assertThat(focusedIsVisible()).isTrue();
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      reached.add(
          page.evaluate(
                  "() => document.activeElement.tagName + ' '"
                      + " + (document.activeElement.closest('section')?.dataset.panel ?? '')")
              .toString());
      page.keyboard().press("Tab");
    }
    assertThat(reached)
        .contains(
            "SUMMARY zero-sum",
            "DIV zero-sum",
            "BUTTON zero-sum",
            "SUMMARY top-balances",
            "A top-balances",
            "BUTTON top-balances");
  }

  @Test
  void shouldSortByKeyboardExactly() throws Exception {
    page.navigate(base + "/?lang=en#ledger?as_of=2026-11-30&currency=EUR&account_prefix=");
    BoardCheck.drawn(page, "ledger");
    Locator section = page.locator(BALANCES);
    section.locator("details").evaluate("d => d.open = true");
    Locator header = section.locator("th[data-column='balance']");

    header.locator("button").focus();
    page.keyboard().press("Enter");
    assertThat(header).hasAttribute("aria-sort", "ascending");
    page.keyboard().press("Enter");
    assertThat(header).hasAttribute("aria-sort", "descending");

    assertThat(section.locator("tbody tr").first()).containsText("EUR 90,071,992,547,409.93");
  }

  @Test
  void shouldGiveTheTableAsCsv() throws Exception {
    page.navigate(base + "/?lang=en#ledger?as_of=2026-11-30&currency=EUR&account_prefix=");
    BoardCheck.drawn(page, "ledger");

    Download download = page.waitForDownload(() -> page.locator(BALANCES + " footer a").click());

    assertThat(download.suggestedFilename()).isEqualTo("ledger-top-balances.csv");
    assertThat(Files.readString(download.path())).contains("90071992547409.93");
  }

  @Test
  void shouldSayThatThereIsNothing() {
    page.navigate(base + "/?lang=en#settlement-overview?from=2020-01-01&to=2020-01-02");
    BoardCheck.drawn(page, "settlement-overview");

    Locator section = page.locator("section[data-panel='volume-by-day']");
    assertThat(section).hasAttribute("data-state", "empty");
    assertThat(section).containsText("No rows for these filters.");
  }

  @Test
  void shouldSayWhatWentWrongAndTryAgain() throws Exception {
    errorsExpected = true;
    page.navigate(base + "/?lang=en#ledger?as_of=2026-02-30");
    BoardCheck.drawn(page, "ledger");
    assertThat(page.locator("section[data-panel='trial-balance'] [role=alert]"))
        .containsText("must be a day");

    page.route("**/api/query/**", route -> route.abort());
    page.navigate(base + "/?lang=en#ledger?as_of=2026-11-30");
    BoardCheck.drawn(page, "ledger");
    Locator section = page.locator("section[data-panel='trial-balance']");
    assertThat(section.locator("[role=alert]")).containsText("No answer from the server");
    page.unroute("**/api/query/**");

    section.locator(".state button").click();

    assertThat(section).hasAttribute("data-state", "ready");
  }

  @Test
  void shouldShowTablesWhenTheChartLibraryDoesNotCome() throws Exception {
    errorsExpected = true;
    page.route("**/vendor/**", route -> route.abort());

    show("settlement-overview");

    Locator section = page.locator("section[data-panel='volume-by-day']");
    assertThat(section.locator("[role=alert]")).containsText("chart library");
    assertThat(section.locator(".chart")).isHidden();
    assertThat(section.locator("table")).isVisible();
  }

  @Test
  void shouldDrawWhenTheChartLibraryComesLast() throws Exception {
    List<Route> held = new ArrayList<>();
    page.route("**/vendor/**", held::add);
    page.navigate(
        boards.address("settlement-overview"),
        new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
    Locator section = page.locator("section[data-panel='volume-by-day']");
    assertThat(section).hasAttribute("data-state", "ready");
    // Left before it could be drawn, and come back to.
    page.locator("nav a", new Page.LocatorOptions().setHasText("Ledger")).click();
    assertThat(page.locator(BALANCES)).hasAttribute("data-state", "ready");
    // Without waiting for the page's load, which the library holds up.
    page.evaluate("() => history.back()");
    assertThat(section).hasAttribute("data-state", "ready");
    assertThat(page.locator("main")).hasAttribute("data-state", "loading");

    held.forEach(Route::resume);

    BoardCheck.drawn(page, "settlement-overview");
    assertThat(section.locator(".chart canvas")).hasCount(1);
  }

  @Test
  void shouldNotDrawSeveralFiguresAsOne() {
    page.route(
        "**/api/query/settlement-overview/volume-by-day**",
        route -> {
          ObjectNode answer = (ObjectNode) JSON.readTree(route.fetch().text());
          ArrayNode rows = (ArrayNode) answer.get("rows");
          ArrayNode another = (ArrayNode) rows.get(0).deepCopy();
          another.set(4, rows.get(1).get(4));
          rows.add(another);
          route.fulfill(new Route.FulfillOptions().setBody(answer.toString()));
        });
    page.navigate(base + "/?lang=en#settlement-overview?from=2026-11-01&to=2026-11-30");
    BoardCheck.drawn(page, "settlement-overview");
    Locator section = page.locator("section[data-panel='volume-by-day']");

    assertThat(section.locator(".state")).containsText("Not drawn");
    assertThat(section.locator(".chart")).isHidden();
    assertThat(section.locator("table")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/#ledger", "/#reconciliation", "/explore"})
  void shouldFitATelephone(String path) {
    page.setViewportSize(390, 800);
    page.navigate(base + path);
    page.waitForSelector("main[data-state='drawn'], #sql");

    assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(390);
  }

  @Test
  void shouldRunAnAnalystsSql() throws Exception {
    page.navigate(base + "/explore?lang=en");
    page.locator("#sql")
        .fill("SELECT toInt128('-170141183460469231731687303715884105727') AS wide, '=1' AS text");

    page.locator("#sql").press("Control+Enter");

    assertThat(page.locator("#outcome")).hasAttribute("data-state", "ready");
    assertThat(page.locator("#result tbody td").first())
        .hasText("-170141183460469231731687303715884105727");
    Download download = page.waitForDownload(() -> page.locator("#csv").click());
    assertThat(Files.readString(download.path()))
        .isEqualTo("wide,text\r\n-170141183460469231731687303715884105727,'=1\r\n");
    page.reload();
    page.locator(".history button").first().click();
    assertThat(page.locator("#sql")).hasValue(Pattern.compile("toInt128"));
    page.locator("aside summary", new Page.LocatorOptions().setHasText("ledger_entry"))
        .first()
        .click();
    page.locator("#sql").fill("SELECT count() AS n FROM ");
    page.locator("aside details[open] > button.name").click();
    page.locator("#run").click();
    assertThat(page.locator("#result tbody td").first())
        .hasText(engine.query("SELECT count() FROM settlement.ledger_entry"));
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("explore.png")).setFullPage(true));
    assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrongWithAnAnalystsSql() {
    errorsExpected = true;
    page.navigate(base + "/explore?lang=en");

    page.locator("#sql").fill("DROP TABLE ledger_entry");
    page.locator("#run").click();
    assertThat(page.locator("#outcome [role=alert]")).containsText("Not allowed: only SELECT");

    page.locator("#sql").fill("SELECT nothing FROM ledger_entry");
    page.locator("#run").click();
    assertThat(page.locator("#outcome [role=alert]")).containsText("nothing");
  }

  @Test
  void shouldCancelAnAnalystsSql() {
    errorsExpected = true;
    page.navigate(base + "/explore?lang=en");
    page.locator("#sql").fill("SELECT count() FROM system.numbers");
    page.locator("#run").click();
    assertThat(page.locator("#outcome")).hasAttribute("data-state", "running");

    // The first press may come before the server has begun.
    for (int i = 0; i < 50 && page.locator("#cancel").isEnabled(); i++) {
      page.locator("#cancel").evaluate("button => button.click()");
      page.waitForTimeout(100);
    }

    assertThat(page.locator("#outcome [role=alert]")).hasText("Cancelled.");
  }

  @Test
  void shouldMakeThePicturesOfTheDocs() throws Exception {
    String folder = System.getProperty("settle.docs.screenshots", "target/screenshots/docs");
    page.navigate(base + "/explore?lang=en");
    page.locator("#sql").press("Control+Enter");
    assertThat(page.locator("#outcome")).hasAttribute("data-state", "ready");
    BoardCheck.picture(page, Path.of(folder, "explore.png"));
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    page.navigate(boards.address("settlement-overview").replace("lang=en", "lang=zh"));
    BoardCheck.drawn(page, "settlement-overview");
    BoardCheck.picture(page, Path.of(folder, "dark-zh.png"));
  }

  private void show(String board) throws Exception {
    // Twice the same address is no navigation for a browser.
    page.navigate("about:blank");
    page.navigate(boards.address(board));
    BoardCheck.drawn(page, board);
  }

  private String background() {
    return page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
        .toString();
  }

  private boolean focusedIsVisible() {
    return (boolean)
        page.evaluate(
            "() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                + " && document.activeElement !== document.body");
  }
}
