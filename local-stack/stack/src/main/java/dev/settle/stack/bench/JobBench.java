package dev.settle.stack.bench;

import dev.settle.schemas.kafka.Topic;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.flink.FlinkJvm;
import dev.settle.stack.flink.Jobs;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * What measurements of jobs have in common: a Kafka for each load, filled once; rounds of all
 * variants in a random order; each run in a fresh JVM.
 */
final class JobBench {
  /** What the pass-through job fills. */
  private static final Topic PASS_THROUGH_TOPIC =
      new Topic("bench.pass-through", 4, topic(Topics.ENTRIES).config());

  /** The baseline: the same bytes from topic to topic, exactly once. */
  static final Variant PASS_THROUGH =
      new Variant(
          "pass-through", "pass-through exactly-once job", "PASS_THROUGH", PASS_THROUGH_TOPIC);

  private final StackConfig config;
  private final JobBenchSettings settings;
  private final Progress progress;

  JobBench(StackConfig config, JobBenchSettings settings, Progress progress) {
    this.config = config;
    this.settings = settings;
    this.progress = progress;
  }

  /** Runs a variant once. */
  interface Run {
    /**
     * Measures it.
     *
     * @param profile where to write the stacks of the measured time; null for none
     */
    Measurement of(Variant variant, @Nullable Path profile)
        throws IOException, InterruptedException;
  }

  /** Fills {@code payments.changes}. */
  interface Filling {
    /** Writes the load. */
    void into(BenchBroker broker) throws IOException, InterruptedException;
  }

  /** All rounds, and the profiles when they are asked for. */
  void rounds(List<Variant> variants, BenchReport report, Run run)
      throws IOException, InterruptedException {
    progress.line(
        "seed %d, %d rounds of %s, load %s"
            .formatted(
                settings.seed(),
                settings.rounds(),
                variants.stream().map(Variant::name).toList(),
                loadAverage()));
    Random random = new Random(settings.seed());
    for (int round = 1; round <= settings.rounds(); round++) {
      List<Variant> order = new ArrayList<>(variants);
      Collections.shuffle(order, random);
      for (Variant variant : order) {
        report.add(round, variant, told("round " + round, variant, report, run.of(variant, null)));
      }
    }
    if (settings.profile()) {
      for (Variant variant : variants) {
        Path stacks = config.logDir().resolve(variant.id() + ".collapsed");
        told("profile", variant, report, run.of(variant, stacks));
        report.profile(variant, CpuProfile.read(stacks));
      }
    }
  }

  private Measurement told(
      String when, Variant variant, BenchReport report, Measurement measurement) {
    progress.line(
        String.format(
            Locale.ROOT,
            "%-8s %-46s %,10.0f %s   %,6.0f ns of processor each   over %.1f s, %d checkpoints, load %s%s",
            when,
            variant.name(),
            measurement.perSecond(),
            report.shortUnit(),
            measurement.cpuNsEach(),
            measurement.measuredMs() / 1000.0,
            measurement.checkpoints(),
            measurement.loadAverage(),
            measurement.exact() ? "" : "  ROUGH: too few checkpoints, raise --payments"));
    return measurement;
  }

  /** Each load has a Kafka of its own, so that it is written once and read by many runs. */
  StackConfig directoryOf(Record load) {
    return config.withDataDir(
        config.dataDir().resolve("load-" + Integer.toHexString(load.hashCode())));
  }

  /** Fills the topic unless it holds this load. */
  void fill(BenchBroker broker, Record load, Filling filling)
      throws IOException, InterruptedException {
    Path stamp = directoryOf(load).dataDir().resolve("loaded");
    if (Files.exists(stamp) && Files.readString(stamp).equals(load.toString())) {
      return;
    }
    Files.deleteIfExists(stamp);
    broker.recreate(Topics.all());
    filling.into(broker);
    AtomicFiles.write(stamp, load.toString());
  }

  /**
   * Starts a job.
   *
   * @param directory from {@link #newDirectory}
   * @param more settings of Flink for this run
   */
  JobProcess start(Variant variant, BenchBroker broker, Path directory, Map<String, String> more)
      throws IOException {
    Map<String, String> flink = new LinkedHashMap<>();
    flink.put("state.backend.type", "rocksdb");
    flink.put("execution.checkpointing.incremental", "true");
    flink.put("execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
    flink.put("taskmanager.memory.managed.size", settings.managedMemoryMb() + "m");
    flink.put("io.tmp.dirs", directory.resolve("tmp").toString());
    flink.putAll(more);
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

  /** An empty directory for a job, with what it needs to start. */
  Path newDirectory() throws IOException {
    Path directory = config.dataDir().resolve("job");
    Directories.deleteAll(directory);
    Files.createDirectories(directory.resolve("tmp"));
    AtomicFiles.write(
        directory.resolve("log4j2.properties"),
        Template.render(Jobs.class, "log4j2.properties", Map.of()));
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
  static List<Topic> outputs() {
    List<Topic> outputs = new ArrayList<>(Topics.all());
    outputs.remove(topic(Topics.CHANGES));
    outputs.add(PASS_THROUGH_TOPIC);
    return outputs;
  }

  static Topic topic(String name) {
    return Topics.all().stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static String loadAverage() {
    return String.format(
        Locale.ROOT, "%.2f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
