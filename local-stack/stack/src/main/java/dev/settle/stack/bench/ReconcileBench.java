package dev.settle.stack.bench;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The night's speed: a bill taken in, and matched with the ledger, beside what the machine needs to
 * read the same bytes and the engine to insert the same rows and to join the same keys, in the same
 * run. Each part runs once a round in a JVM of its own; what the night finds must be exactly what
 * is in the load.
 */
public final class ReconcileBench {
  private final StackConfig config;
  private final ReconcileBenchSettings settings;
  private final Progress progress;

  /**
   * A measurement.
   *
   * @param config its data directory, which should be empty, and ClickHouse's port are the
   *     measurement's own
   */
  public ReconcileBench(StackConfig config, ReconcileBenchSettings settings, Progress progress) {
    this.config = config;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @throws ServerFailedException when a part fails or finds what is not in the load
   */
  public ReconcileReport run() throws IOException, InterruptedException, SQLException {
    progress.line(
        String.format(
            Locale.ROOT,
            "%,d rows, %d rounds, seed %d, engine %d MiB, heap %d MiB, load %s",
            settings.rows(),
            settings.rounds(),
            settings.seed(),
            settings.engineMemoryMb(),
            settings.heapMb(),
            loadAverage()));
    Path statements = config.dataDir().resolve("statements");
    NightProcess night =
        new NightProcess(config.home(), config.log("night-bench"), settings.heapMb());
    ReconcileReport report = new ReconcileReport(settings);
    Random random = new Random(settings.seed());
    try (BenchEngine engine = BenchEngine.start(config, settings.engineMemoryMb())) {
      ReconcileLoad load = new ReconcileLoad(engine, statements, settings);
      load.make(progress);
      // The day before has no statement: what the ledger booked there is carried over.
      night.run(NightPart.RECONCILE, engine.url(), statements, ReconcileLoad.DAY.minusDays(1));
      for (int round = 1; round <= settings.rounds(); round++) {
        for (NightPart part : order(random)) {
          measure(round, part, engine, night, statements, report);
          if (part == NightPart.RECONCILE) {
            report.found(load.requireFound());
          }
        }
      }
    }
    return report;
  }

  /** The intake comes first, since the others need its lines; they run in a random order. */
  private static List<NightPart> order(Random random) {
    List<NightPart> parts = new ArrayList<>(List.of(NightPart.values()));
    parts.remove(NightPart.INTAKE);
    Collections.shuffle(parts, random);
    parts.add(0, NightPart.INTAKE);
    return parts;
  }

  private void measure(
      int round,
      NightPart part,
      BenchEngine engine,
      NightProcess night,
      Path statements,
      ReconcileReport report)
      throws IOException, InterruptedException {
    String load = loadAverage();
    engine.resetPeakMemory();
    NightProcess.Outcome outcome = night.run(part, engine.url(), statements, ReconcileLoad.DAY);
    ReconcileReport.Run run =
        new ReconcileReport.Run(
            round, part, outcome.seconds(), outcome.heapPeakMb(), engine.peakMemoryMb(), load);
    report.add(run);
    progress.line(
        String.format(
            Locale.ROOT,
            "round %d  %-50s %8.2f s  %,11.0f rows/s   engine %,5d MiB, heap %,4d MiB, load %s",
            round,
            part.title(),
            run.seconds(),
            settings.rows() / run.seconds(),
            run.enginePeakMb(),
            run.heapPeakMb(),
            load));
  }

  private static String loadAverage() {
    return String.format(
        Locale.ROOT, "%.2f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
