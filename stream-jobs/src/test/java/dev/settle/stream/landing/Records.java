package dev.settle.stream.landing;

import dev.settle.schemas.avro.ChannelAccountRow;
import dev.settle.schemas.avro.Entity;
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
import dev.settle.stream.kafka.TopicRecord;
import java.nio.ByteBuffer;
import java.time.LocalDate;

/** Valid records to start from. */
final class Records {
  /** 2026-11-23 08:00 UTC. */
  static final long NOON_MS = 1_795_420_800_000L;

  private static final AvroCodec<LedgerEntry> ENTRY = AvroCodec.of(LedgerEntry.class);
  private static final AvroCodec<PaymentChange> CHANGE = AvroCodec.of(PaymentChange.class);
  private static final AvroCodec<QuarantineRecord> REFUSED = AvroCodec.of(QuarantineRecord.class);
  private static final AvroCodec<ReferenceChange> REFERENCE = AvroCodec.of(ReferenceChange.class);

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

  static TopicRecord topicRecord(String topic, long offset, byte[] value) {
    return new TopicRecord(topic, 0, offset, "", value);
  }
}
