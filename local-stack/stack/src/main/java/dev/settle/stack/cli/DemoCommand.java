package dev.settle.stack.cli;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.config.StackState;
import dev.settle.stack.demo.Demo;
import dev.settle.stack.demo.DemoPlan;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.lifecycle.Stack;
import dev.settle.stack.service.ModuleService;
import dev.settle.stack.traffic.TrafficException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One day of payments, end to end, proved. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the stack, writes a day of payments through PostgreSQL, makes the statements of every channel and of the bank",
      "with known faults, runs the night, and proves the result. Exit code 0 only if every proof holds, exactly the faults were",
      "found, and the fraud job raised exactly the alerts of the fraud that was put in.",
      "Works in a fresh directory, .settle/demo, and leaves nothing running. With --data-dir it works on that directory's",
      "stack and data as they are; a stack that is up already is used and stays up."
    })
final class DemoCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);
  private static final int CLEAN_UP_MAX_S = 240;
  private static final int PATIENCE_S = 60;

  @Mixin private final StackOptions options = new StackOptions();
  @Mixin private final DayOptions day = new DayOptions();

  @Option(
      names = "--faults",
      paramLabel = "N",
      defaultValue = "12",
      description =
          "Faults in each channel's statement of a day, where it has so many lines; default ${DEFAULT-VALUE}.")
  private int faults = 12;

  @Option(
      names = "--frauds",
      paramLabel = "N",
      defaultValue = "12",
      description =
          "Patterns of fraud among the payments, each of which a rule must find once; default ${DEFAULT-VALUE}.")
  private int frauds = 12;

  @Option(names = "--keep", description = "Leave the stack running, to look around.")
  private boolean keep;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    day.validate(60);
    TrafficOptions.requireBetween("--faults", faults, 0, 10_000);
    TrafficOptions.requireBetween("--frauds", frauds, 0, 1_000);
    StackConfig given = options.resolve();
    Path standard = given.home().resolve(".settle");
    boolean ownDirectory = !isDataDirGiven();
    if (ownDirectory && isUp(given)) {
      throw TrafficException.usage(
          "a stack is up already, with its data in %s: run the demo on it with --data-dir %s, or stop it with 'settle down'"
              .formatted(given.dataDir(), given.dataDir()));
    }
    StackConfig config = ownDirectory ? given.withDataDir(standard.resolve("demo")) : given;
    Progress progress = new Progress(System.out);
    Stack stack = new Stack(config, progress);
    boolean wasUp = isUp(config);
    if (ownDirectory) {
      stack.down();
      deleteAll(config.dataDir());
      wasUp = false;
    }
    boolean leaveRunning = keep || wasUp;
    CountDownLatch cleanedUp = new CountDownLatch(1);
    Thread hook = onInterrupt(Thread.currentThread(), cleanedUp);
    boolean succeeded = false;
    try {
      Demo demo =
          new Demo(
              config,
              () -> UpCommand.startAll(config, stack, progress),
              TrafficOptions.paymentDatabase(config, PATIENCE_S),
              System.out);
      succeeded = demo.run(plan());
    } finally {
      try {
        if (leaveRunning) {
          tellWhere(config, progress);
        } else {
          stack.down();
          progress.line("nothing is left running; data and logs are in " + config.dataDir());
        }
      } finally {
        cleanedUp.countDown();
        removeHook(hook);
      }
    }
    return succeeded ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private DemoPlan plan() {
    return new DemoPlan(day.seed(), day.dates().stream().map(day::spec).toList(), faults, frauds);
  }

  private boolean isDataDirGiven() {
    boolean flag =
        spec != null && spec.commandLine().getParseResult().hasMatchedOption("--data-dir");
    return flag || System.getenv("SETTLE_DATA_DIR") != null;
  }

  private static boolean isUp(StackConfig config) throws IOException {
    Set<Component> wanted = StackState.read(config.dataDir()).wanted();
    return !wanted.isEmpty();
  }

  private static void tellWhere(StackConfig config, Progress progress) {
    progress.line(
        "the stack stays up; for all commands: export SETTLE_DATA_DIR=" + config.dataDir());
    progress.line("  stop it: settle down --data-dir " + config.dataDir());
    progress.line("  Flink: " + config.flinkUrl() + "   ClickHouse: " + config.clickhouseUrl());
    if (ModuleService.dashboards(config).exists()) {
      progress.line("  dashboards: http://127.0.0.1:" + config.ports().dashboards());
    }
  }

  /** On Ctrl-C and on a polite kill: stops the work, and waits until the stack is down. */
  private static Thread onInterrupt(Thread worker, CountDownLatch cleanedUp) {
    Thread hook =
        new Thread(
            () -> {
              System.err.println("settle: stopping the demo …");
              worker.interrupt();
              try {
                if (!cleanedUp.await(CLEAN_UP_MAX_S, TimeUnit.SECONDS)) {
                  System.err.println("settle: the stack did not stop in time: run 'settle down'");
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "demo-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the JVM is ending already, because of the very signal that the hook is for", e);
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(directory)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
