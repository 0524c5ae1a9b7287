package dev.settle.stream.ledger;

import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.kafka.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Runs the ledger job as it is released, on a mini-cluster, between the topics of a broker. */
final class LedgerRun {
  private static final Duration WAIT_MAX = Duration.ofSeconds(90);
  private static final AvroCodec<LedgerEntry> ENTRIES = AvroCodec.of(LedgerEntry.class);

  private final KafkaBroker kafka;
  private final Path directory;

  /**
   * A runner.
   *
   * @param directory for checkpoints and savepoints
   */
  LedgerRun(KafkaBroker kafka, Path directory) {
    this.kafka = kafka;
    this.directory = directory;
  }

  /** Submits the job; from a savepoint when one is given. */
  JobClient submit(int parallelism, @Nullable String savepoint) throws Exception {
    return submit(parallelism, savepoint, LedgerJob::defineOnKafka);
  }

  /**
   * Submits the job with sinks of the test's own.
   *
   * @param savepoint where to go on from: a savepoint or a retained checkpoint
   * @param topology defines the job
   * @param flags more of the job's flags
   */
  JobClient submit(
      int parallelism,
      @Nullable String savepoint,
      BiConsumer<StreamExecutionEnvironment, LedgerOptions> topology,
      String... flags)
      throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                kafka.bootstrapServers(),
                "--parallelism",
                Integer.toString(parallelism),
                "--checkpoint-interval",
                "300 ms"));
    all.addAll(List.of(flags));
    LedgerOptions options = new LedgerOptions();
    options.read(LedgerIds.JOB, all.toArray(String[]::new));
    Configuration configuration = new Configuration();
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        directory.resolve("checkpoints").toUri().toString());
    // So that a small savepoint is one file.
    configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    JobEnvironment.configure(environment, options);
    topology.accept(environment, options);
    return environment.executeAsync(LedgerIds.JOB);
  }

  /**
   * Waits until a checkpoint has covered every record of the changes' topic, so that all that
   * follows from them is committed.
   */
  void awaitConsumed() throws InterruptedException {
    await(
        "a checkpoint behind the last change",
        () -> kafka.isConsumed(LedgerIds.JOB, Topics.CHANGES));
  }

  /** Stops the job with a canonical savepoint and gives its place. */
  String stop(JobClient job, String name) throws Exception {
    return job.stopWithSavepoint(
            false, directory.resolve(name).toUri().toString(), SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
  }

  /** Ends the job as a crash of everything does: its last checkpoint is what is left. */
  String cancel(JobClient job) throws Exception {
    job.cancel().get(60, TimeUnit.SECONDS);
    await("the end of the job", () -> job.getJobStatus().join().isGloballyTerminalState());
    Path checkpoints = directory.resolve("checkpoints").resolve(job.getJobID().toString());
    try (Stream<Path> folders = Files.list(checkpoints)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("_metadata")))
          .max(
              Comparator.comparingLong(
                  folder -> Long.parseLong(folder.getFileName().toString().substring(4))))
          .orElseThrow(() -> new AssertionError("no checkpoint in " + checkpoints))
          .toUri()
          .toString();
    }
  }

  /** All committed entries. */
  List<EntryLine> entries() {
    return kafka.committed(Topics.ENTRIES).stream()
        .map(record -> line(decode(ENTRIES, record.value())))
        .toList();
  }

  static EntryLine line(LedgerEntry entry) {
    return new EntryLine(
        entry.getAccount() + "|" + entry.getShard() + "|" + entry.getCurrency(),
        entry.getCurrency(),
        entry.getSequence(),
        entry.getAmount(),
        entry.getBalanceAfter(),
        entry.getJournalId(),
        entry.getLeg());
  }

  static void await(String what, BooleanSupplier reached) throws InterruptedException {
    long end = System.nanoTime() + WAIT_MAX.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + WAIT_MAX.toSeconds() + " s in vain for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  static <T extends SpecificRecordBase> T decode(AvroCodec<T> codec, byte[] bytes) {
    try {
      return codec.decode(bytes);
    } catch (CodecException e) {
      throw new AssertionError("a record that cannot be read", e);
    }
  }
}
