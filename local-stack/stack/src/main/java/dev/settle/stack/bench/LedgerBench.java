package dev.settle.stack.bench;

import dev.settle.schemas.kafka.Topic;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.flink.FlinkJvm;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.process.AtomicFiles;
import dev.settle.stack.process.Directories;
import dev.settle.stack.process.ServerFailedException;
import dev.settle.stack.process.Template;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The ledger job's speed: changes a second, from a filled topic to committed entries, beside what
 * the pass-through job does with the same topic in the same run. Each variant runs once a round, in
 * a random order, each time in a fresh JVM and into empty topics; each must commit exactly the
 * records that belong there.
 */
public final class LedgerBench {
  private static final Topic PASS_THROUGH_TOPIC =
      new Topic("bench.pass-through", 4, topic(Topics.ENTRIES).config());

  private final StackConfig config;
  private final PaymentLoadSpec spec;
  private final LedgerBenchSettings settings;
  private final Progress progress;

  /**
   * A measurement.
   *
   * @param config its data directory and Kafka's ports are the measurement's own
   */
  public LedgerBench(
      StackConfig config, PaymentLoadSpec spec, LedgerBenchSettings settings, Progress progress) {
    this.config = config;
    this.spec = spec;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @throws ServerFailedException when a server or a job fails, or an output is not what it must be
   */
  public BenchReport run() throws IOException, InterruptedException {
    List<Variant> variants = settings.hotAccount() ? hotAccount() : againstPassThrough();
    progress.line(
        "seed %d, %d rounds of %s, load %s"
            .formatted(
                settings.seed(),
                settings.rounds(),
                variants.stream().map(Variant::name).toList(),
                loadAverage()));
    BenchReport report = new BenchReport(spec, settings, variants.get(0), variants.get(1));
    Random random = new Random(settings.seed());
    for (int round = 1; round <= settings.rounds(); round++) {
      List<Variant> order = new ArrayList<>(variants);
      Collections.shuffle(order, random);
      for (Variant variant : order) {
        report.add(round, variant, measure(variant, "round " + round, null));
      }
    }
    if (settings.profile()) {
      for (Variant variant : variants) {
        Path stacks = config.logDir().resolve(variant.id() + ".collapsed");
        measure(variant, "profile", stacks);
        report.profile(variant, CpuProfile.read(stacks));
      }
    }
    return report;
  }

  private List<Variant> againstPassThrough() {
    return List.of(
        new Variant("ledger", "ledger job", "LEDGER", topic(Topics.ENTRIES), spec),
        new Variant(
            "pass-through",
            "pass-through exactly-once job",
            "PASS_THROUGH",
            PASS_THROUGH_TOPIC,
            spec));
  }

  private List<Variant> hotAccount() {
    return List.of(
        new Variant(
            "hot",
            "ledger job, all payments to one merchant",
            "LEDGER",
            topic(Topics.ENTRIES),
            spec.allToOneMerchant()),
        new Variant(
            "spread",
            "ledger job, payments spread over all merchants",
            "LEDGER",
            topic(Topics.ENTRIES),
            spec.spreadOverMerchants()));
  }

  private Measurement measure(Variant variant, String when, @Nullable Path profile)
      throws IOException, InterruptedException {
    StackConfig own = loadedDirectory(variant.spec());
    try (BenchBroker broker = BenchBroker.start(own)) {
      load(broker, own, variant.spec());
      List<Topic> outputs = outputs();
      broker.recreate(outputs);
      String load = loadAverage();
      Path jobDirectory = jobDirectory();
      CommitSeries series;
      try (JobProcess job = startJob(variant, broker, jobDirectory)) {
        long expected =
            variant.job().equals("LEDGER") ? variant.spec().entries() : variant.spec().records();
        long warmUp = expected * settings.warmUpPercent() / 100;
        series = new JobRun(broker, variant.output(), expected, warmUp).run(job, profile);
        if (broker.committedEnd(topic(Topics.QUARANTINE)) > 0) {
          throw new ServerFailedException(
              "the ledger job refused changes of the load; see " + job.logFile());
        }
      }
      broker.recreate(outputs);
      Directories.deleteAll(jobDirectory);
      // A payment is two records in; the ledger makes two entries of it, the copy two records.
      Measurement measurement =
          new Measurement(
              series.recordsPerSecond(),
              series.cpuNsPerRecord(),
              series.measured().toMillis(),
              series.steps(),
              series.isExact(),
              load);
      progress.line(
          String.format(
              Locale.ROOT,
              "%-8s %-46s %,10.0f records/s   %,6.0f ns of processor each   over %.1f s, %d checkpoints, load %s%s",
              when,
              variant.name(),
              measurement.recordsPerSecond(),
              measurement.cpuNsPerRecord(),
              measurement.measuredMs() / 1000.0,
              measurement.checkpoints(),
              load,
              measurement.exact() ? "" : "  ROUGH: too few checkpoints, raise --payments"));
      return measurement;
    }
  }

  /** Each load has a Kafka of its own, so that it is written once and read by many runs. */
  private StackConfig loadedDirectory(PaymentLoadSpec load) {
    return config.withDataDir(
        config.dataDir().resolve("load-" + Integer.toHexString(load.hashCode())));
  }

  private void load(BenchBroker broker, StackConfig own, PaymentLoadSpec load)
      throws IOException, InterruptedException {
    Path stamp = own.dataDir().resolve("loaded");
    if (Files.exists(stamp) && Files.readString(stamp).equals(load.toString())) {
      return;
    }
    Files.deleteIfExists(stamp);
    broker.recreate(Topics.all());
    PaymentLoader.load(broker.bootstrapServers(), load, progress);
    AtomicFiles.write(stamp, load.toString());
  }

  private JobProcess startJob(Variant variant, BenchBroker broker, Path directory)
      throws IOException {
    Map<String, String> flink = new LinkedHashMap<>();
    flink.put("state.backend.type", "rocksdb");
    flink.put("execution.checkpointing.incremental", "true");
    flink.put("execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
    flink.put("taskmanager.memory.managed.size", settings.managedMemoryMb() + "m");
    flink.put("io.tmp.dirs", directory.resolve("tmp").toString());
    flink.putAll(settings.flink());
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--variant",
                variant.job(),
                "--to",
                variant.output().name(),
                "--run-id",
                "bench-" + Long.toHexString(System.nanoTime()),
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--parallelism",
                Integer.toString(settings.parallelism()),
                "--checkpoint-interval",
                settings.checkpointInterval().toMillis() + " ms"));
    flink.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    List<String> jvmOptions = new ArrayList<>(FlinkJvm.OPTIONS);
    jvmOptions.add("-Xms" + settings.heapMb() + "m");
    jvmOptions.add("-Xmx" + settings.heapMb() + "m");
    return JobProcess.start(
        config.home(),
        directory,
        profilerLibrary(),
        config.log("job-" + variant.id()),
        jvmOptions,
        arguments);
  }

  private Path jobDirectory() throws IOException {
    Path directory = config.dataDir().resolve("job");
    Directories.deleteAll(directory);
    Files.createDirectories(directory.resolve("tmp"));
    AtomicFiles.write(
        directory.resolve("log4j2.properties"),
        Template.render(dev.settle.stack.flink.Jobs.class, "log4j2.properties", Map.of()));
    return directory;
  }

  /** Flink brings async-profiler along for its own page; its library is taken from there. */
  private Path profilerLibrary() throws IOException {
    Path target = config.dataDir().resolve("libasyncProfiler.so");
    String entry =
        System.getProperty("os.arch", "").equals("aarch64")
            ? "linux-arm64/libasyncProfiler.so"
            : "linux-x64/libasyncProfiler.so";
    Path libraries = config.home().resolve("local-stack/flink/target/lib");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(libraries, "async-profiler-*.jar")) {
      for (Path jar : jars) {
        try (JarFile file = new JarFile(jar.toFile());
            InputStream library = file.getInputStream(file.getEntry(entry))) {
          Files.copy(library, target, StandardCopyOption.REPLACE_EXISTING);
          return target;
        }
      }
    }
    throw new ServerFailedException("there is no async-profiler-*.jar in " + libraries);
  }

  /** The topics that the runs fill. */
  private static List<Topic> outputs() {
    List<Topic> outputs = new ArrayList<>(Topics.all());
    outputs.remove(topic(Topics.CHANGES));
    outputs.add(PASS_THROUGH_TOPIC);
    return outputs;
  }

  private static Topic topic(String name) {
    return Topics.all().stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String loadAverage() {
    return String.format(
        Locale.ROOT, "%.2f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** The median; of an even number the mean of the two in the middle. */
  static double median(double... values) {
    double[] sorted = Objects.requireNonNull(values).clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * What is run against what.
   *
   * @param id short, for files
   * @param name for people
   * @param job name of the job in {@code BenchJob}
   */
  record Variant(String id, String name, String job, Topic output, PaymentLoadSpec spec) {}

  /**
   * One run.
   *
   * @param cpuNsPerRecord processor time of the job's JVM for each input record
   * @param measuredMs time that the rate was taken over
   * @param checkpoints checkpoints that committed output
   * @param exact whether the job's start is not in the rate; else the load was too small
   * @param loadAverage of the machine, when it began
   */
  record Measurement(
      double recordsPerSecond,
      double cpuNsPerRecord,
      long measuredMs,
      int checkpoints,
      boolean exact,
      String loadAverage) {}
}
