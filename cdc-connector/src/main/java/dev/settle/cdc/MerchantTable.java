package dev.settle.cdc;

import static org.apache.kafka.connect.data.Schema.Type.BOOLEAN;
import static org.apache.kafka.connect.data.Schema.Type.INT64;
import static org.apache.kafka.connect.data.Schema.Type.STRING;

import dev.settle.schemas.avro.MerchantRow;
import dev.settle.schemas.avro.ReferenceChange;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Rows of {@code payments.merchant}. */
final class MerchantTable implements ReferenceTable {
  @Override
  public String name() {
    return "merchant";
  }

  @Override
  public Map<String, Schema.Type> columns() {
    return Map.ofEntries(
        Map.entry("merchant_id", STRING),
        Map.entry("name", STRING),
        Map.entry("currency", STRING),
        Map.entry("hot", BOOLEAN),
        Map.entry("version", INT64),
        Map.entry("updated_at", INT64));
  }

  @Override
  public String key(Row row) throws UnmappableRowException {
    return row.text("merchant_id");
  }

  @Override
  public void row(Row row, ReferenceChange change) throws UnmappableRowException {
    MerchantRow merchant = new MerchantRow();
    merchant.setMerchantId(row.text("merchant_id"));
    merchant.setName(row.text("name"));
    merchant.setCurrency(row.text("currency"));
    merchant.setHot(row.flag("hot"));
    merchant.setVersion(row.number("version"));
    merchant.setUpdatedAt(row.millis("updated_at"));
    change.setMerchant(merchant);
  }
}
