package dev.settle.stream.bench;

import dev.settle.stream.JobOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@link BenchJob} can be told. */
@Command(
    name = "bench-job",
    description = "Runs one job on a Flink of its own in this JVM, until standard input ends.")
final class BenchOptions extends JobOptions {
  /** Which job to run. */
  enum Variant {
    /** The ledger job, as it is submitted to a cluster. */
    LEDGER,
    /** The fraud job. */
    FRAUD,
    /** {@link PassThroughJob}. */
    PASS_THROUGH
  }

  @Option(names = "--variant", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
  private Variant variant = Variant.LEDGER;

  @Option(
      names = "--to",
      required = true,
      description = "Topic that the job fills; only the pass-through job asks.")
  private String toTopic = "";

  @Option(names = "--run-id", required = true, description = "Begins the names of transactions.")
  private String runId = "";

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      mapFallbackValue = "true",
      description = "A setting of Flink, such as state.backend.type=rocksdb; repeatable.")
  private Map<String, String> flink = new LinkedHashMap<>();

  Variant variant() {
    return variant;
  }

  String toTopic() {
    return toTopic;
  }

  String runId() {
    return runId;
  }

  Map<String, String> flink() {
    return flink;
  }

  @Override
  protected List<String> errors() {
    List<String> errors = super.errors();
    if (parallelism() == 0) {
      errors.add("--parallelism must be given");
    }
    return errors;
  }
}
