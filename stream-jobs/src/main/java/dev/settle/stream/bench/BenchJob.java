package dev.settle.stream.bench;

import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.fraud.FraudJob;
import dev.settle.stream.fraud.FraudOptions;
import dev.settle.stream.ledger.LedgerJob;
import dev.settle.stream.ledger.LedgerOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job on a Flink of its own in this JVM: JobManager, TaskManager and job, with nothing
 * before it that could have warmed or spoilt what the JIT compiler knows. It runs until standard
 * input ends, so it never outlives the process that started it. A failure of the job ends the JVM
 * with exit code 1: a measurement has no restarts.
 */
public final class BenchJob {
  private static final Logger LOG = LoggerFactory.getLogger(BenchJob.class);

  private BenchJob() {}

  /** Runs a job; {@code --help} shows the arguments. */
  public static void main(String[] args) throws Exception {
    BenchOptions options = new BenchOptions();
    if (!options.read("bench-job", args)) {
      return;
    }
    Configuration configuration = Configuration.fromMap(options.flink());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(options.parallelism(), configuration);
    JobEnvironment.configure(environment, options);
    switch (options.variant()) {
      case LEDGER -> LedgerJob.defineOnKafka(environment, ledgerOptions(options));
      case FRAUD -> FraudJob.defineOnKafka(environment, fraudOptions(options));
      case PASS_THROUGH ->
          PassThroughJob.defineOnKafka(
              environment,
              options.bootstrapServers(),
              options.runId(),
              Topics.CHANGES,
              options.toTopic());
    }
    JobClient job = environment.executeAsync(options.variant().name());
    endWithStandardInput();
    job.getJobExecutionResult().get();
    LOG.error("the job has ended by itself");
    System.exit(1);
  }

  private static LedgerOptions ledgerOptions(BenchOptions options) {
    LedgerOptions ledger = new LedgerOptions();
    ledger.read("bench-job", arguments(options));
    return ledger;
  }

  /** No partition is idle here, however long the job takes: the load ends for all at once. */
  private static FraudOptions fraudOptions(BenchOptions options) {
    FraudOptions fraud = new FraudOptions();
    fraud.read(
        "bench-job",
        arguments(
            options,
            "--out-of-orderness",
            FraudExpectation.OUT_OF_ORDERNESS_MS + " ms",
            "--idle-after",
            "1 h"));
    return fraud;
  }

  private static String[] arguments(BenchOptions options, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                options.bootstrapServers(),
                "--parallelism",
                Integer.toString(options.parallelism()),
                "--checkpoint-interval",
                options.checkpointInterval().toMillis() + " ms",
                "--transactional-id-prefix",
                options.runId()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static void endWithStandardInput() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  LOG.debug("standard input is not read for what it says, only for its end");
                }
                System.exit(0);
              } catch (IOException e) {
                LOG.error("standard input cannot be read", e);
                System.exit(1);
              }
            },
            "standard-input");
    watch.setDaemon(true);
    watch.start();
  }
}
