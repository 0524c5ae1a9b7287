package dev.settle.stack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.settle.stack.clickhouse.ClickHouseQuery;
import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.flink.FlinkRest;
import dev.settle.stack.flink.Jobs;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.Launch;
import dev.settle.stack.process.ProcessIdentity;
import dev.settle.stack.process.Signals;
import dev.settle.stack.process.Supervisor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The servers themselves: each is killed and comes back with its data, and nothing is left behind.
 */
class LocalStackIT {

  private static final Duration RECOVERY_MAX = Duration.ofMinutes(2);
  private static final Set<Component> SERVERS = EnumSet.copyOf(Component.servers());

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  // A blank in the path, as users have them.
  private final TestStack servers =
      new TestStack("data dir ", 500, new PrintStream(told, true, StandardCharsets.UTF_8));

  private final StackConfig config = servers.config();
  private final Stack stack = servers.stack();

  LocalStackIT() throws IOException {}

  @AfterEach
  void stopEverything() throws IOException, InterruptedException {
    servers.close();
  }

  @Test
  void shouldBringBackEveryKilledServerWithItsData() throws Exception {
    stack.up(SERVERS);
    writeData();
    FlinkRest rest = new FlinkRest(config.localFlinkUrl());
    Jobs jobs = new Jobs(rest);
    String job = jobs.submit(jobJar(), TickingJob.class.getName(), List.of(), null);
    long checkpointBefore = jobs.awaitRunning(job, RECOVERY_MAX).id();

    for (Component component : Component.servers()) {
      servers.kill(component);
      stack.up(SERVERS);
    }
    assertDataIsThere();
    jobs.awaitRunning(job, RECOVERY_MAX);
    assertThat(
            rest.get("/jobs/" + job + "/checkpoints")
                .path("latest")
                .path("restored")
                .path("id")
                .asLong())
        .isGreaterThanOrEqualTo(checkpointBefore);

    assertStatusIsJson();
    assertPortInUseIsExplained();
    assertSupervisorIsReplacedWithoutTouchingTheServers();

    List<ProcessIdentity> processes = servers.processes();
    assertThat(processes).hasSize(1 + SERVERS.size());
    stack.down();
    assertThat(processes).noneMatch(ProcessIdentity::isAlive);
    assertThat(StackStatus.observe(config).healthy()).isFalse();
    assertThat(stack.down()).isZero();
  }

  private void writeData() throws Exception {
    try (Connection connection = postgres();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (id bigint PRIMARY KEY)");
      statement.execute("INSERT INTO kept VALUES (42)");
    }
    try (Admin admin = kafka()) {
      admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1))).all().get();
    }
    query("CREATE DATABASE kept");
    query("CREATE TABLE kept.kept (id Int64) ENGINE = MergeTree ORDER BY id");
    query("INSERT INTO kept.kept VALUES (42)");
  }

  private void assertDataIsThere() throws Exception {
    try (Connection connection = postgres();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT id FROM kept")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getLong(1)).isEqualTo(42);
    }
    try (Admin admin = kafka()) {
      assertThat(admin.describeTopics(List.of("kept")).allTopicNames().get().values())
          .singleElement()
          .satisfies(topic -> assertThat(topic.partitions()).hasSize(3));
    }
    assertThat(query("SELECT id FROM kept.kept")).isEqualTo("42\n");
  }

  private void assertStatusIsJson() throws Exception {
    String output =
        Commands.run(
            "settle status --json", new Launch(settle("status", "--json"), Map.of(), Path.of(".")));
    JsonNode array = new ObjectMapper().readTree(output);
    for (Component component : Component.servers()) {
      JsonNode node = find(array, "component", component.label());
      assertThat(node.path("state").asText()).isEqualTo(StackStatus.RUNNING);
      assertThat(node.path("pid").asLong()).isEqualTo(servers.processOf(component.label()).pid());
    }
    JsonNode job = find(array, "name", TickingJob.NAME);
    assertThat(job.path("state").asText()).isEqualTo("RUNNING");
    assertThat(job.path("last_checkpoint").path("id").asLong()).isPositive();
  }

  private void assertPortInUseIsExplained() {
    List<String> others = new ArrayList<>(servers.flags());
    others.set(1, others.get(1) + " other");
    assertThatThrownBy(
            () ->
                new Stack(TestStack.resolve(others), new Progress(System.out))
                    .up(EnumSet.of(Component.POSTGRES)))
        .isInstanceOf(PortInUseException.class)
        .hasMessageContaining("port " + config.ports().postgres())
        .hasMessageContaining("pid " + servers.processOf(Component.POSTGRES.label()).pid())
        .hasMessageContaining("--postgres-port");
  }

  private void assertSupervisorIsReplacedWithoutTouchingTheServers() throws Exception {
    ProcessIdentity postgres = servers.processOf(Component.POSTGRES.label());
    ProcessIdentity supervisor = servers.processOf(Supervisor.NAME);
    Signals.send(supervisor, "KILL");
    assertThat(Signals.awaitEnd(supervisor, RECOVERY_MAX)).isTrue();
    stack.up(SERVERS);
    assertThat(servers.processOf(Supervisor.NAME)).isNotEqualTo(supervisor);
    assertThat(servers.processOf(Component.POSTGRES.label())).isEqualTo(postgres);
  }

  private static JsonNode find(JsonNode array, String field, String value) {
    for (JsonNode node : array) {
      if (node.path(field).asText().equals(value)) {
        return node;
      }
    }
    throw new AssertionError("no " + field + " " + value + " in " + array);
  }

  private List<String> settle(String... arguments) {
    List<String> command =
        Commands.java("-cp", System.getProperty("java.class.path"), "dev.settle.stack.cli.Settle");
    command.addAll(List.of(arguments));
    command.addAll(servers.flags());
    return command;
  }

  private Connection postgres() throws SQLException {
    return DriverManager.getConnection(
        config.localPostgresUrl("postgres"), config.postgresUser(), config.postgresPassword());
  }

  private Admin kafka() {
    return Admin.create(Map.of("bootstrap.servers", config.bootstrapServers()));
  }

  private String query(String sql) throws IOException, InterruptedException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    new ClickHouseQuery(
            config.clickhouseUrl(), config.clickhouseUser(), config.clickhousePassword())
        .run(sql, "TSV", result);
    return result.toString(StandardCharsets.UTF_8);
  }

  private static Path jobJar() throws IOException {
    Path jar = Path.of("target/it/ticking.jar").toAbsolutePath();
    String folder = TickingJob.class.getPackageName().replace('.', '/');
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> classes = Files.list(Path.of("target/test-classes", folder))) {
      for (Path type :
          classes.filter(path -> path.getFileName().toString().startsWith("TickingJob")).toList()) {
        out.putNextEntry(new JarEntry(folder + "/" + type.getFileName()));
        Files.copy(type, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
