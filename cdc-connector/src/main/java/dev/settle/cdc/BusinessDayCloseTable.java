package dev.settle.cdc;

import static org.apache.kafka.connect.data.Schema.Type.INT32;
import static org.apache.kafka.connect.data.Schema.Type.INT64;
import static org.apache.kafka.connect.data.Schema.Type.STRING;

import dev.settle.schemas.avro.BusinessDayCloseRow;
import dev.settle.schemas.avro.ReferenceChange;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Rows of {@code payments.business_day_close}. */
final class BusinessDayCloseTable implements ReferenceTable {
  @Override
  public String name() {
    return "business_day_close";
  }

  @Override
  public Map<String, Schema.Type> columns() {
    return Map.ofEntries(
        Map.entry("channel", STRING),
        Map.entry("business_date", INT32),
        Map.entry("closed_by", STRING),
        Map.entry("closed_at", INT64));
  }

  @Override
  public String key(Row row) throws UnmappableRowException {
    return row.text("channel") + "/" + row.date("business_date");
  }

  @Override
  public void row(Row row, ReferenceChange change) throws UnmappableRowException {
    change.setBusinessDayClose(
        new BusinessDayCloseRow(
            row.text("channel"),
            row.date("business_date"),
            row.text("closed_by"),
            row.millis("closed_at")));
  }
}
