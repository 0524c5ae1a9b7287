package dev.settle.dashboards;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machine's own Chromium, and pages in it that keep what they asked for and what went wrong.
 * The library's own browser is not downloaded.
 */
final class BrowserSession implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  /** A page in a context of its own: nothing is remembered from another. */
  record Tab(Page page, List<String> requests, List<String> errors) implements AutoCloseable {
    /** Requests to anywhere but the server. */
    List<String> foreignRequests(String base) {
      String own = URI.create(base).getAuthority();
      return requests.stream()
          .filter(
              url ->
                  !url.startsWith("data:")
                      && !url.equals("about:blank")
                      && !url.startsWith("blob:" + base))
          .filter(url -> !own.equals(URI.create(url.replaceAll("[?#].*", "")).getAuthority()))
          .toList();
    }

    @Override
    public void close() {
      page.context().close();
    }
  }

  private final Playwright playwright;
  private final Browser browser;

  private BrowserSession(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static BrowserSession start() {
    Path chromium = chromium();
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      return new BrowserSession(
          playwright,
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(chromium)
                      .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage"))));
    } catch (RuntimeException e) {
      playwright.close();
      throw e;
    }
  }

  private static Path chromium() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "the page is tested in a real browser and there is none: install Debian's"
                        + " package chromium (apt-get install chromium); looked for "
                        + NAMES
                        + " in PATH"));
  }

  /** A new page 1280 wide, for a person whose browser is English and whose zone is UTC. */
  Tab open() {
    return open(new Browser.NewContextOptions());
  }

  Tab open(Browser.NewContextOptions options) {
    BrowserContext context =
        browser.newContext(
            options.setViewportSize(1280, 900).setTimezoneId("UTC").setAcceptDownloads(true));
    context.setDefaultTimeout(15_000);
    Page page = context.newPage();
    List<String> requests = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    page.onRequest(request -> requests.add(request.url()));
    page.onPageError(errors::add);
    page.onConsoleMessage(
        message -> {
          if (Stream.of("error", "warning").anyMatch(message.type()::equals)) {
            errors.add(message.type() + ": " + message.text() + " at " + message.location());
          }
        });
    return new Tab(page, requests, errors);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
