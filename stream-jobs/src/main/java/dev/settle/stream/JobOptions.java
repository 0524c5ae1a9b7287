package dev.settle.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * What every job can be told. A flag wins over its environment variable, which wins over the
 * default. Secrets never appear in {@link #toString()}.
 */
public class JobOptions {
  /** Upper bound of any parallelism, now and later: the number of key groups in the state. */
  public static final int MAX_PARALLELISM = 128;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      defaultValue = "${env:SETTLE_KAFKA_BOOTSTRAP_SERVERS:-127.0.0.1:19092}",
      description = "Kafka (default: ${DEFAULT-VALUE}; SETTLE_KAFKA_BOOTSTRAP_SERVERS).")
  private String bootstrapServers = "";

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "${env:SETTLE_JOB_PARALLELISM:-0}",
      description = "Subtasks of each operator; 0: as the cluster says (SETTLE_JOB_PARALLELISM).")
  private int parallelism;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      defaultValue = "${env:SETTLE_CHECKPOINT_INTERVAL:-5 s}",
      converter = DurationConverter.class,
      description =
          "Time between checkpoints, and so until output is seen, such as '500 ms' or '5 s'"
              + " (default: ${DEFAULT-VALUE}; SETTLE_CHECKPOINT_INTERVAL).")
  private Duration checkpointInterval = Duration.ZERO;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  /** Kafka's addresses. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Subtasks of each operator; 0: as the cluster says. */
  public int parallelism() {
    return parallelism;
  }

  /** Time between two checkpoints. */
  public Duration checkpointInterval() {
    return checkpointInterval;
  }

  /** Every reason why these options cannot be used; empty when they can. */
  protected List<String> errors() {
    List<String> errors = new ArrayList<>();
    if (bootstrapServers.isBlank()) {
      errors.add("--bootstrap-servers is empty: name at least one HOST:PORT");
    }
    if (parallelism < 0 || parallelism > MAX_PARALLELISM) {
      errors.add("--parallelism " + parallelism + " is not between 0 and " + MAX_PARALLELISM);
    }
    if (checkpointInterval.toMillis() < 10) {
      errors.add("--checkpoint-interval " + checkpointInterval + " is below 10 ms");
    }
    return errors;
  }

  /**
   * Reads a job's arguments. It never ends the JVM, which may be a JobManager's.
   *
   * @return false when only help was wanted and has been printed
   * @throws IllegalArgumentException naming every error
   */
  public boolean read(String jobName, String... args) {
    CommandLine commandLine = new CommandLine(this).setCommandName(jobName);
    try {
      commandLine.parseArgs(args);
    } catch (CommandLine.ParameterException e) {
      throw new IllegalArgumentException(
          jobName + ": " + e.getMessage() + "; see --help for the options", e);
    }
    if (help) {
      commandLine.usage(System.out);
      return false;
    }
    List<String> errors = errors();
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(jobName + ": " + String.join("; ", errors));
    }
    return true;
  }

  @Override
  public String toString() {
    return "bootstrap servers "
        + bootstrapServers
        + ", parallelism "
        + (parallelism == 0 ? "of the cluster" : Integer.toString(parallelism))
        + ", checkpoint every "
        + TimeUtils.formatWithHighestUnit(checkpointInterval);
  }

  /** Reads a duration such as '5 s'. */
  protected static final class DurationConverter implements CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return TimeUtils.parseDuration(text);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new CommandLine.TypeConversionException(
            "'" + text + "' is not a duration such as '5 s': " + e.getMessage());
      }
    }
  }
}
