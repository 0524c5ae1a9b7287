package dev.settle.stream.landing;

import dev.settle.schemas.avro.FraudAlert;
import dev.settle.stream.landing.clickhouse.KeyColumn;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.util.List;

/** {@code fraud.alerts} → {@code settlement.fraud_alert}. */
public final class FraudAlertEncoder extends RowEncoder<FraudAlert> {
  /** The table. */
  public static final TableSpec TABLE =
      new TableSpec(
          "settlement.fraud_alert",
          List.of(KeyColumn.string("rule_id"), KeyColumn.string("alert_id")),
          List.of(
              "type",
              "rule_version",
              "rule_name",
              "action",
              "shadow",
              "key",
              "measure",
              "value",
              "threshold",
              "currency",
              "window_from",
              "window_to",
              "events",
              "event_ids",
              "event_time",
              "raised_at"));

  private static final long serialVersionUID = 1;

  /** An encoder. */
  public FraudAlertEncoder() {
    super(FraudAlert.class, TABLE);
  }

  @Override
  protected TableRow row(FraudAlert alert, RowBinary out) {
    out.string(alert.getRuleId())
        .string(alert.getAlertId())
        .string(alert.getType())
        .int64(alert.getRuleVersion())
        .string(alert.getRuleName())
        .string(alert.getAction())
        .bool(alert.getShadow())
        .string(alert.getKey())
        .string(alert.getMeasure())
        .int64(alert.getValue())
        .int64(alert.getThreshold())
        .nullableString(alert.getCurrency())
        // A window of 1970 begins before time does.
        .dateTime64(Math.max(0, alert.getWindowFrom()))
        .dateTime64(alert.getWindowTo())
        .int64(alert.getEvents())
        .array(alert.getEventIds().size());
    alert.getEventIds().forEach(out::string);
    out.dateTime64(alert.getEventTime()).dateTime64(alert.getRaisedAt());
    // PARTITION BY toYYYYMM(event_time)
    return new TableRow(
        alert.getAlertId(), 0, RowBinary.month(alert.getEventTime()), out.toByteArray());
  }
}
