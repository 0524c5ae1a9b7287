package dev.settle.stack.flink;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.AtomicFiles;
import dev.settle.stack.process.Commands;
import dev.settle.stack.process.Launch;
import dev.settle.stack.process.Libraries;
import dev.settle.stack.process.ServerFailedException;
import dev.settle.stack.process.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the Flink processes share: their directory, configuration, class path and JVM options. */
final class FlinkHome {

  private static final String RESULT_PREFIX = "BASH_JAVA_UTILS_EXEC_RESULT:";

  /** What Flink 2.2's own start scripts open on Java 17. */
  private static final List<String> MODULE_OPTIONS =
      List.of(
          "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
          "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
          "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

  private final StackConfig config;
  private final Path directory;

  FlinkHome(StackConfig config) {
    this.config = config;
    this.directory = config.data("flink");
  }

  Path directory() {
    return directory;
  }

  /** Writes the configuration of JobManager and TaskManager. */
  void writeConfiguration() throws IOException {
    for (String folder : List.of("upload", "ha", "checkpoints", "savepoints", "tmp")) {
      Files.createDirectories(directory.resolve(folder));
    }
    AtomicFiles.write(
        directory.resolve("config.yaml"),
        Template.render(
            FlinkHome.class,
            "config.yaml",
            Map.of(
                "home", directory.toString().replace("'", "''"),
                "rpc.port", Integer.toString(config.ports().flinkRpc()),
                "blob.port", Integer.toString(config.ports().flinkBlob()),
                "rest.port", Integer.toString(config.ports().flink()),
                "zookeeper.port", Integer.toString(config.ports().zookeeper()),
                "slots", Integer.toString(config.flinkTaskSlots()),
                "taskmanager.memory.mb", Integer.toString(config.flinkTaskManagerMemoryMb()),
                "checkpoint.interval.ms", Integer.toString(config.flinkCheckpointIntervalMs()))));
    writeLogging();
  }

  /** Writes the logging configuration alone. */
  void writeLogging() throws IOException {
    AtomicFiles.write(
        directory.resolve("log4j2.properties"),
        Template.render(FlinkHome.class, "log4j2.properties", Map.of()));
  }

  /**
   * The command of a Flink process.
   *
   * @param parametersOf which memory parameters to ask Flink for: GET_JM_RESOURCE_PARAMS or
   *     GET_TM_RESOURCE_PARAMS
   * @param metricsPort where the process shows its metrics
   */
  Launch process(String name, String parametersOf, int metricsPort, String main)
      throws IOException, InterruptedException {
    MemoryParameters memory = memoryParameters(parametersOf);
    List<String> options = new ArrayList<>(memory.jvm());
    options.addAll(MODULE_OPTIONS);
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.addAll(FlinkJvm.OPTIONS);
    List<String> arguments = new ArrayList<>(List.of("-c", directory.toString()));
    arguments.addAll(memory.dynamic());
    // Both processes read one configuration, but each needs a port of its own.
    arguments.addAll(List.of("-D", "metrics.reporter.prometheus.port=" + metricsPort));
    return java(name, options, main, arguments);
  }

  /** A java command on the cluster's class path, whose log Flink's page can show. */
  Launch java(String name, List<String> options, String main, List<String> arguments)
      throws IOException {
    List<String> command = Commands.java(options.toArray(String[]::new));
    command.addAll(
        List.of(
            "-Dlog4j2.configurationFile=log4j2.properties",
            "-Dlog.file=" + config.log(name),
            "-cp",
            classPath(name),
            main));
    command.addAll(arguments);
    // Set explicitly, so that no other Flink of this user lends its configuration, libraries or
    // plugins.
    Map<String, String> environment = new HashMap<>(FlinkJvm.ENVIRONMENT);
    environment.put("FLINK_CONF_DIR", directory.toString());
    environment.put("FLINK_PLUGINS_DIR", directory.resolve("plugins").toString());
    return new Launch(command, environment, directory);
  }

  /** Flink's own libraries, and a copy of our one addition to them. */
  private String classPath(String name) throws IOException {
    String module = "local-stack/flink";
    Path addition = Libraries.jar(config.home(), module, "flink-cluster", "");
    return Libraries.pinned(addition.toString(), config.appDir(name))
        + ":"
        + Libraries.classPath(config.home(), module + "/target/lib");
  }

  private MemoryParameters memoryParameters(String parametersOf)
      throws IOException, InterruptedException {
    String output =
        Commands.run(
            "working out Flink's memory",
            java(
                "flink-parameters",
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                "org.apache.flink.runtime.util.bash.BashJavaUtils",
                List.of(parametersOf, "-c", directory.toString())));
    List<String> results =
        output
            .lines()
            .filter(line -> line.startsWith(RESULT_PREFIX))
            .map(line -> line.substring(RESULT_PREFIX.length()).strip())
            .toList();
    if (results.size() != 2) {
      throw new ServerFailedException(
          "Flink did not answer " + parametersOf + " with two lines:\n" + output);
    }
    return new MemoryParameters(
        List.of(results.get(0).split("\\s+", -1)), List.of(results.get(1).split("\\s+", -1)));
  }

  private record MemoryParameters(List<String> jvm, List<String> dynamic) {}
}
