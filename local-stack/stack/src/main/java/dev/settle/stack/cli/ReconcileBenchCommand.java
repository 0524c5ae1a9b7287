package dev.settle.stack.cli;

import dev.settle.stack.bench.ReconcileBench;
import dev.settle.stack.bench.ReconcileBenchSettings;
import dev.settle.stack.bench.ReconcileReport;
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

/** Measures the night's intake and matching. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the night: a WeChat bill taken in (lines/s) and matched with the ledger (seconds), against reading and hashing the",
      "same bytes, the engine inserting the same rows from ready blocks, and the engine only joining the same keys, in the same run.",
      "The day is made up from the seed: 3 % refunds, late items, breaks of several classes; a run fails unless exactly those are found.",
      "Starts a ClickHouse engine of its own with a limit on its memory; its data, in bench/reconcile of the data directory, are",
      "removed at the end. Room on the disk: about 1.5 GB a million rows."
    })
final class ReconcileBenchCommand implements Callable<Integer> {
  @Mixin private final StackOptions options = new StackOptions();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Rows of each side, about; default ${DEFAULT-VALUE}.")
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
    Path directory = given.dataDir().resolve("bench").resolve("reconcile");
    Directories.deleteAll(directory);
    StackConfig own = given.withDataDir(directory).withClickhousePort(Ports.free());
    ReconcileBenchSettings settings =
        new ReconcileBenchSettings(rows, rounds, seed, engineMemoryMb, heapMb);
    ReconcileReport report =
        new ReconcileBench(own, settings, new Progress(json ? System.err : System.out)).run();
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
    if (rows % 7919 == 0) {
      errors.add("--rows " + rows + " is a multiple of 7919, by which the bill's order is made");
    }
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
