package dev.settle.stack.bench;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.process.ServerFailedException;
import dev.settle.stack.process.Template;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The speed of the night's step share: from matched orders to their lines and the instructions that
 * post them, beside what the engine needs to write as many lines, in the same run. Each part runs
 * once a round in a JVM of its own; the step in a PostgreSQL database that has shared nothing.
 */
public final class ShareBench {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  static final String SHARE = "SHARE";
  static final String WRITE_LINES = "WRITE_LINES";

  private final StackConfig config;
  private final ReconcileBenchSettings settings;
  private final Progress progress;

  /**
   * A measurement.
   *
   * @param config its data directory, which should be empty, and its ports are the measurement's
   *     own
   */
  public ShareBench(StackConfig config, ReconcileBenchSettings settings, Progress progress) {
    this.config = config;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @throws ServerFailedException when a part fails, or what is shared is not what is in the load
   */
  public ShareReport run() throws IOException, InterruptedException, SQLException {
    NightProcess night =
        new NightProcess(config.home(), config.log("night-bench"), settings.heapMb());
    ShareReport report = new ShareReport(settings);
    Random random = new Random(settings.seed());
    try (BenchEngine engine = BenchEngine.start(config, settings.engineMemoryMb());
        BenchPostgres postgres = BenchPostgres.start(config)) {
      load(engine);
      for (int round = 1; round <= settings.rounds(); round++) {
        List<String> parts = new ArrayList<>(List.of(SHARE, WRITE_LINES));
        Collections.shuffle(parts, random);
        String database = postgres.makeDatabase("share_" + round, sql("rules.sql"));
        for (String part : parts) {
          measure(part, engine, night, database, report);
        }
        requireShared(engine);
      }
    }
    return report;
  }

  private void load(BenchEngine engine) throws IOException, InterruptedException, SQLException {
    engine.migrate();
    engine.ask("CREATE DATABASE IF NOT EXISTS bench");
    engine.ask(sql("ledger.sql"));
    engine.ask(sql("items.sql"));
    progress.line(
        "made: %s matched rows, seed %d"
            .formatted(
                engine.ask("SELECT count() FROM settlement.reconciliation_item"), settings.seed()));
  }

  private void measure(
      String part, BenchEngine engine, NightProcess night, String database, ShareReport report)
      throws IOException, InterruptedException {
    String load =
        String.format(
            Locale.ROOT,
            "%.2f",
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    engine.resetPeakMemory();
    NightProcess.Outcome outcome =
        night.run(
            part,
            engine.url(),
            config.dataDir(),
            DAY,
            part.equals(SHARE) ? List.of("--postgres-url", database) : List.of());
    if (outcome.rows() != settings.rows()) {
      throw new ServerFailedException(
          "%s made %d rows of %d".formatted(part, outcome.rows(), settings.rows()));
    }
    ShareReport.Run run =
        new ShareReport.Run(
            part, outcome.seconds(), outcome.heapPeakMb(), engine.peakMemoryMb(), load);
    report.add(run);
    progress.line(run.text(settings.rows()));
  }

  /** Nothing must be missing, and nobody keep a part of what was given back. */
  private void requireShared(BenchEngine engine) throws IOException, InterruptedException {
    String faults = engine.ask(sql("expected.sql"));
    if (!faults.equals("0\t0\t0")) {
      throw new ServerFailedException("what was shared is not what is in the load: " + faults);
    }
  }

  private String sql(String name) throws IOException {
    return Template.render(
        ShareBench.class,
        "share/" + name,
        Map.of(
            "rows", Long.toString(settings.rows()),
            "seed", Long.toString(settings.seed()),
            "business_date", DAY.toString()));
  }
}
