package dev.settle.cdc;

import static org.apache.kafka.connect.data.Schema.Type.INT64;
import static org.apache.kafka.connect.data.Schema.Type.STRING;

import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.RefundRow;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Rows of {@code payments.payment_order} and {@code payments.refund} to their Avro records. */
final class PaymentRows {
  static final String ORDER_TABLE = "payment_order";
  static final String REFUND_TABLE = "refund";

  private PaymentRows() {}

  static Map<String, Schema.Type> orderColumns() {
    return Map.ofEntries(
        Map.entry("order_id", STRING),
        Map.entry("kind", STRING),
        Map.entry("channel", STRING),
        Map.entry("channel_txn_id", STRING),
        Map.entry("merchant_id", STRING),
        Map.entry("payer_id", STRING),
        Map.entry("payee_id", STRING),
        Map.entry("currency", STRING),
        Map.entry("amount", INT64),
        Map.entry("refunded_amount", INT64),
        Map.entry("status", STRING),
        Map.entry("version", INT64),
        Map.entry("device_id", STRING),
        Map.entry("client_ip", STRING),
        Map.entry("trace_parent", STRING),
        Map.entry("created_at", INT64),
        Map.entry("paid_at", INT64),
        Map.entry("updated_at", INT64));
  }

  static OrderRow order(Row row) throws UnmappableRowException {
    OrderRow order = new OrderRow();
    order.setOrderId(row.text("order_id"));
    order.setKind(row.text("kind"));
    order.setChannel(row.text("channel"));
    order.setChannelTxnId(row.textOrNull("channel_txn_id"));
    order.setMerchantId(row.textOrNull("merchant_id"));
    order.setPayerId(row.textOrNull("payer_id"));
    order.setPayeeId(row.textOrNull("payee_id"));
    order.setCurrency(row.text("currency"));
    order.setAmount(row.number("amount"));
    order.setRefundedAmount(row.number("refunded_amount"));
    order.setStatus(row.text("status"));
    order.setVersion(row.number("version"));
    order.setDeviceId(row.textOrNull("device_id"));
    order.setClientIp(row.textOrNull("client_ip"));
    order.setTraceParent(row.textOrNull("trace_parent"));
    order.setCreatedAt(row.millis("created_at"));
    order.setPaidAt(row.millisOrNull("paid_at"));
    order.setUpdatedAt(row.millis("updated_at"));
    return order;
  }

  static Map<String, Schema.Type> refundColumns() {
    return Map.ofEntries(
        Map.entry("refund_id", STRING),
        Map.entry("order_id", STRING),
        Map.entry("amount", INT64),
        Map.entry("currency", STRING),
        Map.entry("status", STRING),
        Map.entry("channel_refund_id", STRING),
        Map.entry("version", INT64),
        Map.entry("trace_parent", STRING),
        Map.entry("created_at", INT64),
        Map.entry("succeeded_at", INT64),
        Map.entry("updated_at", INT64));
  }

  static RefundRow refund(Row row) throws UnmappableRowException {
    RefundRow refund = new RefundRow();
    refund.setRefundId(row.text("refund_id"));
    refund.setOrderId(row.text("order_id"));
    refund.setAmount(row.number("amount"));
    refund.setCurrency(row.text("currency"));
    refund.setStatus(row.text("status"));
    refund.setChannelRefundId(row.textOrNull("channel_refund_id"));
    refund.setVersion(row.number("version"));
    refund.setTraceParent(row.textOrNull("trace_parent"));
    refund.setCreatedAt(row.millis("created_at"));
    refund.setSucceededAt(row.millisOrNull("succeeded_at"));
    refund.setUpdatedAt(row.millis("updated_at"));
    return refund;
  }
}
