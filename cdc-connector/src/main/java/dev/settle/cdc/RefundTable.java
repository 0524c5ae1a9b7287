package dev.settle.cdc;

import static org.apache.kafka.connect.data.Schema.Type.INT64;
import static org.apache.kafka.connect.data.Schema.Type.STRING;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.RefundRow;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Rows of {@code payments.refund}, in order with those of their order. */
final class RefundTable implements PaymentTable {
  @Override
  public String name() {
    return "refund";
  }

  @Override
  public Entity entity() {
    return Entity.REFUND;
  }

  @Override
  public String idColumn() {
    return "refund_id";
  }

  @Override
  public String orderColumn() {
    return "order_id";
  }

  @Override
  public Map<String, Schema.Type> columns() {
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

  @Override
  public void images(RowChange row, PaymentChange change) throws UnmappableRowException {
    change.setRefundBefore(row.before() == null ? null : image(row.before()));
    change.setRefundAfter(row.after() == null ? null : image(row.after()));
  }

  private static RefundRow image(Row row) throws UnmappableRowException {
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
