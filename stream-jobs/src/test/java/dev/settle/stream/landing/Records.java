package dev.settle.stream.landing;

import dev.settle.schemas.avro.BusinessDayCloseRow;
import dev.settle.schemas.avro.ChannelAccountRow;
import dev.settle.schemas.avro.DayClosing;
import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.FraudAlert;
import dev.settle.schemas.avro.FraudLateEvent;
import dev.settle.schemas.avro.HoldRow;
import dev.settle.schemas.avro.InstructionLeg;
import dev.settle.schemas.avro.InstructionRow;
import dev.settle.schemas.avro.LedgerAlert;
import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.avro.MerchantRow;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.avro.ReferenceOperation;
import dev.settle.schemas.avro.RefundRow;
import dev.settle.schemas.avro.SourcePosition;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.landing.clickhouse.TableRow;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Valid records to start from. */
final class Records {
  /** 2026-11-23 08:00 UTC. */
  static final long NOON_MS = 1_795_420_800_000L;

  private static final AvroCodec<LedgerEntry> ENTRY = AvroCodec.of(LedgerEntry.class);
  private static final AvroCodec<PaymentChange> CHANGE = AvroCodec.of(PaymentChange.class);
  private static final AvroCodec<QuarantineRecord> REFUSED = AvroCodec.of(QuarantineRecord.class);
  private static final AvroCodec<ReferenceChange> REFERENCE = AvroCodec.of(ReferenceChange.class);

  private static final AvroCodec<LedgerAlert> ALERT = AvroCodec.of(LedgerAlert.class);
  private static final AvroCodec<DayClosing> CLOSING = AvroCodec.of(DayClosing.class);

  private Records() {}

  static LedgerEntry entry(String account, long sequence, long amount) {
    return LedgerEntry.newBuilder()
        .setAccount(account)
        .setShard(0)
        .setCurrency("CNY")
        .setSequence(sequence)
        .setAmount(amount)
        .setBalanceAfter(amount * sequence)
        .setJournalId("order:o-" + sequence + ":paid")
        .setLeg(1)
        .setCounterAccount("channel:WECHAT")
        .setCause("PAYMENT")
        .setKind("PURCHASE")
        .setChannel("WECHAT")
        .setChannelTxnId("42000" + sequence)
        .setChannelRefundId(null)
        .setOrderId("o-" + sequence)
        .setRefundId(null)
        .setMerchantId("m-1")
        .setEventTime(NOON_MS)
        .setBookedAt(NOON_MS + 5)
        .setBusinessDate(LocalDate.of(2026, 11, 23))
        .setSourceLsn(77)
        .setTraceParent(null)
        .build();
  }

  /** An entry of an instruction, booked late into the first open day. */
  static LedgerEntry lateEntry() {
    LedgerEntry entry = entry("platform:channel-fees", 1, -60);
    entry.setCause("INSTRUCTION");
    entry.setOrderId("");
    entry.setHoldId("h-1");
    entry.setInstructionId("i-1");
    entry.setBusinessKey("WECHAT/2026-11-22");
    entry.setOriginalBusinessDate(LocalDate.of(2026, 11, 22));
    return entry;
  }

  static PaymentChange order(String orderId, long version, Operation op) {
    OrderRow row =
        OrderRow.newBuilder()
            .setOrderId(orderId)
            .setKind("PURCHASE")
            .setChannel("WECHAT")
            .setChannelTxnId("42")
            .setMerchantId("m-1")
            .setPayerId("u-1")
            .setPayeeId(null)
            .setCurrency("CNY")
            .setAmount(1234)
            .setRefundedAmount(34)
            .setStatus("PARTIALLY_REFUNDED")
            .setVersion(version)
            .setDeviceId("d")
            .setClientIp("10.0.0.1")
            .setTraceParent(null)
            .setCreatedAt(NOON_MS)
            .setPaidAt(NOON_MS + 1)
            .setUpdatedAt(NOON_MS + 2)
            .build();
    boolean deleted = op == Operation.DELETE;
    return change(Entity.PAYMENT_ORDER, op, orderId, orderId)
        .setOrderBefore(deleted ? row : null)
        .setOrderAfter(deleted ? null : row)
        .build();
  }

  static PaymentChange refund(String refundId, String orderId, long version) {
    return change(Entity.REFUND, Operation.UPDATE, orderId, refundId)
        .setRefundAfter(
            RefundRow.newBuilder()
                .setRefundId(refundId)
                .setOrderId(orderId)
                .setAmount(34)
                .setCurrency("CNY")
                .setStatus("SUCCEEDED")
                .setChannelRefundId("50")
                .setVersion(version)
                .setTraceParent(null)
                .setCreatedAt(NOON_MS)
                .setSucceededAt(NOON_MS + 9)
                .setUpdatedAt(NOON_MS + 9)
                .build())
        .build();
  }

  static PaymentChange hold(String holdId, long version, String status) {
    return change(Entity.FUNDS_HOLD, Operation.UPDATE, holdId, holdId)
        .setHoldAfter(
            HoldRow.newBuilder()
                .setHoldId(holdId)
                .setOwnerId("u-1")
                .setMerchantId("m-1")
                .setCurrency("CNY")
                .setAmount(500)
                .setCapturedAmount(200)
                .setStatus(status)
                .setVersion(version)
                .setTraceParent(null)
                .setCreatedAt(NOON_MS)
                .setExpiresAt(NOON_MS + 60)
                .setCapturedAt(NOON_MS + 10)
                .setClosedAt(status.equals("CAPTURED") ? null : NOON_MS + 20)
                .setUpdatedAt(NOON_MS + 21)
                .build())
        .build();
  }

  static PaymentChange instruction(String id, Operation op) {
    return change(Entity.LEDGER_INSTRUCTION, op, id, id)
        .setInstructionAfter(
            InstructionRow.newBuilder()
                .setInstructionId(id)
                .setKind("CHANNEL_FEE")
                .setBusinessKey("WECHAT/2026-11-23")
                .setBusinessDate(LocalDate.of(2026, 11, 23))
                .setChannel("WECHAT")
                .setOrderId(null)
                .setMerchantId("m-1")
                .setLegs(
                    List.of(
                        new InstructionLeg("channel:WECHAT", "CNY", 60L),
                        new InstructionLeg("platform:channel-fees", "CNY", -60L)))
                .setReason(null)
                .setMaker("night")
                .setChecker("ann")
                .setTraceParent(null)
                .setCreatedAt(NOON_MS)
                .build())
        .build();
  }

  static LedgerAlert alert(String id) {
    return LedgerAlert.newBuilder()
        .setAlertId(id)
        .setType("OVERDRAFT")
        .setSeverity("WARNING")
        .setDetail("user:1 fell below zero")
        .setAccount("user:1")
        .setShard(0)
        .setCurrency("CNY")
        .setSequence(3L)
        .setAmount(-50L)
        .setBalanceAfter(-20L)
        .setJournalId("order:o-1:paid")
        .setOrderId("o-1")
        .setEventTime(NOON_MS)
        .setRaisedAt(NOON_MS + 1)
        .build();
  }

  /** An alert about no account, as a committer raises it. */
  static LedgerAlert alertOfAJob(String id) {
    return LedgerAlert.newBuilder()
        .setAlertId(id)
        .setType("COMMITTABLE_DROPPED")
        .setSeverity("CRITICAL")
        .setDetail("transaction lost")
        .setRaisedAt(NOON_MS + 2)
        .build();
  }

  static DayClosing closing(LocalDate day) {
    return new DayClosing("WECHAT", day, "night", NOON_MS, 90L, NOON_MS + 3);
  }

  private static PaymentChange.Builder change(
      Entity entity, Operation op, String orderId, String entityId) {
    return PaymentChange.newBuilder()
        .setEntity(entity)
        .setOp(op)
        .setOrderId(orderId)
        .setEntityId(entityId)
        .setSource(new SourcePosition(100L, 7L, NOON_MS + 3, false))
        .setOrderBefore(null)
        .setOrderAfter(null)
        .setRefundBefore(null)
        .setRefundAfter(null)
        .setCapturedAt(NOON_MS + 4);
  }

  static QuarantineRecord refused(String id, byte[] original) {
    return QuarantineRecord.newBuilder()
        .setQuarantineId(id)
        .setCategory("MALFORMED")
        .setDetail("not readable")
        .setEntity("")
        .setEntityId("")
        .setOrderId("o-9")
        .setStateMet(null)
        .setOriginal(ByteBuffer.wrap(original))
        .setOriginalJson(null)
        .setTopic("payments.changes")
        .setPartition(3)
        .setOffset(12)
        .setSourceLsn(0)
        .setQuarantinedAt(NOON_MS)
        .build();
  }

  static ReferenceChange merchant(String id, long version, long lsn, boolean deleted) {
    MerchantRow row = new MerchantRow(id, "Tea house", "CNY", true, version, NOON_MS);
    return reference("merchant", id, lsn, deleted).setMerchant(deleted ? null : row).build();
  }

  static ReferenceChange channelAccount(long version, long lsn, boolean deleted) {
    ChannelAccountRow row =
        new ChannelAccountRow(
            "WECHAT",
            "19/00",
            LocalDate.of(2026, 1, 1),
            LocalDate.of(9999, 12, 31),
            "WECHAT_TRADE_BILL",
            "CNY",
            6000,
            1L,
            1,
            version,
            NOON_MS);
    return reference("channel_account", "WECHAT/19/00/2026-01-01", lsn, deleted)
        .setChannelAccount(deleted ? null : row)
        .build();
  }

  static ReferenceChange businessDayClose() {
    return reference("business_day_close", "WECHAT/2026-11-22", 70, false)
        .setBusinessDayClose(
            new BusinessDayCloseRow("WECHAT", LocalDate.of(2026, 11, 22), "night", NOON_MS))
        .build();
  }

  private static ReferenceChange.Builder reference(
      String table, String key, long lsn, boolean deleted) {
    return ReferenceChange.newBuilder()
        .setTable(table)
        .setKey(key)
        .setOp(deleted ? ReferenceOperation.DELETE : ReferenceOperation.UPDATE)
        .setLsn(lsn)
        .setCommittedAt(NOON_MS)
        .setMerchant(null)
        .setChannelAccount(null);
  }

  static byte[] encode(LedgerEntry entry) {
    return ENTRY.encode(entry);
  }

  static byte[] encode(PaymentChange change) {
    return CHANGE.encode(change);
  }

  static byte[] encode(QuarantineRecord refused) {
    return REFUSED.encode(refused);
  }

  static byte[] encode(ReferenceChange change) {
    return REFERENCE.encode(change);
  }

  /** A crossing of a fraud rule. */
  static FraudAlert fraudAlert(String id) {
    return FraudAlert.newBuilder()
        .setAlertId(id)
        .setType("CROSSING")
        .setRuleId("r")
        .setRuleVersion(2)
        .setRuleName("many")
        .setAction("BLOCK")
        .setShadow(true)
        .setKey("payer:u1")
        .setMeasure("SUM")
        .setValue(700)
        .setThreshold(500)
        .setCurrency("CNY")
        .setWindowFrom(1_700_000_000_000L)
        .setWindowTo(1_700_000_010_000L)
        .setEvents(2)
        .setEventIds(List.of("o-1", "o-2"))
        .setEventTime(1_700_000_009_000L)
        .setRaisedAt(1_700_000_015_000L)
        .build();
  }

  /** A payment that came too late for two rules. */
  static FraudLateEvent fraudLate(String id) {
    return FraudLateEvent.newBuilder()
        .setEventId(id)
        .setKey("payer:u1")
        .setRuleIds(List.of("r", "s"))
        .setOrderId(id)
        .setKind("TIP")
        .setChannel("WECHAT")
        .setCurrency("CNY")
        .setAmount(5)
        .setEventTime(1_700_000_000_000L)
        .setWatermark(1_700_000_060_000L)
        .setReceivedAt(1_700_000_061_000L)
        .build();
  }

  static byte[] encode(FraudAlert alert) {
    return AvroCodec.of(FraudAlert.class).encode(alert);
  }

  static byte[] encode(FraudLateEvent late) {
    return AvroCodec.of(FraudLateEvent.class).encode(late);
  }

  static byte[] encode(LedgerAlert alert) {
    return ALERT.encode(alert);
  }

  static byte[] encode(DayClosing closing) {
    return CLOSING.encode(closing);
  }

  /** The row of a topic's value; null when the table does not take it. */
  static <A extends SpecificRecordBase> @Nullable TableRow row(RowEncoder<A> encoder, byte[] value)
      throws CodecException {
    return encoder.encode(encoder.decode(value));
  }

  static TopicRecord topicRecord(String topic, long offset, byte[] value) {
    return new TopicRecord(topic, 0, offset, "", value);
  }
}
