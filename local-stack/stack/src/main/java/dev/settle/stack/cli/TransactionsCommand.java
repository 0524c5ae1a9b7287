package dev.settle.stack.cli;

import dev.settle.stack.config.StackOptions;
import dev.settle.stack.kafka.HeldPartition;
import dev.settle.stack.kafka.KafkaTransactions;
import dev.settle.stack.kafka.OpenTransaction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and ends Kafka transactions. */
@Command(
    name = "transactions",
    mixinStandardHelpOptions = true,
    description = "Kafka's open transactions: shows them and what waits for them, or aborts one.",
    subcommands = {TransactionsCommand.ListOpen.class, TransactionsCommand.Abort.class})
final class TransactionsCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "say 'list' or 'abort'");
    }
  }

  /** Shows what is open. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Shows the open transactions of the cluster and the pipeline's partitions whose readers wait for one.",
        "A running job always has some, younger than a few checkpoints."
      })
  static final class ListOpen implements Callable<Integer> {

    @Mixin private final StackOptions options = new StackOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
      try (KafkaTransactions transactions =
          new KafkaTransactions(options.resolve().bootstrapServers())) {
        print(transactions.open());
        List<HeldPartition> held = transactions.held();
        if (!held.isEmpty()) {
          System.out.printf(
              "%n%-28s %18s %12s %9s%n", "HELD BACK", "READABLE UP TO", "END", "WAITING");
        }
        for (HeldPartition partition : held) {
          System.out.printf(
              "%-28s %18d %12d %9d%n",
              partition.partition(),
              partition.lastStableOffset(),
              partition.end(),
              partition.waiting());
        }
        return ExitCodes.OK;
      } catch (ExecutionException e) {
        throw notTold(e);
      }
    }

    private static void print(List<OpenTransaction> open) {
      if (open.isEmpty()) {
        System.out.println("no transaction is open");
        return;
      }
      System.out.printf(
          "%-28s %-14s %10s %6s %8s %8s  %s%n",
          "TRANSACTIONAL ID", "STATE", "PRODUCER", "EPOCH", "AGE s", "MAX s", "PARTITIONS");
      for (OpenTransaction transaction : open) {
        String id = transaction.transactionalId();
        System.out.printf(
            "%-28s %-14s %10d %6d %8s %8s  %s%n",
            id == null ? "-" : id,
            transaction.state(),
            transaction.producerId(),
            transaction.epoch(),
            seconds(transaction.age()),
            seconds(transaction.timeout()),
            String.join(" ", transaction.partitions()));
      }
    }

    private static String seconds(@Nullable Duration duration) {
      return duration == null ? "-" : Long.toString(duration.toSeconds());
    }
  }

  /** Ends one. */
  @Command(
      name = "abort",
      mixinStandardHelpOptions = true,
      description = {
        "Aborts the transaction of an id, or with --partition and --producer-id a hanging one that has no id.",
        "NEVER while its job is only stopped: what the job has prepared for its last checkpoint would be lost. See docs/runbook.md."
      })
  static final class Abort implements Callable<Integer> {

    @Mixin private final StackOptions options = new StackOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Transactional id.")
    private @Nullable String transactionalId;

    @Option(
        names = "--partition",
        paramLabel = "TOPIC-N",
        description = "Partition of a hanging transaction.")
    private @Nullable String partition;

    @Option(names = "--producer-id", paramLabel = "N", description = "Its producer.")
    private @Nullable Long producerId;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
      boolean hanging = partition != null && producerId != null;
      if (spec != null && (transactionalId != null) == hanging) {
        throw new ParameterException(
            spec.commandLine(), "give an id, or --partition and --producer-id");
      }
      try (KafkaTransactions transactions =
          new KafkaTransactions(options.resolve().bootstrapServers())) {
        if (transactionalId != null) {
          transactions.abort(transactionalId);
          System.out.println("aborted what was open under " + transactionalId);
        } else if (partition != null && producerId != null) {
          transactions.abortHanging(topicPartition(partition), producerId);
          System.out.println("aborted producer " + producerId + " in " + partition);
        }
        return ExitCodes.OK;
      } catch (ExecutionException e) {
        throw notTold(e);
      }
    }

    private static TopicPartition topicPartition(String text) {
      int dash = text.lastIndexOf('-');
      if (dash < 1 || !text.substring(dash + 1).matches("[0-9]{1,6}")) {
        throw new IllegalArgumentException("'" + text + "' is not TOPIC-PARTITION");
      }
      return new TopicPartition(
          text.substring(0, dash), Integer.parseInt(text.substring(dash + 1)));
    }
  }

  private static IOException notTold(ExecutionException e) {
    return new IOException("Kafka refuses: " + e.getCause(), e.getCause());
  }
}
