package dev.settle.stream.ledger.rule;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.RefundRow;
import dev.settle.schemas.avro.SourcePosition;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.stream.kafka.TopicRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Fixtures: changes of one order of 10.00 CNY, a purchase by WeChat, unless told otherwise. */
public final class Orders {
  public static final long AMOUNT = 1_000;
  public static final long CREATED = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
  public static final long PAID = Instant.parse("2026-11-22T10:00:01Z").toEpochMilli();
  public static final long REFUNDED = Instant.parse("2026-11-22T17:00:00Z").toEpochMilli();

  private static final AvroCodec<PaymentChange> CODEC = AvroCodec.of(PaymentChange.class);

  private Orders() {}

  /** The order {@code id} at a version and status, amounts and times as they go with the status. */
  public static OrderRow row(String id, long version, String status) {
    boolean paid = !status.equals("PENDING") && !status.equals("CANCELLED");
    return OrderRow.newBuilder()
        .setOrderId(id)
        .setKind("PURCHASE")
        .setChannel("WECHAT")
        .setChannelTxnId(paid ? "wx-" + id : null)
        .setMerchantId("m1")
        .setPayerId("u1")
        .setPayeeId(null)
        .setCurrency("CNY")
        .setAmount(AMOUNT)
        .setRefundedAmount(
            switch (status) {
              case "REFUNDED" -> AMOUNT;
              case "PARTIALLY_REFUNDED" -> 300;
              default -> 0;
            })
        .setStatus(status)
        .setVersion(version)
        .setTraceParent("00-trace-" + id)
        .setCreatedAt(CREATED)
        .setPaidAt(paid ? PAID : null)
        .setUpdatedAt(CREATED + version)
        .build();
  }

  /** A refund of the order {@code orderId}. */
  public static RefundRow refundRow(
      String orderId, String refundId, long version, String status, long amount) {
    boolean succeeded = status.equals("SUCCEEDED");
    return RefundRow.newBuilder()
        .setRefundId(refundId)
        .setOrderId(orderId)
        .setAmount(amount)
        .setCurrency("CNY")
        .setStatus(status)
        .setChannelRefundId(succeeded ? "wxr-" + refundId : null)
        .setVersion(version)
        .setTraceParent("00-trace-" + refundId)
        .setCreatedAt(CREATED)
        .setSucceededAt(succeeded ? REFUNDED : null)
        .setUpdatedAt(CREATED + version)
        .build();
  }

  /** The row as a captured change; its position follows from the version. */
  public static PaymentChange change(OrderRow row) {
    return change(Entity.PAYMENT_ORDER, row.getOrderId(), row.getOrderId(), row.getVersion())
        .setOrderAfter(row)
        .build();
  }

  /** The row as a captured change; its position follows from the version. */
  public static PaymentChange change(RefundRow row) {
    return change(Entity.REFUND, row.getOrderId(), row.getRefundId(), row.getVersion())
        .setRefundAfter(row)
        .build();
  }

  /** A captured change without its row. */
  static PaymentChange.Builder change(
      Entity entity, String orderId, String entityId, long version) {
    return PaymentChange.newBuilder()
        .setEntity(entity)
        .setOp(version == 1 ? Operation.INSERT : Operation.UPDATE)
        .setOrderId(orderId)
        .setEntityId(entityId)
        .setSource(
            SourcePosition.newBuilder()
                .setLsn(1_000 + version)
                .setTxId(version)
                .setCommittedAt(CREATED)
                .setSnapshot(false)
                .build())
        .setCapturedAt(CREATED);
  }

  /** The order's change, read. */
  public static OrderChange order(OrderRow row) throws RefusedChangeException {
    return (OrderChange) ChangeReader.read(change(row), row.getOrderId());
  }

  /** The order's change, read. */
  public static OrderChange order(long version, String status) throws RefusedChangeException {
    return order(row("o1", version, status));
  }

  /** The refund's change, read. */
  public static RefundChange refund(RefundRow row) throws RefusedChangeException {
    return (RefundChange) ChangeReader.read(change(row), row.getOrderId());
  }

  /** The refund's change, read. */
  public static RefundChange refund(String id, long version, String status, long amount)
      throws RefusedChangeException {
    return refund(refundRow("o1", id, version, status, amount));
  }

  /** A change as it stands in its topic. */
  public static TopicRecord record(PaymentChange change, long offset) {
    return new TopicRecord(
        "payments.changes", 0, offset, change.getOrderId(), CODEC.encode(change));
  }

  /** A refused change's category; fails when it is not refused. */
  public static QuarantineCategory refusal(Attempt attempt) {
    @Nullable QuarantineCategory category = null;
    try {
      attempt.run();
    } catch (RefusedChangeException e) {
      category = e.category();
    }
    if (category == null) {
      throw new AssertionError("the change was accepted");
    }
    return category;
  }

  /** Something that may be refused. */
  @FunctionalInterface
  public interface Attempt {
    /** Tries. */
    void run() throws RefusedChangeException;
  }
}
