package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.kafka.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nights that are killed with SIGKILL: each starts on what an untouched system has, runs as a
 * process of its own, is killed at a place, and is started again without a special flag. It must go
 * on with its run and print what an undisturbed night printed, the checksum over all results
 * included.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledNightIT extends NightHistory {
  private static final Logger LOG = LoggerFactory.getLogger(KilledNightIT.class);
  private static final int KILLED = 137;
  private static final int RANDOM_KILLS = 3;
  private static final long SEED = Long.getLong("settle.kill.seed", System.nanoTime() % 1_000_000);
  private static final int DAY = 2;

  private static KafkaBroker kafka;
  private static Path output;
  private static String undisturbed = "";
  private static Duration duration = Duration.ZERO;

  @BeforeAll
  static void writeHistory(@TempDir Path broker, @TempDir Path outputs) throws Exception {
    output = outputs;
    kafka = new KafkaBroker(broker);
    History history = new History(1);
    history.agree(pipeline);
    for (int day = 0; day <= DAY; day++) {
      history.land(day, pipeline);
      if (history.isActive(day)) {
        write(History.date(day), history.bill(day, Set.of()).text());
      }
    }
    for (int day = 0; day < DAY; day++) {
      if (history.isActive(day)) {
        night(History.date(day));
      }
    }
    pipeline.bookOrdered();
    LedgerTopic.fill(kafka.bootstrapServers(), clickHouse);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  /** Where a night is killed: at a line of its log, which stands in the step that it names. */
  record Place(String step, String line) {
    boolean isMetBy(String logged) {
      return Pattern.compile(line).matcher(logged).find();
    }

    @Override
    public String toString() {
      return step + " at '" + line + "'";
    }
  }

  static Stream<Place> places() {
    return Stream.of(
        new Place("launch", "night .* run 1"),
        new Place("gate", "gate: begins"),
        new Place("gate", "gate: .* agree"),
        new Place("close", "close: begins"),
        new Place("close", "close: .* ordered"),
        new Place("intake", "intake: begins"),
        new Place("intake", "statement .* read"),
        new Place("reconcile", "reconcile: begins"),
        new Place("reconcile", "01_ledger_side"),
        new Place("reconcile", "_break: "),
        new Place("reconcile", "reconciled in"),
        new Place("prove", "prove: begins"),
        new Place("prove", "PROOF chain-intact"),
        new Place("share", "share: begins"),
        new Place("settle", "settle: begins"));
  }

  @Test
  @Order(1)
  void shouldRunUndisturbed() throws Exception {
    reset();
    long started = System.nanoTime();
    undisturbed = finish();
    duration = Duration.ofNanos(System.nanoTime() - started);
    assertThat(undisturbed).contains("PROVED").contains("Results sha256");
    reset();
    assertThat(finish()).as("on the same state again").isEqualTo(undisturbed);
  }

  @ParameterizedTest
  @MethodSource("places")
  @Order(2)
  void shouldEndAsUndisturbedWhenKilledInside(Place place) throws Exception {
    reset();
    try (NightProcess night = start(place::isMetBy, NightProcess::kill9)) {
      assertThat(night.exitCode()).as(night.log()).isEqualTo(KILLED);
      assertThat(night.met()).as(night.log()).isTrue();
    }
    assertThat(finish()).isEqualTo(undisturbed);
  }

  @Test
  @Order(3)
  void shouldEndAsUndisturbedWhenKilledAtAnyMoment() throws Exception {
    LOG.info("random kills of seed {}: -Dsettle.kill.seed={} makes them again", SEED, SEED);
    Random random = new Random(SEED);
    reset();
    for (int kill = 0; kill < RANDOM_KILLS; kill++) {
      long moment = random.nextLong(duration.toNanos());
      try (NightProcess night = start(line -> false, NightProcess::kill9)) {
        LockSupport.parkNanos(moment);
        night.kill9();
        LOG.info("killed after {} ms: exit {}", moment / 1_000_000, night.exitCode());
      }
    }
    assertThat(end()).as("seed %d", SEED).isEqualTo(undisturbed);
  }

  @ParameterizedTest
  @MethodSource("placesOfTheEngine")
  @Order(4)
  void shouldEndAsUndisturbedWhenTheEngineIsKilledInside(Place place) throws Exception {
    reset();
    try (NightProcess night = start(place::isMetBy, running -> engine.kill9())) {
      assertThat(night.exitCode()).as(night.log()).isIn(ExitCode.UNREACHABLE, ExitCode.FAILED);
      assertThat(night.met()).isTrue();
    } finally {
      engine.restart();
    }
    assertThat(finish()).isEqualTo(undisturbed);
  }

  static Stream<Place> placesOfTheEngine() {
    return Stream.of(
        new Place("intake", "intake: begins"),
        new Place("intake", "statement .* read"),
        new Place("reconcile", "02_channel_side"),
        new Place("reconcile", "_break: "));
  }

  @Test
  @Order(5)
  void shouldRefuseASecondNightOfTheSameDayMeanwhile() throws Exception {
    reset();
    pipeline.acknowledge(false);
    try (NightProcess first = start(line -> false, NightProcess::kill9)) {
      while (!first.log().contains("ordered")) {
        assertThat(first.isAlive()).as(first.log()).isTrue();
        LockSupport.parkNanos(20_000_000);
      }
      try (NightProcess second = start(line -> false, NightProcess::kill9)) {
        assertThat(second.exitCode()).as(second.log()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(second.log()).contains("another run of " + History.date(DAY));
      }
      assertThat(first.isAlive()).isTrue();
      pipeline.acknowledge(true);
      assertThat(first.exitCode()).as(first.log()).isEqualTo(ExitCode.DONE);
      assertThat(summary(first)).isEqualTo(undisturbed);
    }
  }

  /** A night from its first launch, or one that goes on, to its end. */
  private static String finish() throws Exception {
    try (NightProcess night = start(line -> false, NightProcess::kill9)) {
      assertThat(night.exitCode()).as(night.log()).isEqualTo(ExitCode.DONE);
      assertThat(night.log()).contains("night " + History.date(DAY) + " ALL run 1");
      return summary(night);
    }
  }

  /** What was found: before it stand the times of the steps, and what a re-run changed. */
  private static String summary(NightProcess night) throws Exception {
    String output = night.output();
    return output.substring(output.indexOf("Night of "));
  }

  /** A night to its end, which is run anew when it was killed after its end only. */
  private static String end() throws Exception {
    try (NightProcess night = start(line -> false, NightProcess::kill9)) {
      assertThat(night.exitCode()).as(night.log()).isEqualTo(ExitCode.DONE);
      return summary(night);
    }
  }

  private static NightProcess start(Predicate<String> at, NightProcess.Happening happens)
      throws Exception {
    return new NightProcess(
        output,
        List.of(
            "nightly",
            "--business-date",
            History.date(DAY),
            "--statements",
            statements.toString(),
            "--reports",
            output.resolve("reports").toString(),
            "--gate-wait",
            "60",
            "--by",
            "test",
            "--postgres-url",
            embedded.getJdbcUrl("postgres", "postgres"),
            "--postgres-user",
            "postgres",
            "--postgres-password",
            "postgres",
            "--clickhouse-url",
            engine.httpUrl(),
            "--bootstrap-servers",
            kafka.bootstrapServers()),
        at,
        happens);
  }

  /** The day as if no night had met it; what killed ones left in staging tables stays. */
  private static void reset() throws Exception {
    for (String table :
        List.of(
            "channel_statement_line",
            "reconciliation_item",
            "reconciliation_break",
            "reconciliation_proof")) {
      clickHouse.run(
          "ALTER TABLE settlement.%s DROP PARTITION ('%s', 'WECHAT')"
              .formatted(table, History.date(DAY)),
          Map.of());
    }
    String ofTheDay = " WHERE business_date = '" + History.date(DAY) + "'";
    for (String table :
        List.of(
            "channel_statement_file",
            "day_closing",
            "reconciliation_rerun_diff",
            "control_total")) {
      clickHouse.run("DELETE FROM settlement." + table + ofTheDay, Map.of());
    }
    pipeline.sql(
        "SET session_replication_role = replica",
        "DELETE FROM payments.business_day_close" + ofTheDay,
        "SET session_replication_role = DEFAULT",
        "TRUNCATE batch.batch_job_instance CASCADE");
    pipeline.forgetClosings();
  }
}
