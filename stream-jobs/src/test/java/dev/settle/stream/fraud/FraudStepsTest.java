package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudAlert;
import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.Rules;
import dev.settle.stream.fraud.window.Histories;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

class FraudStepsTest {
  @Test
  void shouldAlertOnceWithTheValuesThatCrossed() throws Exception {
    try (JobHarness job = new JobHarness()) {
      FraudRuleRow row = Rules.count("r");
      row.setAction("BLOCK");
      row.setStatus("SHADOW");
      job.rule(row);
      sendPurchases(job, 20_000, 5);
      assertThat(job.lines()).isEmpty();
      job.watermark(30_000);

      assertThat(job.lines()).containsExactly("r payer:u1 o2=3");
      FraudAlert alert = job.alerts().get(0);
      assertThat(alert.getAlertId()).matches("[0-9a-f]{32}");
      assertThat(alert.getType()).isEqualTo("CROSSING");
      assertThat(alert.getAction()).isEqualTo("BLOCK");
      assertThat(alert.getShadow()).isTrue();
      assertThat(alert.getMeasure()).isEqualTo("COUNT");
      assertThat(alert.getThreshold()).isEqualTo(3);
      assertThat(alert.getEventIds()).containsExactly("o0", "o1", "o2");
      assertThat(alert.getWindowFrom()).isEqualTo(11_000);
      assertThat(alert.getWindowTo()).isEqualTo(21_000);
      assertThat(alert.getEventTime()).isEqualTo(20_200);
    }
  }

  @Test
  void shouldGatherWhatTheWatermarkPassesUntilTheBatchEnds() throws Exception {
    try (JobHarness job = new JobHarness(Duration.ofSeconds(1))) {
      job.rule(Rules.count("r"));
      sendPurchases(job, 20_000, 3);
      job.watermark(30_000);
      job.passTime(999);
      job.watermark(31_000);
      assertThat(job.lines()).isEmpty();
      job.passTime(1_000);
      assertThat(job.lines()).containsExactly("r payer:u1 o2=3");

      for (int i = 0; i < 3; i++) {
        job.send(Events.purchase("p" + i, 50_000 + i, 5));
      }
      job.watermark(60_000);
      job.passTime(1_500);
      assertThat(job.lines()).hasSize(1);
      job.snapshot();
      assertThat(job.lines()).as("a checkpoint leaves nothing to be applied").hasSize(2);

      for (int i = 0; i < 3; i++) {
        job.send(Events.purchase("q" + i, 80_000 + i, 5));
      }
      job.watermark(Long.MAX_VALUE);
      assertThat(job.lines()).as("the end of time waits for nothing").hasSize(3);
      assertThat(job.stateEntries()).isZero();
    }
  }

  /** As when a subtask returns behind another, whose watermark alone was told. */
  @Test
  void shouldApplyNothingAfterARestBeforeAllSubtasksHadTimeToReturn() throws Exception {
    try (JobHarness job = new JobHarness(Duration.ofSeconds(1))) {
      job.rule(Rules.count("r"));
      job.rest();
      job.send(Events.purchase("p0", 50_000, 5));
      job.send(Events.purchase("p2", 50_002, 5));
      job.watermark(60_000);
      job.passTime(1_000);
      job.snapshot();
      job.send(Events.purchase("p1", 50_001, 5));
      job.passTime(5_999);
      assertThat(job.lines()).isEmpty();
      job.passTime(6_000);
      assertThat(job.lines()).containsExactly("r payer:u1 p2=3");

      sendPurchases(job, 80_000, 3);
      job.watermark(90_000);
      job.passTime(7_000);
      assertThat(job.lines()).as("a batch as ever").hasSize(2);
    }
  }

  /** Homes are applied one by one, whatever the order of their events, and each in order. */
  @Test
  void shouldMakeOneBatchOfManyHomesWhateverTheOrderOfTheirEvents() throws Exception {
    try (JobHarness job = new JobHarness(Duration.ofSeconds(1))) {
      job.rule(Rules.count("r"));
      for (int i = 0; i < 3; i++) {
        for (int user = 0; user < 40; user++) {
          String id = "u%02d-%d".formatted(user, i);
          job.send(
              Events.event(id, 20_000 + i, 5, OrderKind.PURCHASE, "payer" + user, "", "d" + user));
        }
      }
      job.watermark(30_000);
      job.passTime(1_000);
      assertThat(job.lines())
          .hasSize(40)
          .allMatch(line -> line.matches("r payer:payer\\d+ u\\d\\d-2=3"))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldTakeInARuleAndItsNextVersionWhileItRuns() throws Exception {
    try (JobHarness job = new JobHarness()) {
      FraudRuleRow row = Rules.count("r");
      row.setThreshold(50L);
      job.rule(row);
      sendPurchases(job, 20_000, 2);
      job.watermark(21_000);
      row.setThreshold(3L);
      row.setVersion(2);
      job.rule(row);
      job.send(Events.purchase("next", 22_000, 5));
      job.watermark(23_000);
      assertThat(job.lines()).containsExactly("r payer:u1 next=3");
      assertThat(job.alerts().get(0).getRuleVersion()).isEqualTo(2);

      row.setStatus("PAUSED");
      row.setVersion(3);
      job.rule(row);
      sendPurchases(job, 50_000, 5);
      job.watermark(60_000);
      assertThat(job.alerts()).hasSize(1);
      assertThat(job.stateEntries()).isZero();
    }
  }

  @Test
  void shouldKeepTheLastGoodVersionWhenTheNextIsRefused() throws Exception {
    try (JobHarness job = new JobHarness()) {
      job.rule(Rules.count("r"));
      FraudRuleRow bad = Rules.count("r");
      bad.setVersion(2);
      bad.setFilter("amount >");
      job.rule(Rules.record(bad));
      FraudRuleRow older = Rules.count("r");
      older.setThreshold(1L);
      job.rule(Rules.record(older));
      sendPurchases(job, 20_000, 3);
      job.watermark(30_000);
      assertThat(job.lines()).containsExactly("r payer:u1 o2=3");
    }
  }

  @Test
  void shouldCountALateEventWhileItsWindowIsOpenAndTellWhereItDidNot() throws Exception {
    try (JobHarness job = new JobHarness()) {
      job.rule(Rules.count("wide"));
      FraudRuleRow narrow = Rules.count("narrow");
      narrow.setWindowSeconds(2);
      job.rule(narrow);
      job.rule(Rules.smallThenLarge("sequence"));
      sendPurchases(job, 20_000, 2);
      job.watermark(25_000);
      job.send(Events.purchase("late", 21_000, 5));
      assertThat(job.lines()).containsExactly("wide payer:u1 late=3");
      job.send(Events.purchase("latest", 15_999, 5));

      assertThat(job.late())
          .extracting(late -> late.getEventId() + " " + late.getRuleIds())
          .containsExactly("late [narrow, sequence]", "latest [narrow, sequence, wide]");
      assertThat(job.late().get(0).getWatermark()).isEqualTo(25_000);
      assertThat(job.late().get(0).getKey()).isEqualTo("payer:u1");
      job.watermark(60_000);
      assertThat(job.stateEntries()).isZero();
      assertThat(job.timers()).isZero();
    }
  }

  @Test
  void shouldHaveFewTimersAndNothingLeftWhenTheWindowsHavePassed() throws Exception {
    try (JobHarness job = new JobHarness()) {
      for (FraudRuleRow row : Histories.rules()) {
        job.rule(row);
      }
      for (int i = 0; i < 500; i++) {
        job.send(Events.event("o" + i, 20_000 + i * 10L, 100, OrderKind.TIP, "u1", "", "d1"));
        job.watermark(19_000 + i * 10L);
        // One key each of payer, device and channel, channel, merchant, ip.
        assertThat(job.timers()).isLessThanOrEqualTo(5);
      }
      assertThat(job.stateEntries()).isPositive();
      job.watermark(37_000);
      assertThat(job.stateEntries()).isZero();
      assertThat(job.timers()).isZero();
    }
  }

  @Test
  void shouldPauseARuleWhoseKeysExplodeAndGoOnWithTheOthers() throws Exception {
    try (JobHarness job = new JobHarness()) {
      FraudRuleRow explodes = Rules.count("explodes");
      explodes.setKeysPerMinuteMax(3);
      explodes.setThreshold(1L);
      job.rule(explodes);
      job.rule(Rules.count("other"));
      for (int user = 0; user < 6; user++) {
        for (int i = 0; i < 3; i++) {
          job.send(
              Events.event(
                  user + "-" + i,
                  20_000 + user * 1_000L + i,
                  5,
                  OrderKind.TIP,
                  "u" + user,
                  "",
                  ""));
        }
      }
      job.watermark(27_000);
      assertThat(job.alerts().stream().filter(a -> a.getType().equals("RULE_PAUSED")))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.getRuleId()).isEqualTo("explodes");
                assertThat(alert.getMeasure()).isEqualTo("NEW_KEYS");
                assertThat(alert.getValue()).isEqualTo(4);
                assertThat(alert.getThreshold()).isEqualTo(3);
              });
      assertThat(job.lines().stream().filter(line -> line.startsWith("explodes payer"))).hasSize(3);
      assertThat(job.lines().stream().filter(line -> line.startsWith("other"))).hasSize(6);

      try (JobHarness restored = job.restored(new HashMapStateBackend(), job.snapshot())) {
        restored.send(Events.event("x", 90_000, 5, OrderKind.TIP, "x", "", ""));
        restored.watermark(95_000);
        assertThat(restored.lines()).isEmpty();

        explodes.setVersion(2);
        restored.rule(explodes);
        restored.send(Events.event("y", 96_000, 5, OrderKind.TIP, "y", "", ""));
        restored.watermark(99_000);
        assertThat(restored.lines()).containsExactly("explodes payer:y y=1");
      }
    }
  }

  @Test
  void shouldNotTakeManyKeysOverALongTimeForAnExplosion() throws Exception {
    try (JobHarness job = new JobHarness()) {
      FraudRuleRow row = Rules.count("r");
      row.setKeysPerMinuteMax(3);
      job.rule(row);
      // All become due by one watermark, as when history is read.
      for (int user = 0; user < 30; user++) {
        job.send(Events.event("o" + user, user * 30_000L, 5, OrderKind.TIP, "u" + user, "", ""));
      }
      job.watermark(2_000_000);
      assertThat(job.alerts()).isEmpty();
    }
  }

  @Test
  void shouldGoOnFromASnapshotOfRocksDb() throws Exception {
    try (JobHarness job = new JobHarness(new EmbeddedRocksDBStateBackend())) {
      job.rule(Rules.count("r"));
      job.send(Events.purchase("a", 20_000, 5));
      job.send(Events.purchase("b", 21_000, 5));
      job.watermark(20_500);
      JobHarness.Snapshot snapshot = job.snapshot();
      try (JobHarness restored = job.restored(new EmbeddedRocksDBStateBackend(), snapshot)) {
        restored.send(Events.purchase("b", 21_000, 5));
        restored.send(Events.purchase("c", 22_000, 5));
        restored.watermark(23_000);
        assertThat(restored.lines()).containsExactly("r payer:u1 c=3");
        restored.watermark(40_000);
        assertThat(restored.timers()).isZero();
      }
    }
  }

  /** One waits to be sent, another was sent by a partition that was ahead. */
  @Test
  void shouldJudgeWhatACheckpointBroughtBackThoughNoPaymentFollows() throws Exception {
    try (JobHarness job = new JobHarness(2)) {
      job.rule(Rules.count("r"));
      job.send(Events.purchase("a", 20_000, 5), 1);
      job.watermark(20_000);
      job.send(Events.purchase("b", 21_000, 5), 0);
      job.watermark(0, 21_500);
      job.send(Events.purchase("c", 22_000, 5), 1);
      try (JobHarness restored = job.restored(new HashMapStateBackend(), job.snapshot())) {
        restored.rest();
        assertThat(restored.lines()).containsExactly("r payer:u1 c=3");
      }
    }
  }

  @Test
  void shouldJudgeWhatWasSentAheadOfOthersThoughNoPaymentFollowsARestart() throws Exception {
    try (JobHarness job = new JobHarness(2)) {
      job.rule(Rules.count("r"));
      sendPurchases(job, 20_000, 3);
      job.watermark(0, 30_000);
      assertThat(job.lines()).isEmpty();
      try (JobHarness restored = job.restored(new HashMapStateBackend(), job.snapshot())) {
        restored.rest();
        assertThat(restored.lines()).hasSize(1);
      }
    }
  }

  @Test
  void shouldFindSequences() throws Exception {
    try (JobHarness job = new JobHarness()) {
      job.rule(Rules.smallThenLarge("small"));
      job.rule(Rules.passThrough("through"));
      job.send(Events.purchase("s1", 20_000, 100));
      job.send(Events.purchase("s2", 21_000, 1));
      job.send(Events.purchase("large", 22_000, 1_000));
      job.send(Events.event("in", 20_000, 600, OrderKind.TOP_UP, "", "u2", ""));
      job.send(Events.event("out1", 25_000, 500, OrderKind.TRANSFER, "u2", "u3", ""));
      job.send(Events.event("out2", 26_000, 50, OrderKind.WITHDRAWAL, "u2", "", ""));
      job.watermark(30_000);
      assertThat(job.lines())
          .containsExactlyInAnyOrder("small payer:u1 large=1000", "through wallet:u2 out2=9166");
      assertThat(job.alerts())
          .extracting(FraudAlert::getEventIds)
          .containsExactlyInAnyOrder(List.of("s1", "s2", "large"), List.of("in", "out1", "out2"));
    }
  }

  private static void sendPurchases(JobHarness job, long from, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      job.send(Events.purchase("o" + i, from + i * 100L, 5));
    }
  }
}
