package dev.settle.dashboards;

import dev.settle.dashboards.board.BoardOptions;
import dev.settle.dashboards.board.PanelFileException;
import dev.settle.dashboards.grafana.ExportCommand;
import dev.settle.dashboards.query.ClickHouseAddress;
import dev.settle.dashboards.web.AccessConfig;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.NestedExceptionUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Serves the boards until it is stopped. Exit codes: 0 stopped, 1 a board's file is wrong or the
 * port is taken, 2 usage.
 */
@Command(
    name = "settle dashboards",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Serves the boards as a page, reading ClickHouse; stop it with Ctrl-C.",
    subcommands = ExportCommand.class)
public final class DashboardServer implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);
  private static final int EXIT_FAILED = 1;

  @Mixin private final AccessOptions accessOptions = new AccessOptions();

  @Option(
      names = "--port",
      defaultValue = "${env:SETTLE_DASHBOARDS_PORT:-18080}",
      description = "Port to listen on, 0: any free one. Env SETTLE_DASHBOARDS_PORT.")
  private int port;

  @Option(
      names = "--clickhouse-url",
      paramLabel = "URL",
      defaultValue = "${env:SETTLE_CLICKHOUSE_URL:-http://127.0.0.1:18123}",
      description = "ClickHouse's HTTP interface. Env SETTLE_CLICKHOUSE_URL.")
  private String clickHouseUrl = "";

  @Option(
      names = "--clickhouse-user",
      paramLabel = "NAME",
      defaultValue = "${env:SETTLE_CLICKHOUSE_READONLY_USER:-readonly}",
      description = "A login that may only read. Env SETTLE_CLICKHOUSE_READONLY_USER.")
  private String clickHouseUser = "";

  @Option(
      names = "--clickhouse-password",
      paramLabel = "SECRET",
      defaultValue = "${env:SETTLE_CLICKHOUSE_READONLY_PASSWORD:-}",
      showDefaultValue = Visibility.NEVER,
      description = "Its password, default none. Env SETTLE_CLICKHOUSE_READONLY_PASSWORD.")
  private String clickHousePassword = "";

  @Mixin private BoardOptions boards = new BoardOptions();

  /** Starts the server from the command line. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new DashboardServer()).execute(args));
  }

  /** Serves until the process is told to stop. */
  @Override
  public Integer call() throws InterruptedException {
    AccessConfig access;
    try {
      access = accessOptions.read();
    } catch (IllegalArgumentException e) {
      LOG.error("{}", e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    DashboardConfig config =
        new DashboardConfig(
            port,
            new ClickHouseAddress(clickHouseUrl, clickHouseUser, clickHousePassword),
            boards.zone(),
            boards.root(),
            access);
    try (ConfigurableApplicationContext context = DashboardApplication.start(config)) {
      LOG.info(
          "boards at http://{}:{}/ for {}, reading ClickHouse as {}",
          access.host(),
          DashboardApplication.port(context),
          access,
          config.clickHouse());
      CountDownLatch closed = new CountDownLatch(1);
      context.addApplicationListener(
          (ApplicationListener<ContextClosedEvent>) event -> closed.countDown());
      closed.await();
      return 0;
    } catch (PanelFileException e) {
      LOG.error("{}", e.getMessage());
      return EXIT_FAILED;
    } catch (ApplicationContextException e) {
      // The only thing that starts with the context is the listener.
      LOG.error(
          "cannot listen on {}:{}: {}; choose another with --port or --bind",
          access.host(),
          port,
          NestedExceptionUtils.getMostSpecificCause(e).getMessage());
      return EXIT_FAILED;
    }
  }
}
