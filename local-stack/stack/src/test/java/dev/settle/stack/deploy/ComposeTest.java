package dev.settle.stack.deploy;

import static dev.settle.stack.deploy.DeployFiles.DEPLOY;
import static dev.settle.stack.deploy.DeployFiles.list;
import static dev.settle.stack.deploy.DeployFiles.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** {@code deploy/compose.yaml}, as far as it can be held against the rest without an engine. */
class ComposeTest {
  private static final Path FILE = DEPLOY.resolve("compose.yaml");
  private static final Path EXAMPLE = DEPLOY.resolve("compose.env.example");
  private static final Map<String, Object> COMPOSE = DeployFiles.yaml(FILE).get(0);
  private static final Map<String, Object> SERVICES = map(COMPOSE.get("services"));

  @Test
  void shouldBeValidToDockerCompose(@TempDir Path folder) throws Exception {
    assumeThat(isThere("docker-compose")).as("docker-compose is installed").isTrue();
    Path env = folder.resolve("env");
    Files.writeString(
        env, DeployFiles.text(EXAMPLE).replaceAll("(?m)PASSWORD=$", "PASSWORD=twelve-letters"));

    Ran filled = compose("--env-file", env.toString());
    assertThat(filled.exit()).as(filled.output()).isZero();
    // Without passwords nothing starts.
    assertThat(compose("--env-file", EXAMPLE.toString()).exit()).isNotZero();
  }

  @Test
  void shouldPinEveryImage() {
    assertThat(SERVICES.values())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            service ->
                assertThat((String) map(service).get("image"))
                    .matches("[a-z/-]+:(?:[v0-9][\\w.-]*\\d[\\w.-]*|\\$\\{SETTLE_VERSION:\\?})"));
  }

  @Test
  void shouldPinEveryPluginOfGrafana() {
    Map<String, Object> environment = map(map(SERVICES.get("grafana")).get("environment"));

    // As Grafana reads it: names with versions behind @, by comma.
    assertThat((String) environment.get("GF_PLUGINS_PREINSTALL"))
        .matches("[a-z-]+@\\d+\\.\\d+\\.\\d+(,[a-z-]+@\\d+\\.\\d+\\.\\d+)*");
  }

  @Test
  void shouldMountOnlyWhatIsThere() {
    Set<String> volumes = map(COMPOSE.get("volumes")).keySet();
    List<String> used = new ArrayList<>();
    SERVICES.forEach(
        (name, service) ->
            list(map(service).get("volumes"))
                .forEach(
                    mount -> {
                      String source = String.valueOf(mount).split(":", -1)[0];
                      used.add(source);
                      if (source.startsWith(".")) {
                        assertThat(DEPLOY.resolve(source)).as(name).exists();
                      } else {
                        assertThat(volumes).as(name).contains(source);
                      }
                    }));
    assertThat(used).containsAll(volumes);
  }

  @Test
  void shouldWaitOnlyForWhatCanBeWaitedFor() {
    SERVICES.forEach(
        (name, service) ->
            map(map(service).get("depends_on"))
                .forEach(
                    (other, how) -> {
                      assertThat(SERVICES).as(name).containsKey(other);
                      Map<String, Object> target = map(SERVICES.get(other));
                      switch (String.valueOf(map(how).get("condition"))) {
                        case "service_healthy" ->
                            assertThat(target).as(other).containsKey("healthcheck");
                        case "service_completed_successfully" ->
                            assertThat(target).as(other).containsEntry("restart", "no");
                        default -> assertThat(target).as(other).containsKey("image");
                      }
                    }));
  }

  @Test
  void shouldTellProgramsOnlyWhatTheyUnderstand() {
    Set<String> understood = DeployFiles.understood();
    assertThat(DeployFiles.found(DeployFiles.text(FILE), "(?m)^ +(SETTLE_[A-Z_]+):"))
        .isNotEmpty()
        .isSubsetOf(understood);
    SERVICES.forEach(
        (name, service) -> {
          if (String.valueOf(map(service).get("image")).startsWith("settle:")) {
            assertThat(DeployFiles.commands())
                .as(name)
                .contains(String.valueOf(list(map(service).get("command")).get(0)));
          }
        });
  }

  @Test
  void shouldAskForEveryVariableThatTheExampleHasAndNoOther() {
    Set<String> asked = DeployFiles.found(DeployFiles.text(FILE), "[^$]\\$\\{(\\w+):\\?}");
    Set<String> named = DeployFiles.found(DeployFiles.text(EXAMPLE), "(?m)^(\\w+)=");
    named.remove("COMPOSE_PROJECT_NAME");

    assertThat(asked).isEqualTo(named);
    assertThat(DeployFiles.found(DeployFiles.text(EXAMPLE), "(?m)PASSWORD=(.+)$")).isEmpty();
  }

  @Test
  void shouldOpenPortsOnLoopbackOnly() {
    SERVICES.forEach(
        (name, service) ->
            assertThat(list(map(service).get("ports")))
                .as(name)
                .allSatisfy(port -> assertThat((String) port).startsWith("127.0.0.1:")));
  }

  @Test
  void shouldScrapeServicesThatAreThere() {
    Map<String, Object> prometheus =
        DeployFiles.yaml(DEPLOY.resolve("prometheus/prometheus.yaml")).get(0);
    for (Object job : list(prometheus.get("scrape_configs"))) {
      for (Object config : list(map(job).get("static_configs"))) {
        assertThat(list(map(config).get("targets")))
            .allSatisfy(
                target ->
                    assertThat(SERVICES).containsKey(String.valueOf(target).split(":", -1)[0]));
      }
    }
  }

  @Test
  void shouldGiveClickHouseWellFormedUsers() throws Exception {
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(DEPLOY.resolve("clickhouse/settle-users.xml").toFile())
                .getElementsByTagName("readonly")
                .item(0)
                .getTextContent())
        .isEqualTo("2");
  }

  @Test
  void shouldNotLetAReaderOfClickHouseSwitchItsLimitsOff() throws Exception {
    Element constraints =
        (Element)
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(DEPLOY.resolve("clickhouse/settle-users.xml").toFile())
                .getElementsByTagName("constraints")
                .item(0);

    // 0 means without a limit, and is below every maximum.
    assertThat(constraints.getElementsByTagName("max").getLength()).isEqualTo(3);
    assertThat(constraints.getElementsByTagName("min").getLength()).isEqualTo(3);
  }

  private record Ran(int exit, String output) {}

  private static Ran compose(String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("docker-compose", "-f", FILE.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("config", "-q"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }

  private static boolean isThere(String program) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
