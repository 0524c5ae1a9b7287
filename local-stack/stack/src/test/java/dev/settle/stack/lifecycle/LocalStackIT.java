package dev.settle.stack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.settle.stack.clickhouse.ClickHouseQuery;
import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.flink.FlinkRest;
import dev.settle.stack.flink.Jobs;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.ProcessIdentity;
import dev.settle.stack.process.RunDirectory;
import dev.settle.stack.process.Signals;
import dev.settle.stack.process.Supervisor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The servers themselves: each is killed and comes back with its data, and nothing is left behind.
 */
class LocalStackIT {

  private static final Duration RECOVERY_MAX = Duration.ofMinutes(2);
  private static final Set<Component> SERVERS = EnumSet.copyOf(Component.servers());

  @Command
  private static final class Holder {
    @Mixin private final StackOptions options = new StackOptions();
  }

  private final List<String> flags = new ArrayList<>();
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final StackConfig config;
  private final Stack stack;
  private final RunDirectory run;

  LocalStackIT() throws IOException {
    // A blank in the path, as users have them.
    Path data =
        Files.createDirectories(Path.of("target/it"))
            .resolve("data dir " + ProcessHandle.current().pid());
    flags.addAll(
        List.of(
            "--data-dir", data.toAbsolutePath().toString(), "--flink-checkpoint-interval", "500"));
    for (String flag :
        List.of(
            "--postgres-port",
            "--kafka-port",
            "--kafka-controller-port",
            "--clickhouse-port",
            "--flink-port",
            "--flink-rpc-port",
            "--flink-blob-port",
            "--zookeeper-port",
            "--cdc-health-port",
            "--dashboards-port")) {
      flags.addAll(List.of(flag, Integer.toString(freePort())));
    }
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(flags.toArray(String[]::new));
    config = holder.options.resolve();
    stack = new Stack(config, new Progress(new PrintStream(told, true, StandardCharsets.UTF_8)));
    run = new RunDirectory(config.runDir());
  }

  @AfterEach
  void stopEverything() throws IOException, InterruptedException {
    stack.down();
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
      ProcessIdentity killed = processOf(component.label());
      Signals.send(killed, "KILL");
      awaitOther(component.label(), killed);
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

    List<ProcessIdentity> processes = new ArrayList<>(List.of(processOf(Supervisor.NAME)));
    for (Component component : Component.servers()) {
      processes.add(processOf(component.label()));
    }
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
            "settle status --json",
            new dev.settle.stack.process.Launch(
                settle("status", "--json"), Map.of(), Path.of(".")));
    JsonNode array = new ObjectMapper().readTree(output);
    for (Component component : Component.servers()) {
      JsonNode node = find(array, "component", component.label());
      assertThat(node.path("state").asText()).isEqualTo(StackStatus.RUNNING);
      assertThat(node.path("pid").asLong()).isEqualTo(processOf(component.label()).pid());
    }
    JsonNode job = find(array, "name", TickingJob.NAME);
    assertThat(job.path("state").asText()).isEqualTo("RUNNING");
    assertThat(job.path("last_checkpoint").path("id").asLong()).isPositive();
  }

  private void assertPortInUseIsExplained() {
    Holder holder = new Holder();
    List<String> others = new ArrayList<>(flags);
    others.set(1, flags.get(1) + " other");
    new CommandLine(holder).parseArgs(others.toArray(String[]::new));
    assertThatThrownBy(
            () ->
                new Stack(holder.options.resolve(), new Progress(System.out))
                    .up(EnumSet.of(Component.POSTGRES)))
        .isInstanceOf(PortInUseException.class)
        .hasMessageContaining("port " + config.ports().postgres())
        .hasMessageContaining("pid " + processOf(Component.POSTGRES.label()).pid())
        .hasMessageContaining("--postgres-port");
  }

  private void assertSupervisorIsReplacedWithoutTouchingTheServers() throws Exception {
    ProcessIdentity postgres = processOf(Component.POSTGRES.label());
    ProcessIdentity supervisor = processOf(Supervisor.NAME);
    Signals.send(supervisor, "KILL");
    assertThat(Signals.awaitEnd(supervisor, RECOVERY_MAX)).isTrue();
    stack.up(SERVERS);
    assertThat(processOf(Supervisor.NAME)).isNotEqualTo(supervisor);
    assertThat(processOf(Component.POSTGRES.label())).isEqualTo(postgres);
  }

  /** Waits until the supervisor has put another process in the place of the killed one. */
  private void awaitOther(String component, ProcessIdentity killed)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + RECOVERY_MAX.toNanos();
    while (run.read(component)
        .filter(record -> record.isAlive() && !killed.equals(record.process()))
        .isEmpty()) {
      assertThat(System.nanoTime()).as("%s was not started again", component).isLessThan(deadline);
      Thread.sleep(100);
    }
  }

  private ProcessIdentity processOf(String component) {
    try {
      return run.read(component).map(ComponentRecord::process).orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
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
    command.addAll(flags);
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
