package dev.settle.cdc;

import static org.apache.kafka.connect.data.Schema.Type.INT64;
import static org.apache.kafka.connect.data.Schema.Type.STRING;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Rows of {@code payments.payment_order}. */
final class OrderTable implements PaymentTable {
  @Override
  public String name() {
    return "payment_order";
  }

  @Override
  public Entity entity() {
    return Entity.PAYMENT_ORDER;
  }

  @Override
  public String idColumn() {
    return "order_id";
  }

  @Override
  public String orderColumn() {
    return "order_id";
  }

  @Override
  public Map<String, Schema.Type> columns() {
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

  @Override
  public void images(RowChange row, PaymentChange change) throws UnmappableRowException {
    change.setOrderBefore(row.before() == null ? null : image(row.before()));
    change.setOrderAfter(row.after() == null ? null : image(row.after()));
  }

  private static OrderRow image(Row row) throws UnmappableRowException {
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
}
