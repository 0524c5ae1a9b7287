package dev.settle.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.stack.config.Component;
import dev.settle.stack.demo.BatchProcess;
import dev.settle.stack.demo.LandingWait;
import dev.settle.stack.flink.FlinkCheckpoint;
import dev.settle.stack.flink.FlinkRest;
import dev.settle.stack.flink.JobKind;
import dev.settle.stack.flink.Jobs;
import dev.settle.stack.lifecycle.TestStack;
import dev.settle.stack.traffic.AnalystDatabase;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.generate.DaySpec;
import dev.settle.stack.traffic.generate.TrafficGenerator;
import dev.settle.stack.traffic.generate.TrafficSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The campaign: rounds of payments during which parts of the pipeline are killed with kill -9, or
 * the ledger job gets another parallelism, at random moments. After each round everything must have
 * arrived once: the shipped proofs hold (among them: sequences without a gap, and every balance
 * equal to the one recomputed from PostgreSQL), no leg is there twice, no output was dropped.
 *
 * <p>More rounds: {@code -Dsettle.campaign.rounds=30}; the same again: {@code
 * -Dsettle.campaign.seed=N} (the seed decides traffic, victims and moments; threads and servers
 * keep their own time); one kind of blow only: {@code -Dsettle.campaign.blow=TASKMANAGER}. Each
 * round prints a line that begins with CAMPAIGN, and a failed one what the stack then shows.
 */
class ExactlyOnceIT {
  private static final String ROUNDS = "settle.campaign.rounds";
  private static final String SEED = "settle.campaign.seed";
  private static final String BLOW = "settle.campaign.blow";

  private static final int ORDERS = 1_200;
  private static final int ORDERS_PER_SECOND = 150;

  /** A round's blows fall while its orders are written. */
  private static final int LOAD_MS = 1_000 * ORDERS / ORDERS_PER_SECOND;

  private static final int HOLDS_PERCENT = 10;
  private static final int INSTRUCTIONS = 4;
  private static final int CONNECTIONS = 2;
  private static final int PARALLELISM_MAX = 3;
  private static final int PATIENCE_S = 120;
  private static final Duration STEP_MAX = Duration.ofMinutes(5);
  private static final Duration RECOVERY_MAX = Duration.ofMinutes(3);
  private static final long POLL_MS = 200;
  private static final LocalDate FIRST_DATE = LocalDate.of(2026, 3, 5);

  /** What a round does to the pipeline. */
  private enum Blow {
    TASKMANAGER,
    JOBMANAGER,
    BROKER,
    /** Stops the ledger job with a savepoint and resumes it with another parallelism. */
    RESCALE,
    CONNECTOR,
    CLICKHOUSE,
    POSTGRES,
    /** Kills two or three at once. */
    SEVERAL;

    /** Those of which it kills one, or several. */
    private List<Component> victims() {
      return switch (this) {
        case TASKMANAGER -> List.of(Component.FLINK_TASKMANAGER);
        case JOBMANAGER -> List.of(Component.FLINK_JOBMANAGER);
        case BROKER -> List.of(Component.KAFKA);
        case RESCALE -> List.of();
        case CONNECTOR -> List.of(Component.CDC_CONNECTOR);
        case CLICKHOUSE -> List.of(Component.CLICKHOUSE);
        case POSTGRES -> List.of(Component.POSTGRES);
        case SEVERAL ->
            List.of(
                Component.FLINK_TASKMANAGER,
                Component.FLINK_JOBMANAGER,
                Component.KAFKA,
                Component.CDC_CONNECTOR,
                Component.CLICKHOUSE,
                Component.ZOOKEEPER);
      };
    }
  }

  private final TestStack servers =
      new TestStack(
          "exactly-once-",
          1_000,
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

  private final PaymentDatabase payments =
      TrafficOptions.paymentDatabase(servers.config(), PATIENCE_S);
  private final AnalystDatabase analyst =
      new AnalystDatabase(
          servers.config().clickhouseUrl(),
          servers.config().clickhouseUser(),
          servers.config().clickhousePassword());
  private final FlinkRest rest = new FlinkRest(servers.config().localFlinkUrl());
  private final ExecutorService writers = Executors.newSingleThreadExecutor();
  private int parallelism = JobKind.LEDGER.localParallelism();

  ExactlyOnceIT() throws IOException {}

  @AfterEach
  void stopEverything() throws IOException, InterruptedException {
    writers.shutdownNow();
    servers.close();
  }

  @Test
  void shouldBookEachMovementOnceWhateverIsKilled() throws Exception {
    int rounds = Integer.getInteger(ROUNDS, 4);
    long seed = Long.getLong(SEED, System.currentTimeMillis() % 1_000_000);
    say("seed %d, %d rounds; again with -D%s=%d -D%s=%d", seed, rounds, SEED, seed, ROUNDS, rounds);
    Random random = new Random(seed);
    settle("up", "--all");
    List<Blow> blows = blows(rounds, random);
    for (int round = 0; round < rounds; round++) {
      Round one = new Round(seed, round, blows.get(round));
      try {
        one.run(random);
      } catch (Exception | AssertionError e) {
        new Evidence(servers.config()).lines().forEach(line -> say("%s", line));
        throw new AssertionError(
            "seed %d, round %d (%s): %s".formatted(seed, round + 1, one, e.getMessage()), e);
      }
      say("round %d of %d: %s", round + 1, rounds, one);
    }
  }

  /** First the four that the ledger itself must stand, then all, each time in another order. */
  private static List<Blow> blows(int rounds, Random random) {
    String only = System.getProperty(BLOW);
    if (only != null) {
      return Collections.nCopies(rounds, Blow.valueOf(only));
    }
    List<Blow> blows =
        new ArrayList<>(List.of(Blow.TASKMANAGER, Blow.JOBMANAGER, Blow.BROKER, Blow.RESCALE));
    Collections.shuffle(blows, random);
    while (blows.size() < rounds) {
      List<Blow> all = new ArrayList<>(List.of(Blow.values()));
      Collections.shuffle(all, random);
      blows.addAll(all);
    }
    return blows;
  }

  private void settle(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    all.addAll(servers.flags());
    assertThat(Settle.commandLine().execute(all.toArray(String[]::new)))
        .as(command)
        .isEqualTo(ExitCodes.OK);
  }

  private static void say(String format, Object... arguments) {
    System.out.println("CAMPAIGN " + String.format(Locale.ROOT, format, arguments));
  }

  /** One round; as text it says what has happened in it so far. */
  private final class Round {
    private final DaySpec day;
    private final Blow blow;
    private final List<String> story = new ArrayList<>();

    Round(long seed, int round, Blow blow) {
      this.day =
          new DaySpec(seed, FIRST_DATE.plusDays(round), ORDERS, false, HOLDS_PERCENT, INSTRUCTIONS);
      this.blow = blow;
    }

    void run(Random random) throws Exception {
      Future<TrafficSummary> load =
          writers.submit(
              () ->
                  new TrafficGenerator(payments, CONNECTIONS, silence())
                      .write(day, ORDERS_PER_SECOND));
      Set<Component> killed = EnumSet.noneOf(Component.class);
      int times = blow == Blow.SEVERAL ? 1 : 1 + random.nextInt(2);
      for (int i = 0; i < times; i++) {
        Thread.sleep(random.nextInt(LOAD_MS / times));
        if (blow == Blow.RESCALE) {
          rescale(random);
        } else {
          killed.addAll(kill(random));
        }
      }
      load.get(STEP_MAX.toSeconds(), TimeUnit.SECONDS);
      servers.stack().up(killed);
      long loadedAt = System.nanoTime();
      long entries = new LandingWait(payments, analyst, silence()).await(STEP_MAX);
      story.add(
          "%d entries landed %.1f s after the load"
              .formatted(entries, (System.nanoTime() - loadedAt) / 1e9));
      prove();
    }

    private void rescale(Random random) {
      int before = parallelism;
      parallelism = 1 + (before + random.nextInt(PARALLELISM_MAX - 1)) % PARALLELISM_MAX;
      settle("submit", "ledger", "--replace", "--parallelism", Integer.toString(parallelism));
      story.add("parallelism " + before + " to " + parallelism);
    }

    private Set<Component> kill(Random random) throws Exception {
      List<Component> victims = new ArrayList<>(blow.victims());
      Collections.shuffle(victims, random);
      int number = blow == Blow.SEVERAL ? 2 + random.nextInt(2) : 1;
      Instant at = Instant.now();
      for (Component victim : victims.subList(0, number)) {
        story.add("kill -9 " + victim.label());
        servers.kill(victim);
      }
      if (blow == Blow.TASKMANAGER || blow == Blow.JOBMANAGER) {
        story.add(
            "ledger commits again after %.1f s (load average %.1f)"
                .formatted(
                    recovery(at).toMillis() / 1e3,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
      }
      return EnumSet.copyOf(victims.subList(0, number));
    }

    /**
     * Until the end of the ledger job's first checkpoint that was begun after the kill: from then
     * on its output is seen again. The job checkpoints every 5 s.
     */
    private Duration recovery(Instant killed) throws InterruptedException {
      long deadline = System.nanoTime() + RECOVERY_MAX.toNanos();
      String state = "no answer";
      while (System.nanoTime() < deadline) {
        try {
          String job =
              new Jobs(rest).active(JobKind.LEDGER.jobName()).map(found -> found.id()).orElse("");
          FlinkCheckpoint last = job.isEmpty() ? null : rest.lastCheckpoint(job);
          if (last != null && last.triggeredAt().isAfter(killed)) {
            return Duration.between(killed, last.triggeredAt().plusMillis(last.durationMs()));
          }
          state = "last checkpoint " + last;
        } catch (IOException e) {
          state = e.toString();
        }
        Thread.sleep(POLL_MS);
      }
      throw new AssertionError("no checkpoint " + RECOVERY_MAX + " after the kill: " + state);
    }

    private void prove() throws Exception {
      List<String> proofs = new ArrayList<>();
      int exit = new BatchProcess(servers.config()).run(List.of("prove"), proofs::add);
      assertThat(proofs)
          .as("proofs")
          .anyMatch(line -> line.startsWith("PROOF sequences-gapless OK"))
          .anyMatch(line -> line.startsWith("PROOF balances-continuous OK"))
          .anyMatch(line -> line.startsWith("PROOF entries-sum-to-zero OK"))
          .anyMatch(line -> line.startsWith("PROOF balances-equal-source OK"))
          .noneMatch(line -> line.contains(" FAIL "));
      assertThat(exit).as("exit code of prove").isEqualTo(ExitCodes.OK);
      assertThat(
              analyst.rows(
                  "SELECT journal_id, leg, count() FROM settlement.ledger_entry"
                      + " GROUP BY journal_id, leg HAVING count() > 1 LIMIT 5"))
          .as("legs that are there more than once")
          .isEmpty();
      assertThat(
              analyst.rows(
                  "SELECT alert_id, detail FROM settlement.ledger_alert"
                      + " WHERE type = 'COMMITTABLE_DROPPED'"))
          .as("alerts of dropped output")
          .isEmpty();
      proofs.stream()
          .filter(line -> line.contains("balances-equal-source"))
          .forEach(line -> story.add(line.substring("PROOF balances-equal-source ".length())));
    }

    private PrintStream silence() {
      return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return blow + ": " + String.join("; ", story);
    }
  }
}
