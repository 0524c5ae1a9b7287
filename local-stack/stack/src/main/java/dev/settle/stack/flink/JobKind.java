package dev.settle.stack.flink;

import dev.settle.stack.config.StackConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The pipeline's jobs. */
public enum JobKind {
  /** Changes to ledger entries. */
  LEDGER("settle-ledger", "dev.settle.stream.ledger.LedgerJob", 2),
  /** Ledger, changes and quarantine into ClickHouse. */
  LANDING("settle-landing", "dev.settle.stream.landing.LandingJob", 1),
  /** Changes held against the fraud rules. */
  FRAUD("settle-fraud", "dev.settle.stream.fraud.FraudJob", 2);

  /** What a command that takes the name of a job says of it. */
  public static final String NAMES = "ledger, landing, fraud or all.";

  private final String jobName;
  private final String entryClass;
  private final int localParallelism;

  JobKind(String jobName, String entryClass, int localParallelism) {
    this.jobName = jobName;
    this.entryClass = entryClass;
    this.localParallelism = localParallelism;
  }

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name that the job gives itself in the cluster. */
  public String jobName() {
    return jobName;
  }

  /** Its main class in the fat jar. */
  public String entryClass() {
    return entryClass;
  }

  /** Subtasks of each operator unless told otherwise: what suits the local cluster. */
  public int localParallelism() {
    return localParallelism;
  }

  /** Its arguments: where its servers are. */
  public List<String> arguments(StackConfig config, int parallelism) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers", config.bootstrapServers(),
                "--parallelism", Integer.toString(parallelism)));
    if (this == LANDING) {
      arguments.addAll(
          List.of(
              "--clickhouse-url",
              config.clickhouseUrl(),
              "--clickhouse-user",
              config.clickhouseUser()));
      if (!config.clickhousePassword().isEmpty()) {
        arguments.addAll(List.of("--clickhouse-password", config.clickhousePassword()));
      }
    }
    return arguments;
  }

  /**
   * The jobs that a word on the command line means: one, by its short name or the name in the
   * cluster, or {@code all}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static List<JobKind> parse(String word) {
    if (word.equals("all")) {
      return List.of(values());
    }
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(word) || kind.jobName.equals(word))
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no job '"
                        + word
                        + "'; there are "
                        + Arrays.stream(values()).map(JobKind::label).toList()
                        + " and all"));
  }
}
