package dev.settle.stack.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.avro.ReferenceOperation;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The fraud rules of a measurement: rows like those that a company keeps. */
final class BenchRules {
  /** No rule is paused for its keys here: all of them are new at first. */
  private static final int KEYS_PER_MINUTE_MAX = Integer.MAX_VALUE;

  private BenchRules() {}

  /** All of them; the first so many are a mixture of keys as well. */
  static List<FraudRuleRow> all() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BenchRules.class.getResourceAsStream("fraud/rules.json"))) {
      List<FraudRuleRow> rules = new ArrayList<>();
      new ObjectMapper().readTree(in).forEach(node -> rules.add(row(node)));
      return rules;
    }
  }

  /** What a rule keeps windows for; rules with the same share their state. */
  static String keyOf(FraudRuleRow rule) {
    return "PASS_THROUGH".equals(rule.getSequence())
        ? "wallet"
        : String.join("|", rule.getKeyFields());
  }

  private static FraudRuleRow row(JsonNode node) {
    FraudRuleRow row = new FraudRuleRow();
    row.setRuleId(node.path("rule_id").asText());
    row.setName(node.path("rule_id").asText().replace('-', ' '));
    row.setKind(node.has("sequence") ? "SEQUENCE" : "AGGREGATE");
    row.setStatus("ACTIVE");
    row.setAction("ALERT");
    List<String> fields = new ArrayList<>();
    node.path("key_fields").forEach(field -> fields.add(field.asText()));
    row.setKeyFields(fields);
    row.setFilter(node.path("filter").asText());
    row.setCurrency(text(node, "currency"));
    row.setWindowSeconds(node.path("window_seconds").asInt());
    row.setAggregate(text(node, "aggregate"));
    row.setDistinctField(text(node, "distinct_field"));
    row.setPaneSeconds(integer(node, "pane_seconds"));
    row.setComparison(text(node, "comparison"));
    row.setThreshold(number(node, "threshold"));
    row.setEventsMin(node.path("events_min").asInt(1));
    row.setSequence(text(node, "sequence"));
    row.setSmallCount(integer(node, "small_count"));
    row.setSmallAmountMax(number(node, "small_amount_max"));
    row.setAmountMin(number(node, "amount_min"));
    row.setShareBp(integer(node, "share_bp"));
    row.setKeysPerMinuteMax(KEYS_PER_MINUTE_MAX);
    row.setEffectiveFrom(0);
    row.setVersion(1);
    row.setUpdatedBy("bench");
    row.setUpdatedAt(0);
    return row;
  }

  private static @Nullable String text(JsonNode node, String column) {
    return node.has(column) ? node.path(column).asText() : null;
  }

  private static @Nullable Integer integer(JsonNode node, String column) {
    return node.has(column) ? (Integer) node.path(column).asInt() : null;
  }

  private static @Nullable Long number(JsonNode node, String column) {
    return node.has(column) ? (Long) node.path(column).asLong() : null;
  }

  /**
   * Writes rules to {@code payments.reference}, as the connector does.
   *
   * @throws ServerFailedException when Kafka does not take them
   */
  static void write(String bootstrapServers, List<FraudRuleRow> rules) throws InterruptedException {
    AvroCodec<ReferenceChange> codec = AvroCodec.of(ReferenceChange.class);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (FraudRuleRow rule : rules) {
        ReferenceChange change = new ReferenceChange();
        change.setTable("fraud_rule");
        change.setKey(rule.getRuleId());
        change.setOp(ReferenceOperation.INSERT);
        change.setFraudRule(rule);
        String key = "fraud_rule/" + rule.getRuleId();
        producer
            .send(
                new ProducerRecord<>(
                    Topics.REFERENCE, key.getBytes(StandardCharsets.UTF_8), codec.encode(change)))
            .get();
      }
    } catch (ExecutionException e) {
      throw new ServerFailedException("the rules were not written: " + e.getCause());
    }
  }
}
