package dev.settle.dashboards;

import dev.settle.dashboards.board.Boards;
import dev.settle.dashboards.explore.Explorer;
import dev.settle.dashboards.query.ClickHouseReader;
import dev.settle.dashboards.query.PanelRunner;
import dev.settle.dashboards.query.QueryLimits;
import dev.settle.dashboards.web.AccessConfig;
import dev.settle.dashboards.web.WebConfiguration;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** The parts of the server and how they hang together. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WebConfiguration.class)
public class DashboardApplication {
  /**
   * Starts the server; it runs until the context is closed.
   *
   * @throws dev.settle.dashboards.board.PanelFileException when a board's file is wrong
   * @throws org.springframework.context.ApplicationContextException when it cannot listen
   */
  public static ConfigurableApplicationContext start(DashboardConfig config) {
    // Read here and not as a bean, so that a fault reaches the caller as it is.
    Boards boards = Boards.read(config.boards());
    return new SpringApplicationBuilder(DashboardApplication.class)
        .initializers(
            context -> {
              GenericApplicationContext beans = (GenericApplicationContext) context;
              beans.registerBean(DashboardConfig.class, () -> config);
              beans.registerBean(Boards.class, () -> boards);
              beans.registerBean(AccessConfig.class, config::access);
            })
        .properties(Map.of("server.address", config.access().host(), "server.port", config.port()))
        .run();
  }

  /** The port that it listens on. */
  public static int port(ConfigurableApplicationContext context) {
    WebServer server = ((WebServerApplicationContext) context).getWebServer();
    return Objects.requireNonNull(server, "the context is started").getPort();
  }

  @Bean(destroyMethod = "close")
  ClickHouseReader clickHouseReader(DashboardConfig config) {
    return new ClickHouseReader(config.clickHouse(), QueryLimits.STANDARD);
  }

  @Bean
  Explorer explorer(DashboardConfig config, ClickHouseReader reader) {
    return new Explorer(config.clickHouse(), reader, QueryLimits.EXPLORE);
  }

  @Bean
  Clock clock(DashboardConfig config) {
    return Clock.system(config.zone());
  }

  @Bean
  PanelRunner panelRunner(ClickHouseReader reader, Clock clock) {
    return new PanelRunner(reader, clock);
  }
}
