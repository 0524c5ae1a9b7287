package dev.settle.stream.landing;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.HoldRow;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.RefundRow;
import dev.settle.schemas.payment.Channel;
import dev.settle.stream.landing.clickhouse.KeyColumn;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code payments.changes} → {@code settlement.payment_event}: orders, refunds and holds. A
 * deletion lands the row as it was.
 */
public final class PaymentEventEncoder extends RowEncoder<PaymentChange> {
  /** The table. */
  public static final TableSpec TABLE =
      new TableSpec(
          "settlement.payment_event",
          List.of(
              KeyColumn.string("order_id"),
              KeyColumn.string("entity"),
              KeyColumn.string("entity_id"),
              KeyColumn.int64("version"),
              KeyColumn.string("op")),
          List.of(
              "kind",
              "channel",
              "channel_txn_id",
              "merchant_id",
              "payer_id",
              "payee_id",
              "currency",
              "amount",
              "refunded_amount",
              "status",
              "device_id",
              "client_ip",
              "trace_parent",
              "created_at",
              "effective_at",
              "updated_at",
              "source_lsn",
              "source_tx_id",
              "committed_at",
              "captured_at",
              "captured_amount",
              "expires_at"));

  private static final long serialVersionUID = 1;

  /** An encoder. */
  public PaymentEventEncoder() {
    super(PaymentChange.class, TABLE);
  }

  @Override
  protected @Nullable TableRow row(PaymentChange change, RowBinary out) {
    if (change.getEntity() == Entity.LEDGER_INSTRUCTION) {
      return null;
    }
    if (change.getOp() == Operation.UNKNOWN) {
      throw new IllegalArgumentException("unknown operation on " + change.getEntityId());
    }
    boolean deleted = change.getOp() == Operation.DELETE;
    return switch (change.getEntity()) {
      case PAYMENT_ORDER ->
          order(
              change,
              deleted,
              required(change, deleted ? change.getOrderBefore() : change.getOrderAfter(), "order"),
              out);
      case REFUND ->
          refund(
              change,
              deleted,
              required(
                  change, deleted ? change.getRefundBefore() : change.getRefundAfter(), "refund"),
              out);
      case FUNDS_HOLD ->
          hold(
              change,
              deleted,
              required(change, deleted ? change.getHoldBefore() : change.getHoldAfter(), "hold"),
              out);
      case UNKNOWN, LEDGER_INSTRUCTION ->
          throw new IllegalArgumentException("unknown entity of " + change.getEntityId());
    };
  }

  private static TableRow order(
      PaymentChange change, boolean deleted, OrderRow order, RowBinary out) {
    identity(change, order.getVersion(), out)
        .string(order.getKind())
        .string(order.getChannel())
        .nullableString(order.getChannelTxnId())
        .nullableString(order.getMerchantId())
        .nullableString(order.getPayerId())
        .nullableString(order.getPayeeId())
        .string(order.getCurrency())
        .int64(order.getAmount())
        .int64(order.getRefundedAmount())
        .string(order.getStatus())
        .nullableString(order.getDeviceId())
        .nullableString(order.getClientIp())
        .nullableString(order.getTraceParent())
        .dateTime64(order.getCreatedAt())
        .nullableDateTime64(order.getPaidAt())
        .dateTime64(order.getUpdatedAt());
    source(change, out).int64(0).nullableDateTime64(null);
    return place(change, order.getVersion(), deleted, order.getCreatedAt(), out);
  }

  private static TableRow refund(
      PaymentChange change, boolean deleted, RefundRow refund, RowBinary out) {
    identity(change, refund.getVersion(), out)
        // What a refund takes from its order (kind, channel, parties) is joined by order id.
        .string("")
        .string("")
        .nullableString(refund.getChannelRefundId())
        .nullableString(null)
        .nullableString(null)
        .nullableString(null)
        .string(refund.getCurrency())
        .int64(refund.getAmount())
        .int64(0)
        .string(refund.getStatus())
        .nullableString(null)
        .nullableString(null)
        .nullableString(refund.getTraceParent())
        .dateTime64(refund.getCreatedAt())
        .nullableDateTime64(refund.getSucceededAt())
        .dateTime64(refund.getUpdatedAt());
    source(change, out).int64(0).nullableDateTime64(null);
    return place(change, refund.getVersion(), deleted, refund.getCreatedAt(), out);
  }

  private static TableRow hold(PaymentChange change, boolean deleted, HoldRow hold, RowBinary out) {
    identity(change, hold.getVersion(), out)
        .string("HOLD")
        .string(Channel.WALLET.name())
        .nullableString(null)
        .nullableString(hold.getMerchantId())
        .nullableString(hold.getOwnerId())
        .nullableString(null)
        .string(hold.getCurrency())
        .int64(hold.getAmount())
        .int64(0)
        .string(hold.getStatus())
        .nullableString(null)
        .nullableString(null)
        .nullableString(hold.getTraceParent())
        .dateTime64(hold.getCreatedAt())
        .nullableDateTime64(effectiveAt(hold))
        .dateTime64(hold.getUpdatedAt());
    source(change, out).int64(hold.getCapturedAmount()).nullableDateTime64(hold.getExpiresAt());
    return place(change, hold.getVersion(), deleted, hold.getCreatedAt(), out);
  }

  /** When the hold came into its status, by its columns: null where the source is at odds. */
  private static @Nullable Long effectiveAt(HoldRow hold) {
    return switch (hold.getStatus()) {
      case "HELD" -> hold.getCreatedAt();
      case "CAPTURED" -> hold.getCapturedAt();
      case "RELEASED", "EXPIRED" -> hold.getClosedAt();
      default -> null;
    };
  }

  private static RowBinary identity(PaymentChange change, long version, RowBinary out) {
    return out.string(change.getOrderId())
        .string(change.getEntity().name())
        .string(change.getEntityId())
        .int64(version)
        .string(change.getOp().name());
  }

  private static RowBinary source(PaymentChange change, RowBinary out) {
    return out.int64(change.getSource().getLsn())
        .int64(change.getSource().getTxId())
        .dateTime64(change.getSource().getCommittedAt())
        .dateTime64(change.getCapturedAt());
  }

  private static TableRow place(
      PaymentChange change, long version, boolean deleted, long createdAt, RowBinary out) {
    String entity =
        switch (change.getEntity()) {
          case REFUND -> "R/";
          case FUNDS_HOLD -> "H/";
          case PAYMENT_ORDER, LEDGER_INSTRUCTION, UNKNOWN -> "O/";
        };
    // PARTITION BY toYYYYMM(created_at)
    return new TableRow(
        entity + change.getEntityId(),
        VersionRank.of(version, deleted),
        RowBinary.month(createdAt),
        out.toByteArray());
  }

  private static <R> R required(PaymentChange change, @Nullable R row, String what) {
    if (row == null) {
      throw new IllegalArgumentException(
          change.getOp() + " of " + change.getEntityId() + " carries no " + what + " row");
    }
    return row;
  }
}
