package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.BatchException;
import dev.settle.batch.cli.ExitCode;
import dev.settle.batch.proof.Prover;
import dev.settle.batch.reconciliation.ResultChecksum;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thirty generated days, night after night, against an oracle that the generator writes: every row
 * of both sides, every break, every figure of the proofs. The seed is printed; {@code
 * -Dsettle.history.seed=N} runs it again.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThirtyDaysIT extends NightHistory {
  private static final Logger LOG = LoggerFactory.getLogger(ThirtyDaysIT.class);
  private static final int DIFFERENCES_SHOWN = 20;
  private static final int LATE_BY = 3;

  private static final long SEED =
      Long.getLong("settle.history.seed", new Random().nextLong(1_000_000));
  private static final Set<Integer> corrected = new TreeSet<>();
  private static final Map<String, String> breakIds = new HashMap<>();

  private static History history;
  private static Oracle oracle;

  @BeforeAll
  static void generate() throws Exception {
    LOG.info("history of seed {}: -Dsettle.history.seed={} makes it again", SEED, SEED);
    history = new History(SEED);
    oracle = new Oracle(history);
    history.agree(pipeline);
  }

  @Test
  @Order(1)
  void shouldFindOnEachOfThirtyDaysWhatTheOracleSays() throws Exception {
    int compared = 0;
    for (int day = 0; day < History.DAYS; day++) {
      history.land(day, pipeline);
      if (history.silent.contains(day)) {
        assertIncomplete(day, "no statement");
      } else if (day >= history.missingFile && day < history.missingFile + LATE_BY) {
        receive(day, day != history.missingFile);
        assertIncomplete(
            day, day == history.missingFile ? "no statement" : History.date(history.missingFile));
      } else if (day == history.missingFile + LATE_BY) {
        for (int late = history.missingFile; late <= day; late++) {
          receive(late, true);
          compared += nightAndCompare(late);
        }
      } else {
        receive(day, true);
        compared += nightAndCompare(day);
      }
      if (day == history.correctedAtOnce) {
        correct(day);
        compared += compare(day);
      }
    }
    LOG.info("seed {}: {} rows, breaks and figures agree with the oracle", SEED, compared);
    assertThat(compared).as("compared").isGreaterThan(5_000);
  }

  @Test
  @Order(2)
  void shouldWriteTheSameBytesWhenDaysAreRunAgain() throws Exception {
    Map<Integer, String> before = checksums();
    for (int day : List.of(0, history.missingFile, history.correctedAtOnce, 16)) {
      night(History.date(day));
    }
    assertThat(checksums()).isEqualTo(before);
    engine.restart();
    night(History.date(16));
    night(History.date(History.DAYS - 1));
    assertThat(checksums()).as("after a restart of the engine").isEqualTo(before);
    assertChainIntact(true);
  }

  @Test
  @Order(3)
  void shouldHealTheDaysAfterOneThatIsCorrectedLater() throws Exception {
    int day = history.correctedLater;
    correct(day);
    List<Integer> later = history.nights().stream().filter(night -> night > day).toList();
    compare(day);
    assertChainIntact(false);
    assertThat(summary(History.date(day)))
        .contains(
            "run the night again, in this order, for "
                + String.join(", ", later.stream().map(History::date).toList()));
    for (int night : later) {
      nightAndCompare(night);
    }
    assertChainIntact(true);
    assertThat(summary(History.date(day))).doesNotContain("run the night again");
  }

  @Test
  @Order(4)
  void shouldGiveABreakOneIdOverTheDaysAndNoOtherBreakTheSame() {
    assertThat(breakIds).hasSizeGreaterThan(100);
    assertThat(new HashSet<>(breakIds.values())).hasSameSizeAs(breakIds.values());
  }

  private static void assertIncomplete(int day, String cause) {
    BatchException stopped = failing(History.date(day));
    assertThat(stopped).as(History.date(day)).isNotNull().hasMessageContaining("INCOMPLETE");
    assertThat(stopped).hasMessageContaining(cause);
    assertThat(stopped.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(count("reconciliation_item", History.date(day))).isZero();
    assertThat(count("reconciliation_proof", History.date(day))).isZero();
  }

  private static void receive(int day, boolean comes) throws Exception {
    if (comes) {
      write(History.date(day), history.bill(day, corrected).text());
    }
  }

  private static void correct(int day) throws Exception {
    corrected.add(day);
    Files.delete(statements.resolve("wechat").resolve(fileName(History.date(day))));
    receive(day, true);
    run(options(History.date(day), null, true));
    assertThat(verdicts(History.date(day))).containsExactly("accepted", "replaced", "accepted");
  }

  private static int nightAndCompare(int day) {
    night(History.date(day));
    return compare(day);
  }

  private static int compare(int day) {
    Map<String, String> ids = new LinkedHashMap<>();
    DayPicture expected = oracle.expected(day, corrected);
    DayPicture found = new FoundDay(clickHouse, history).read(day, corrected, ids);
    List<String> differences = new ArrayList<>(expected.differencesTo(found));
    ids.forEach(
        (name, id) -> {
          String earlier = breakIds.putIfAbsent(name, id);
          if (earlier != null && !earlier.equals(id)) {
            differences.add("%s break %s had id %s".formatted(History.date(day), name, earlier));
          }
        });
    assertThat(differences)
        .as(
            "seed %d, %s: %d differences, the first of them%n%s",
            SEED,
            History.date(day),
            differences.size(),
            String.join(
                System.lineSeparator(),
                differences.subList(0, Math.min(differences.size(), DIFFERENCES_SHOWN))))
        .isEmpty();
    return expected.size();
  }

  private static Map<Integer, String> checksums() {
    Map<Integer, String> checksums = new LinkedHashMap<>();
    for (int day : history.nights()) {
      LocalDate date = LocalDate.parse(History.date(day));
      checksums.put(
          day,
          new ResultChecksum(clickHouse)
              .addResults(date, "WECHAT", "", ResultChecksum.LAYOUT)
              .add("reconciliation_proof", date, "WECHAT")
              .hex());
    }
    return checksums;
  }

  private static void assertChainIntact(boolean intact) {
    assertThat(new Prover(clickHouse).ofReconciliation(null))
        .allSatisfy(
            proof ->
                assertThat(proof.holds())
                    .as(proof.toString())
                    .isEqualTo(intact || !proof.name().equals("chain-intact")));
  }
}
