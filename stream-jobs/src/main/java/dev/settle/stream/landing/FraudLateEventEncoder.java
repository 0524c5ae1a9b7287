package dev.settle.stream.landing;

import dev.settle.schemas.avro.FraudLateEvent;
import dev.settle.stream.landing.clickhouse.KeyColumn;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.util.List;

/** {@code fraud.late} → {@code settlement.fraud_late_event}. */
public final class FraudLateEventEncoder extends RowEncoder<FraudLateEvent> {
  /** The table. */
  public static final TableSpec TABLE =
      new TableSpec(
          "settlement.fraud_late_event",
          List.of(KeyColumn.string("event_id"), KeyColumn.string("key")),
          List.of(
              "rule_ids",
              "order_id",
              "kind",
              "channel",
              "currency",
              "amount",
              "event_time",
              "watermark",
              "received_at"));

  private static final long serialVersionUID = 1;

  /** An encoder. */
  public FraudLateEventEncoder() {
    super(FraudLateEvent.class, TABLE);
  }

  @Override
  protected TableRow row(FraudLateEvent late, RowBinary out) {
    out.string(late.getEventId()).string(late.getKey()).array(late.getRuleIds().size());
    late.getRuleIds().forEach(out::string);
    out.string(late.getOrderId())
        .string(late.getKind())
        .string(late.getChannel())
        .string(late.getCurrency())
        .int64(late.getAmount())
        .dateTime64(late.getEventTime())
        .dateTime64(late.getWatermark())
        .dateTime64(late.getReceivedAt());
    // PARTITION BY toYYYYMM(received_at)
    return new TableRow(
        late.getEventId() + "/" + late.getKey(),
        0,
        RowBinary.month(late.getReceivedAt()),
        out.toByteArray());
  }
}
