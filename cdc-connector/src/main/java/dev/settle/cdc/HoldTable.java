package dev.settle.cdc;

import static org.apache.kafka.connect.data.Schema.Type.INT64;
import static org.apache.kafka.connect.data.Schema.Type.STRING;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.HoldRow;
import dev.settle.schemas.avro.PaymentChange;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Rows of {@code payments.funds_hold}. */
final class HoldTable implements PaymentTable {
  @Override
  public String name() {
    return "funds_hold";
  }

  @Override
  public Entity entity() {
    return Entity.FUNDS_HOLD;
  }

  @Override
  public String idColumn() {
    return "hold_id";
  }

  @Override
  public String orderColumn() {
    return "hold_id";
  }

  @Override
  public Map<String, Schema.Type> columns() {
    return Map.ofEntries(
        Map.entry("hold_id", STRING),
        Map.entry("owner_id", STRING),
        Map.entry("merchant_id", STRING),
        Map.entry("currency", STRING),
        Map.entry("amount", INT64),
        Map.entry("captured_amount", INT64),
        Map.entry("status", STRING),
        Map.entry("version", INT64),
        Map.entry("trace_parent", STRING),
        Map.entry("created_at", INT64),
        Map.entry("expires_at", INT64),
        Map.entry("captured_at", INT64),
        Map.entry("closed_at", INT64),
        Map.entry("updated_at", INT64));
  }

  @Override
  public void images(RowChange row, PaymentChange change) throws UnmappableRowException {
    change.setHoldBefore(row.before() == null ? null : image(row.before()));
    change.setHoldAfter(row.after() == null ? null : image(row.after()));
  }

  private static HoldRow image(Row row) throws UnmappableRowException {
    HoldRow hold = new HoldRow();
    hold.setHoldId(row.text("hold_id"));
    hold.setOwnerId(row.text("owner_id"));
    hold.setMerchantId(row.text("merchant_id"));
    hold.setCurrency(row.text("currency"));
    hold.setAmount(row.number("amount"));
    hold.setCapturedAmount(row.number("captured_amount"));
    hold.setStatus(row.text("status"));
    hold.setVersion(row.number("version"));
    hold.setTraceParent(row.textOrNull("trace_parent"));
    hold.setCreatedAt(row.millis("created_at"));
    hold.setExpiresAt(row.millis("expires_at"));
    hold.setCapturedAt(row.millisOrNull("captured_at"));
    hold.setClosedAt(row.millisOrNull("closed_at"));
    hold.setUpdatedAt(row.millis("updated_at"));
    return hold;
  }
}
