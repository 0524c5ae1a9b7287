package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.Rules;
import dev.settle.stream.kafka.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouteOperatorTest {
  private TwoInputStreamOperatorTestHarness<CapturedEvent, TopicRecord, KeyedEvent> harness =
      harness();
  private long offset;

  RouteOperatorTest() throws Exception {
    harness.open();
  }

  private static TwoInputStreamOperatorTestHarness<CapturedEvent, TopicRecord, KeyedEvent> harness()
      throws Exception {
    TwoInputStreamOperatorTestHarness<CapturedEvent, TopicRecord, KeyedEvent> harness =
        new TwoInputStreamOperatorTestHarness<>(new RouteOperator());
    harness.setup(new KeyedEvent.Serializer());
    return harness;
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void shouldSendAnEventOnceToEachHomeInWhichSomeRuleCountsIt() throws Exception {
    rulesAreRead();
    rule(Rules.count("a"));
    rule(Rules.smallThenLarge("same-key"));
    FraudRuleRow byDevice = Rules.count("b");
    byDevice.setKeyFields(List.of("device", "channel"));
    rule(byDevice);
    FraudRuleRow large = Rules.count("c");
    large.setKeyFields(List.of("merchant"));
    large.setFilter("amount > 1000");
    rule(large);
    FraudRuleRow paused = Rules.count("d");
    paused.setKeyFields(List.of("ip"));
    paused.setStatus("PAUSED");
    rule(paused);

    send(Events.purchase("o1", 20_000, 5));
    watermark(20_000);
    assertThat(homes()).containsExactly("user:u1", "device:d1");
    send(Events.purchase("o2", 20_000, 5_000));
    assertThat(homes()).hasSize(5).contains("merchant:m1");
  }

  @Test
  void shouldSendATransferToItsTwoUsersAndEachOnItsSide() throws Exception {
    rulesAreRead();
    rule(Rules.count("payer"));
    FraudRuleRow payee = Rules.count("payee");
    payee.setKeyFields(List.of("payee"));
    rule(payee);
    rule(Rules.passThrough("wallet"));
    send(Events.event("o1", 20_000, 600, OrderKind.TRANSFER, "u1", "u2", ""));
    send(Events.event("o2", 20_001, 600, OrderKind.TRANSFER, "u1", "u1", ""));
    send(Events.event("o3", 20_002, 600, OrderKind.TOP_UP, "", "u2", ""));
    watermark(30_000);
    assertThat(harness.extractOutputValues())
        .extracting(keyed -> keyed.home() + " " + keyed.sides())
        .containsExactly("user:u1 1", "user:u2 2", "user:u1 3", "user:u2 2");
  }

  @Test
  void shouldDropWhatTheSourceRepeatsNowAndLongAfter() throws Exception {
    rulesAreRead();
    rule(Rules.count("a"));
    send(Events.purchase("o1", 20_000, 5));
    CapturedEvent early = captured(Events.purchase("o2", 20_001, 5));
    send(early);
    send(Events.purchase("o1", 20_000, 5));
    send(Events.purchase("o3", 20_001 + PartitionProgress.MEMORY_MS + 1, 5));
    send(early);
    watermark(100_000);
    assertThat(homes()).hasSize(3);
  }

  @Test
  void shouldNotTakeAClockThatWasSetBackForARepetition() throws Exception {
    rulesAreRead();
    rule(Rules.count("a"));
    send(Events.purchase("o1", 90_000, 5));
    send(Events.purchase("o2", 20_000, 5));
    watermark(100_000);
    assertThat(homes()).hasSize(2);
  }

  @Test
  void shouldDropASecondSnapshotButForWhatChangedSince() throws Exception {
    rulesAreRead();
    rule(Rules.count("a"));
    send(snapshot("old", 1_000));
    send(snapshot("older", 500));
    send(Events.purchase("o1", 90_000, 5));
    send(snapshot("old", 1_000));
    send(snapshot("new", 95_000));
    watermark(100_000);
    assertThat(homes()).hasSize(4);
  }

  @Test
  void shouldHoldEventsUntilTheRulesAreReadAndSendThemInOrder() throws Exception {
    send(Events.purchase("o2", 21_000, 5));
    send(Events.purchase("o1", 20_000, 5));
    send(Events.purchase("o0", 20_000, 5));
    watermark(20_500);
    assertThat(homes()).isEmpty();
    rule(Rules.count("a"));
    rulesAreRead();
    watermark(20_600);
    assertThat(harness.extractOutputValues())
        .extracting(keyed -> keyed.present().id())
        .containsExactly("o0", "o1");
    watermark(30_000);
    assertThat(homes()).hasSize(3);
  }

  @Test
  void shouldTakeTimeToWhatACheckpointBroughtBackWhenAllRest() throws Exception {
    rule(Rules.count("a"));
    send(Events.purchase("o1", 20_000, 5));
    restore();
    harness.processWatermarkStatus1(WatermarkStatus.IDLE);
    assertThat(harness.getOutput()).as("its rules are not read").isEmpty();
    rulesAreRead();
    assertThat(homes()).containsExactly("user:u1");
    assertThat(harness.getOutput()).endsWith(new Watermark(20_000), WatermarkStatus.IDLE);
  }

  @Test
  void shouldTellWhatItHadReadWhenARuleComes() throws Exception {
    rulesAreRead();
    rule(Rules.count("first"));
    send(Events.purchase("o1", 20_000, 5));
    send(Events.purchase("o2", 30_000, 5));
    watermark(25_000);
    rule(Rules.count("second"));
    FraudRuleRow next = Rules.count("second");
    next.setVersion(2);
    next.setThreshold(7L);
    rule(next);
    FraudRuleRow other = Rules.count("second");
    other.setVersion(3);
    other.setFilter("amount > 3");
    rule(other);

    assertThat(notices())
        .extracting(RouteOperatorTest::told)
        .containsExactly(
            "first v1 from 1, read {}, sent to " + Long.MIN_VALUE,
            "second v1 from 1, read {0=1}, sent to 25000",
            "second v2 from 1, read {0=1}, sent to 25000",
            "second v3 from 3, read {0=1}, sent to 25000");
  }

  @Test
  void shouldQuarantineARuleThatIsRefusedWithTheReasonAndGoOn() throws Exception {
    rulesAreRead();
    FraudRuleRow bad = Rules.count("bad");
    bad.setFilter("amount > 'x'");
    rule(bad);
    harness.processElement2(
        new StreamRecord<>(
            new TopicRecord("payments.reference", 0, 9, "fraud_rule/worse", new byte[] {1})));
    harness.processElement2(
        new StreamRecord<>(
            new TopicRecord("payments.reference", 0, 10, "merchant/m1", new byte[] {1})));
    rule(Rules.count("good"));
    send(Events.purchase("o1", 20_000, 5));
    watermark(30_000);

    assertThat(homes()).containsExactly("user:u1");
    List<QuarantineRecord> refused = new ArrayList<>();
    for (StreamRecord<EncodedRecord> record : harness.getSideOutput(FraudIds.QUARANTINE)) {
      refused.add(AvroCodec.of(QuarantineRecord.class).decode(record.getValue().value));
    }
    assertThat(refused)
        .extracting(record -> record.getEntity() + " " + record.getEntityId())
        .containsExactly("FRAUD_RULE bad", "FRAUD_RULE worse");
    assertThat(refused.get(0).getCategory()).isEqualTo("MALFORMED");
    assertThat(refused.get(0).getDetail()).contains("1:8: found no matching overload");
    assertThat(refused.get(0).getOriginal().remaining()).isPositive();
    assertThat(refused.get(1).getCategory()).isEqualTo("MALFORMED");
  }

  private static String told(RuleNotice notice) {
    RuleStart rule = notice.rule();
    return rule == null
        ? notice.ruleId() + " removed"
        : "%s v%d from %d, read %s, sent to %d"
            .formatted(notice.ruleId(), rule.version(), rule.start(), rule.read(), rule.safeTime());
  }

  private void restore() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
  }

  private void rulesAreRead() throws Exception {
    harness.processWatermarkStatus2(WatermarkStatus.IDLE);
  }

  private void watermark(long time) throws Exception {
    harness.processWatermark1(new Watermark(time));
  }

  private void rule(FraudRuleRow row) throws Exception {
    harness.processElement2(new StreamRecord<>(Rules.record(row)));
  }

  private void send(FraudEvent event) throws Exception {
    send(captured(event));
  }

  private CapturedEvent captured(FraudEvent event) {
    long place = offset++;
    return new CapturedEvent(event, 0, place, place, event.time(), false);
  }

  private CapturedEvent snapshot(String id, long changedAt) {
    FraudEvent event = Events.purchase(id, changedAt, 5);
    long place = offset++;
    return new CapturedEvent(event, 0, place, place, changedAt, true);
  }

  private void send(CapturedEvent captured) throws Exception {
    harness.processElement1(new StreamRecord<>(captured, captured.event().time()));
  }

  private List<String> homes() {
    return harness.extractOutputValues().stream().map(KeyedEvent::home).toList();
  }

  private List<RuleNotice> notices() {
    return harness.getSideOutput(FraudIds.NOTICES).stream().map(StreamRecord::getValue).toList();
  }
}
