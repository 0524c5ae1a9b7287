package dev.settle.stack.cli;

import dev.settle.stack.bench.ReconcileBenchSettings;
import dev.settle.stack.bench.ShareBench;
import dev.settle.stack.bench.ShareReport;
import dev.settle.stack.config.ConfigException;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.process.Directories;
import dev.settle.stack.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the night's step share. */
@Command(
    name = "share",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the night's step share: rows/s from matched orders to lines with their parts and to the instructions that post them,",
      "against the engine reading the ledger's rows and writing as many lines of the same width, in the same run.",
      "The night is made up from the seed: one row in ten is a refund, ten rule sets with three to five receivers.",
      "Starts a ClickHouse engine with a limit on its memory and a PostgreSQL of its own; their data, in bench/share of the data",
      "directory, are removed at the end. Room on the disk: about 1 GB a million rows."
    })
final class ShareBenchCommand implements Callable<Integer> {
  @Mixin private final StackOptions options = new StackOptions();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Matched payments and refunds; default ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each part is measured; default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Of the rows and of the order of the parts; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--engine-memory",
      paramLabel = "MiB",
      defaultValue = "4096",
      description = "What the engine may use: a query beyond it fails; default ${DEFAULT-VALUE}.")
  private int engineMemoryMb;

  @Option(
      names = "--heap",
      paramLabel = "MiB",
      defaultValue = "256",
      description = "Heap of the night's JVM; default ${DEFAULT-VALUE}.")
  private int heapMb;

  @Option(names = "--json", description = "Print one JSON object; progress goes to standard error.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    requireSound();
    StackConfig given = options.resolve();
    Path directory = given.dataDir().resolve("bench").resolve("share");
    Directories.deleteAll(directory);
    StackConfig own =
        given
            .withDataDir(directory)
            .withClickhousePort(Ports.free())
            .withPostgresPort(Ports.free());
    ReconcileBenchSettings settings =
        new ReconcileBenchSettings(rows, rounds, seed, engineMemoryMb, heapMb);
    ShareReport report =
        new ShareBench(own, settings, new Progress(json ? System.err : System.out)).run();
    System.out.println(json ? report.toJson() : report.toTable());
    // Kept when the measurement fails, for whoever looks for the reason.
    Directories.deleteAll(directory);
    return ExitCodes.OK;
  }

  private void requireSound() {
    List<String> errors = new ArrayList<>();
    between(errors, "--rows", rows, 10_000, 100_000_000);
    between(errors, "--rounds", rounds, 1, 100);
    between(errors, "--seed", seed, 0, Long.MAX_VALUE);
    between(errors, "--engine-memory", engineMemoryMb, 1024, 1 << 20);
    between(errors, "--heap", heapMb, 128, 1 << 20);
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
  }

  private static void between(List<String> errors, String flag, long value, long min, long max) {
    if (value < min || value > max) {
      errors.add(flag + " " + value + " is not between " + min + " and " + max);
    }
  }
}
