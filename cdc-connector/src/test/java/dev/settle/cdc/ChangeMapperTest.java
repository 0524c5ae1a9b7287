package dev.settle.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.avro.BusinessDayCloseRow;
import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.InstructionLeg;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.avro.ReferenceOperation;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mapping of rows, on records such as the engine makes. */
class ChangeMapperTest {
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("table", Schema.STRING_SCHEMA)
          .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
          .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .build();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T00:00:05Z"), ZoneOffset.UTC);

  private static final String LEGS =
      "[{\"amount\": 9007199254740993, \"account\": \"channel:WECHAT\", \"currency\": \"CNY\"},"
          + " {\"amount\": -9007199254740993, \"account\": \"platform:channel-fees\", \"currency\": \"CNY\"}]";

  private final CaptureMetrics metrics = new CaptureMetrics(CLOCK);
  private final ChangeMapper mapper = new ChangeMapper(metrics, CLOCK);

  @Test
  void shouldMapUpdateOfAnOrderWithBothImages() throws Exception {
    Struct before = order("o1");
    Struct after = order("o1").put("status", "PAID").put("paid_at", 2_000L).put("version", 2L);
    after.put("trace_parent", "00-a-b-01").put("channel_txn_id", "t1");

    MappedChange mapped = map("payment_order", "u", before, after);

    assertThat(mapped.topic()).isEqualTo("payments.changes");
    assertThat(mapped.key()).isEqualTo("o1");
    assertThat(mapped.traceParent()).isEqualTo("00-a-b-01");
    assertThat(mapped.problem()).isNull();
    PaymentChange change = payment(mapped);
    assertThat(change.getEntity()).isEqualTo(Entity.PAYMENT_ORDER);
    assertThat(change.getOp()).isEqualTo(Operation.UPDATE);
    assertThat(change.getSource().getLsn()).isEqualTo(77);
    assertThat(change.getSource().getTxId()).isEqualTo(9);
    assertThat(change.getSource().getCommittedAt()).isEqualTo(1_000);
    assertThat(change.getSource().getSnapshot()).isFalse();
    assertThat(change.getCapturedAt()).isEqualTo(CLOCK.millis());
    assertThat(change.getOrderBefore().getStatus()).isEqualTo("PENDING");
    assertThat(change.getOrderBefore().getPaidAt()).isNull();
    assertThat(change.getOrderAfter().getPaidAt()).isEqualTo(2_000);
    assertThat(change.getOrderAfter().getAmount()).isEqualTo(1234);
    assertThat(change.getRefundAfter()).isNull();
  }

  @Test
  void shouldMapSnapshotAndDelete() throws Exception {
    PaymentChange read = payment(map("payment_order", "r", null, order("o1")));
    PaymentChange gone = payment(map("payment_order", "d", order("o1"), null));

    assertThat(read.getOp()).isEqualTo(Operation.SNAPSHOT);
    assertThat(read.getSource().getSnapshot()).isTrue();
    assertThat(gone.getOp()).isEqualTo(Operation.DELETE);
    assertThat(gone.getOrderBefore().getOrderId()).isEqualTo("o1");
    assertThat(gone.getOrderAfter()).isNull();
    assertThat(gone.getOrderId()).isEqualTo("o1");
  }

  @Test
  void shouldKeyRefundByItsOrder() throws Exception {
    MappedChange mapped = map("refund", "c", null, refund("r1", "o7"));

    assertThat(mapped.key()).isEqualTo("o7");
    PaymentChange change = payment(mapped);
    assertThat(change.getEntity()).isEqualTo(Entity.REFUND);
    assertThat(change.getEntityId()).isEqualTo("r1");
    assertThat(change.getOrderId()).isEqualTo("o7");
    assertThat(change.getRefundAfter().getAmount()).isEqualTo(34);
  }

  @Test
  void shouldMapAHoldByItself() throws Exception {
    Struct after = hold("h1").put("status", "CAPTURED").put("captured_amount", 30L);
    after.put("captured_at", 3_000L).put("version", 2L).put("trace_parent", "00-a-b-01");

    MappedChange mapped = map("funds_hold", "u", hold("h1"), after);

    assertThat(mapped.topic()).isEqualTo("payments.changes");
    assertThat(mapped.key()).isEqualTo("h1");
    assertThat(mapped.traceParent()).isEqualTo("00-a-b-01");
    PaymentChange change = payment(mapped);
    assertThat(change.getEntity()).isEqualTo(Entity.FUNDS_HOLD);
    assertThat(change.getOrderId()).isEqualTo("h1").isEqualTo(change.getEntityId());
    assertThat(change.getHoldBefore().getStatus()).isEqualTo("HELD");
    assertThat(change.getHoldBefore().getCapturedAt()).isNull();
    assertThat(change.getHoldAfter().getCapturedAmount()).isEqualTo(30);
    assertThat(change.getHoldAfter().getCapturedAt()).isEqualTo(3_000);
    assertThat(change.getHoldAfter().getOwnerId()).isEqualTo("u1");
    assertThat(change.getHoldAfter().getClosedAt()).isNull();
    assertThat(change.getHoldAfter().getExpiresAt()).isEqualTo(9_000);
    assertThat(change.getOrderAfter()).isNull();
  }

  @Test
  void shouldMapAnInstructionWithItsLegs() throws Exception {
    MappedChange mapped = map("ledger_instruction", "c", null, instruction("i1", LEGS));

    assertThat(mapped.key()).isEqualTo("i1");
    assertThat(mapped.problem()).isNull();
    PaymentChange change = payment(mapped);
    assertThat(change.getEntity()).isEqualTo(Entity.LEDGER_INSTRUCTION);
    assertThat(change.getEntityId()).isEqualTo("i1");
    assertThat(change.getOrderId()).isEqualTo("i1");
    assertThat(change.getInstructionAfter().getBusinessDate()).isEqualTo("2026-03-01");
    assertThat(change.getInstructionAfter().getOrderId()).isEqualTo("o9");
    assertThat(change.getInstructionAfter().getChecker()).isNull();
    assertThat(change.getInstructionAfter().getLegs())
        .containsExactly(
            new InstructionLeg("channel:WECHAT", "CNY", 9_007_199_254_740_993L),
            new InstructionLeg("platform:channel-fees", "CNY", -9_007_199_254_740_993L));
  }

  @Test
  void shouldPublishTheDeletionOfAnInstructionForTheQuarantine() throws Exception {
    PaymentChange gone = payment(map("ledger_instruction", "d", instruction("i1", LEGS), null));

    assertThat(gone.getOp()).isEqualTo(Operation.DELETE);
    assertThat(gone.getEntityId()).isEqualTo("i1");
    assertThat(gone.getInstructionAfter()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "5                                                          | legs is no array",
        "{}                                                         | legs is no array",
        "[7]                                                        | legs[0] has no account or currency",
        "[{\"account\":1,\"currency\":\"CNY\",\"amount\":1}]          | legs[0] has no account or currency",
        "[{\"account\":\"a\",\"amount\":1}]                           | legs[0] has no account or currency",
        "[{\"account\":\"a\",\"currency\":\"CNY\"}]                   | legs[0].amount is no whole number of 64 bits",
        "[{\"account\":\"a\",\"currency\":\"CNY\",\"amount\":1.5}]      | legs[0].amount is no whole number of 64 bits",
        "[{\"account\":\"a\",\"currency\":\"CNY\",\"amount\":1.0}]      | legs[0].amount is no whole number of 64 bits",
        "[{\"account\":\"a\",\"currency\":\"CNY\",\"amount\":\"1\"}]    | legs[0].amount is no whole number of 64 bits",
        "[{\"account\":\"a\",\"currency\":\"CNY\",\"amount\":9223372036854775808}] | legs[0].amount is no whole number of 64 bits",
        "[{\"account\":                                             | legs is no JSON"
      })
  void shouldPublishAnInstructionWithUnreadableLegsWithoutItsImage(String legs, String problem)
      throws Exception {
    MappedChange mapped = map("ledger_instruction", "c", null, instruction("i1", legs));

    assertThat(mapped.problem()).startsWith("payments.ledger_instruction." + problem);
    PaymentChange change = payment(mapped);
    assertThat(change.getEntityId()).isEqualTo("i1");
    assertThat(change.getInstructionAfter()).isNull();
  }

  @Test
  void shouldPublishAHoldWithAnInfiniteExpiryWithoutItsImages() throws Exception {
    MappedChange mapped =
        map("funds_hold", "u", hold("h1"), hold("h1").put("expires_at", Long.MAX_VALUE));

    assertThat(mapped.problem()).contains("funds_hold.expires_at is infinite");
    assertThat(payment(mapped).getHoldBefore()).isNull();
    assertThat(payment(mapped).getHoldAfter()).isNull();
  }

  @Test
  void shouldMapTheClosingOfADay() throws Exception {
    MappedChange mapped = map("business_day_close", "c", null, closing(20_513));

    assertThat(mapped.topic()).isEqualTo("payments.reference");
    assertThat(mapped.key()).isEqualTo("business_day_close/WECHAT/2026-03-01");
    ReferenceChange change = AvroCodec.of(ReferenceChange.class).decode(mapped.value());
    assertThat(change.getTable()).isEqualTo("business_day_close");
    assertThat(change.getLsn()).isEqualTo(77);
    assertThat(change.getBusinessDayClose())
        .isEqualTo(new BusinessDayCloseRow("WECHAT", LocalDate.of(2026, 3, 1), "night", 5L));
  }

  @Test
  void shouldStopAtAReferenceRowThatItCannotMap() {
    assertThatThrownBy(() -> map("business_day_close", "c", null, closing(Integer.MAX_VALUE)))
        .isInstanceOf(SchemaDriftException.class)
        .hasMessageContaining("business_day_close.business_date is infinite")
        .hasMessageContaining("at LSN 77");
  }

  @Test
  void shouldPublishRowWithNullInNeededColumnWithoutImages() throws Exception {
    MappedChange mapped = map("payment_order", "u", order("o1"), order("o1").put("status", null));

    assertThat(mapped.problem()).isEqualTo("payments.payment_order.status is null");
    PaymentChange change = payment(mapped);
    assertThat(change.getEntityId()).isEqualTo("o1");
    assertThat(change.getOrderBefore()).isNull();
    assertThat(change.getOrderAfter()).isNull();
  }

  @Test
  void shouldPublishRefundWithoutOrderUnderItsOwnKey() throws Exception {
    MappedChange mapped = map("refund", "c", null, refund("r1", null));

    assertThat(mapped.key()).isEqualTo("r1");
    assertThat(mapped.problem()).isEqualTo("payments.refund.order_id is null");
    assertThat(payment(mapped).getOrderId()).isEmpty();
  }

  @Test
  void shouldTreatInfiniteTimesAndUnloggedValuesAsUnmappable() {
    assertThat(
            map("payment_order", "c", null, order("o1").put("paid_at", Long.MAX_VALUE)).problem())
        .contains("payment_order.paid_at is infinite");
    assertThat(
            map("payment_order", "c", null, order("o1").put("device_id", Row.UNAVAILABLE))
                .problem())
        .contains("REPLICA IDENTITY FULL");
  }

  @Test
  void shouldNotPutTheColumnsDefaultInForNull() throws Exception {
    Map<String, Schema> columns = orderSchema();
    columns.put("paid_at", SchemaBuilder.int64().optional().defaultValue(0L).build());
    Struct after = order(struct(columns), "o1");

    assertThat(payment(map("payment_order", "c", null, after)).getOrderAfter().getPaidAt())
        .isNull();
  }

  @Test
  void shouldStopWhenColumnIsMissing() {
    Map<String, Schema> columns = orderSchema();
    columns.remove("amount");
    Struct after = new Struct(struct(columns));

    assertThatThrownBy(() -> map("payment_order", "c", null, after))
        .isInstanceOf(SchemaDriftException.class)
        .hasMessageContaining("payments.payment_order.amount: the column is missing");
  }

  @Test
  void shouldStopWhenColumnHasAnotherType() {
    Map<String, Schema> columns = orderSchema();
    columns.put("amount", Schema.OPTIONAL_STRING_SCHEMA);
    Struct after = new Struct(struct(columns));

    assertThatThrownBy(() -> map("payment_order", "c", null, after))
        .isInstanceOf(SchemaDriftException.class)
        .hasMessageContaining(
            "payments.payment_order.amount: the column comes as STRING, not INT64");
  }

  @Test
  void shouldIgnoreColumnThatIsNotKnown() {
    Map<String, Schema> columns = orderSchema();
    columns.put("note", Schema.OPTIONAL_STRING_SCHEMA);

    assertThat(map("payment_order", "c", null, order(struct(columns), "o1")).problem()).isNull();
  }

  @Test
  void shouldMapReferenceRowsAndTheirDeletion() throws Exception {
    Struct row =
        new Struct(
                struct(
                    new TreeMap<>(
                        Map.of(
                            "merchant_id", Schema.STRING_SCHEMA,
                            "name", Schema.STRING_SCHEMA,
                            "currency", Schema.STRING_SCHEMA,
                            "hot", Schema.BOOLEAN_SCHEMA,
                            "version", Schema.INT64_SCHEMA,
                            "updated_at", Schema.INT64_SCHEMA))))
            .put("merchant_id", "m1")
            .put("name", "茶館")
            .put("currency", "CNY")
            .put("hot", true)
            .put("version", 1L)
            .put("updated_at", 5L);

    MappedChange inserted = map("merchant", "c", null, row);
    MappedChange deleted = map("merchant", "d", row, null);

    assertThat(inserted.topic()).isEqualTo("payments.reference");
    assertThat(inserted.key()).isEqualTo("merchant/m1").isEqualTo(deleted.key());
    ReferenceChange change = AvroCodec.of(ReferenceChange.class).decode(inserted.value());
    assertThat(change.getMerchant().getHot()).isTrue();
    ReferenceChange gone = AvroCodec.of(ReferenceChange.class).decode(deleted.value());
    assertThat(gone.getOp()).isEqualTo(ReferenceOperation.DELETE);
    assertThat(gone.getMerchant()).isNull();
    assertThat(gone.getKey()).isEqualTo("m1");
  }

  @Test
  void shouldMapAFraudRuleWithItsKeyFields() throws Exception {
    Map<String, Schema> columns = optional(withoutArray(new FraudRuleTable().columns()));
    columns.put("key_fields", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build());
    Struct row =
        new Struct(struct(columns))
            .put("rule_id", "tips-per-device")
            .put("name", "many tips from one device")
            .put("kind", "AGGREGATE")
            .put("status", "ACTIVE")
            .put("action", "REVIEW")
            .put("key_fields", List.of("device", "channel"))
            .put("filter", "kind == 'TIP'")
            .put("window_seconds", 600)
            .put("aggregate", "COUNT")
            .put("pane_seconds", 10)
            .put("comparison", ">=")
            .put("threshold", 20L)
            .put("events_min", 1)
            .put("keys_per_minute_max", 1_000)
            .put("effective_from", 3_000L)
            .put("version", 2L)
            .put("updated_by", "ana")
            .put("updated_at", 5L);

    MappedChange mapped = map("fraud_rule", "u", row, row);

    assertThat(mapped.topic()).isEqualTo("payments.reference");
    assertThat(mapped.key()).isEqualTo("fraud_rule/tips-per-device");
    FraudRuleRow rule = AvroCodec.of(ReferenceChange.class).decode(mapped.value()).getFraudRule();
    assertThat(rule.getKeyFields()).containsExactly("device", "channel");
    assertThat(rule.getFilter()).isEqualTo("kind == 'TIP'");
    assertThat(rule.getThreshold()).isEqualTo(20);
    assertThat(rule.getVersion()).isEqualTo(2);
    assertThat(rule.getCurrency()).isNull();
    assertThat(rule.getEffectiveTo()).isNull();
    assertThat(rule.getShareBp()).isNull();
  }

  private static Map<String, Schema.Type> withoutArray(Map<String, Schema.Type> columns) {
    Map<String, Schema.Type> rest = new TreeMap<>(columns);
    rest.values().remove(Schema.Type.ARRAY);
    return rest;
  }

  @Test
  void shouldCountTruncateAndPassHeartbeatsOver() {
    assertThat(mapper.map(engineRecord("payment_order", "t", null, null))).isNull();
    assertThat(metrics.prometheus()).contains("settle_cdc_truncates_total 1");
    assertThat(mapper.map(engineRecord("cdc_heartbeat", "u", null, order("o1")))).isNull();
    Schema beat = SchemaBuilder.struct().field("ts_ms", Schema.INT64_SCHEMA).build();
    assertThat(
            mapper.map(
                new SourceRecord(
                    Map.of(), Map.of(), "beat", beat, new Struct(beat).put("ts_ms", 1L))))
        .isNull();
  }

  private MappedChange map(
      String table, String op, @Nullable Struct before, @Nullable Struct after) {
    MappedChange mapped = mapper.map(engineRecord(table, op, before, after));
    assertThat(mapped).isNotNull();
    return java.util.Objects.requireNonNull(mapped);
  }

  private static SourceRecord engineRecord(
      String table, String op, @Nullable Struct before, @Nullable Struct after) {
    SchemaBuilder envelope = SchemaBuilder.struct();
    Struct sample = after != null ? after : before;
    Schema row = sample == null ? SchemaBuilder.struct().optional().build() : sample.schema();
    Schema schema =
        envelope
            .field("before", row)
            .field("after", row)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    Struct source =
        new Struct(SOURCE).put("table", table).put("lsn", 77L).put("txId", 9L).put("ts_ms", 1_000L);
    Struct value =
        new Struct(schema)
            .put("before", before)
            .put("after", after)
            .put("source", source)
            .put("op", op);
    return new SourceRecord(Map.of(), Map.of(), "settle.payments." + table, schema, value);
  }

  private static PaymentChange payment(MappedChange mapped) throws CodecException {
    return AvroCodec.of(PaymentChange.class).decode(mapped.value());
  }

  private static Schema struct(Map<String, Schema> columns) {
    SchemaBuilder builder = SchemaBuilder.struct().optional();
    columns.forEach(builder::field);
    return builder.build();
  }

  private static Map<String, Schema> optional(Map<String, Schema.Type> columns) {
    Map<String, Schema> schemas = new TreeMap<>();
    columns.forEach((name, type) -> schemas.put(name, SchemaBuilder.type(type).optional().build()));
    return schemas;
  }

  private static Map<String, Schema> orderSchema() {
    return optional(new OrderTable().columns());
  }

  private static Struct order(String id) {
    return order(struct(orderSchema()), id);
  }

  private static Struct order(Schema schema, String id) {
    return new Struct(schema)
        .put("order_id", id)
        .put("kind", "PURCHASE")
        .put("channel", "WECHAT")
        .put("merchant_id", "m1")
        .put("payer_id", "u1")
        .put("currency", "CNY")
        .put("amount", 1_234L)
        .put("refunded_amount", 0L)
        .put("status", "PENDING")
        .put("version", 1L)
        .put("created_at", 1_000L)
        .put("updated_at", 1_000L);
  }

  private static Struct hold(String id) {
    return new Struct(struct(optional(new HoldTable().columns())))
        .put("hold_id", id)
        .put("owner_id", "u1")
        .put("merchant_id", "m1")
        .put("currency", "CNY")
        .put("amount", 100L)
        .put("captured_amount", 0L)
        .put("status", "HELD")
        .put("version", 1L)
        .put("created_at", 1_000L)
        .put("expires_at", 9_000L)
        .put("updated_at", 1_000L);
  }

  private static Struct instruction(String id, String legs) {
    return new Struct(struct(optional(new InstructionTable().columns())))
        .put("instruction_id", id)
        .put("kind", "CHANNEL_FEE")
        .put("business_key", "WECHAT/2026-03-01")
        .put("business_date", 20_513)
        .put("channel", "WECHAT")
        .put("order_id", "o9")
        .put("legs", legs)
        .put("maker", "night")
        .put("created_at", 1_000L);
  }

  private static Struct closing(int day) {
    return new Struct(struct(optional(new BusinessDayCloseTable().columns())))
        .put("channel", "WECHAT")
        .put("business_date", day)
        .put("closed_by", "night")
        .put("closed_at", 5L);
  }

  private static Struct refund(String id, @Nullable String orderId) {
    return new Struct(struct(optional(new RefundTable().columns())))
        .put("refund_id", id)
        .put("order_id", orderId)
        .put("amount", 34L)
        .put("currency", "CNY")
        .put("status", "PENDING")
        .put("version", 1L)
        .put("created_at", 1_000L)
        .put("updated_at", 1_000L);
  }
}
