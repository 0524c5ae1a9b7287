package dev.settle.stream.fraud;

import dev.settle.schemas.avro.FraudAlert;
import dev.settle.schemas.avro.FraudLateEvent;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.RuleStatus;
import dev.settle.stream.fraud.window.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Makes records of what the job finds; ids are functions of the cause. */
final class AlertEncoder {
  private static final int ID_BYTES = 16;

  private final AvroCodec<FraudAlert> alerts = AvroCodec.of(FraudAlert.class);
  private final AvroCodec<FraudLateEvent> lateEvents = AvroCodec.of(FraudLateEvent.class);

  EncodedRecord crossing(
      FraudRule rule, String key, FraudEvent event, Finding finding, long raisedAt) {
    FraudAlert alert = of(rule, "CROSSING", key, event.id());
    alert.setMeasure(rule.pattern().measure());
    alert.setValue(finding.value());
    alert.setThreshold(finding.threshold());
    alert.setWindowFrom(finding.windowFrom());
    alert.setWindowTo(finding.windowTo());
    alert.setEvents(finding.events());
    alert.setEventIds(finding.eventIds());
    alert.setEventTime(event.time());
    alert.setRaisedAt(raisedAt);
    return new EncodedRecord(rule.id(), alerts.encode(alert));
  }

  EncodedRecord paused(FraudRule rule, int newKeys, int limit, long eventTime, long raisedAt) {
    FraudAlert alert = of(rule, "RULE_PAUSED", "", "");
    alert.setMeasure("NEW_KEYS");
    alert.setValue(newKeys);
    alert.setThreshold(limit);
    alert.setWindowFrom(eventTime);
    alert.setWindowTo(eventTime);
    alert.setEvents(0);
    alert.setEventIds(List.of());
    alert.setEventTime(eventTime);
    alert.setRaisedAt(raisedAt);
    return new EncodedRecord(rule.id(), alerts.encode(alert));
  }

  private static FraudAlert of(FraudRule rule, String type, String key, String eventId) {
    FraudAlert alert = new FraudAlert();
    alert.setAlertId(id(rule, type, key, eventId));
    alert.setType(type);
    alert.setRuleId(rule.id());
    alert.setRuleVersion(rule.version());
    alert.setRuleName(rule.name());
    alert.setAction(rule.action().name());
    alert.setShadow(rule.status() == RuleStatus.SHADOW);
    alert.setKey(key);
    alert.setCurrency(rule.currency());
    return alert;
  }

  EncodedRecord late(
      FraudEvent event, String key, List<String> ruleIds, long watermark, long receivedAt) {
    FraudLateEvent late =
        new FraudLateEvent(
            event.id(),
            key,
            ruleIds,
            event.orderId(),
            event.kind().name(),
            event.channel().name(),
            event.currency(),
            event.amount(),
            event.time(),
            watermark,
            receivedAt);
    return new EncodedRecord(event.id(), lateEvents.encode(late));
  }

  private static String id(FraudRule rule, String type, String key, String eventId) {
    String cause = String.join("\n", type, rule.id(), Long.toString(rule.version()), key, eventId);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(cause.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
