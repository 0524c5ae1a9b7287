package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.stream.JobOptions;
import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.Rules;
import dev.settle.stream.kafka.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouteFunctionTest {
  private final KeyedBroadcastOperatorTestHarness<String, FraudEvent, TopicRecord, KeyedEvent>
      harness;

  RouteFunctionTest() throws Exception {
    harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(new RouteFunction(), List.of(FraudIds.RULES)),
            FraudEvent::id,
            Types.STRING,
            JobOptions.MAX_PARALLELISM,
            1,
            0);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void shouldSendAnEventOnceToEachKeyThatSomeRuleCountsItFor() throws Exception {
    begin();
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
    assertThat(keys()).containsExactly("payer:u1", "device|channel:d1|WECHAT");
    send(Events.purchase("o2", 20_000, 5_000));
    assertThat(keys()).hasSize(5).contains("merchant:m1");
  }

  @Test
  void shouldDropWhatTheSourceRepeats() throws Exception {
    begin();
    rule(Rules.count("a"));
    send(Events.purchase("o1", 20_000, 5));
    send(Events.purchase("o1", 20_000, 5));
    assertThat(keys()).hasSize(1);
  }

  @Test
  void shouldForgetWhatItHasSeenAfterADay() throws Exception {
    begin();
    rule(Rules.count("a"));
    harness.setStateTtlProcessingTime(1_000);
    send(Events.purchase("o1", 20_000, 5));
    harness.setStateTtlProcessingTime(1_000 + 86_400_001);
    send(Events.purchase("o1", 20_000, 5));
    assertThat(keys()).hasSize(2);
  }

  @Test
  void shouldHoldEventsUntilTheRulesAreRead() throws Exception {
    send(Events.purchase("o2", 21_000, 5));
    send(Events.purchase("o1", 20_000, 5));
    harness.processWatermark(new Watermark(20_500));
    assertThat(keys()).isEmpty();
    rule(Rules.count("a"));
    harness.processBroadcastWatermark(Watermark.MAX_WATERMARK);
    assertThat(harness.extractOutputValues())
        .extracting(keyed -> keyed.event().id())
        .containsExactly("o1");
    harness.processWatermark(new Watermark(30_000));
    assertThat(keys()).hasSize(2);
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void shouldQuarantineARuleThatIsRefusedWithTheReasonAndGoOn() throws Exception {
    begin();
    FraudRuleRow bad = Rules.count("bad");
    bad.setFilter("amount > 'x'");
    rule(bad);
    harness.processBroadcastElement(
        new StreamRecord<>(
            new TopicRecord("payments.reference", 0, 9, "fraud_rule/worse", new byte[] {1})));
    harness.processBroadcastElement(
        new StreamRecord<>(
            new TopicRecord("payments.reference", 0, 10, "merchant/m1", new byte[] {1})));
    rule(Rules.count("good"));
    send(Events.purchase("o1", 20_000, 5));

    assertThat(keys()).containsExactly("payer:u1");
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

  private void begin() throws Exception {
    harness.processBroadcastWatermark(Watermark.MAX_WATERMARK);
    harness.processWatermark(new Watermark(1));
  }

  private void rule(FraudRuleRow row) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(Rules.record(row)));
  }

  private void send(FraudEvent event) throws Exception {
    harness.processElement(new StreamRecord<>(event, event.time()));
  }

  private List<String> keys() {
    return harness.extractOutputValues().stream().map(KeyedEvent::key).toList();
  }
}
