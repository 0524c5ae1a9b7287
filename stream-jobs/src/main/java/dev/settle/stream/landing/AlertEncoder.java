package dev.settle.stream.landing;

import dev.settle.schemas.avro.LedgerAlert;
import dev.settle.stream.landing.clickhouse.KeyColumn;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.util.List;

/** {@code ledger.alerts} → {@code settlement.ledger_alert}. */
public final class AlertEncoder extends RowEncoder<LedgerAlert> {
  /** The table. */
  public static final TableSpec TABLE =
      new TableSpec(
          "settlement.ledger_alert",
          List.of(KeyColumn.string("type"), KeyColumn.string("alert_id")),
          List.of(
              "severity",
              "detail",
              "account",
              "shard",
              "currency",
              "sequence",
              "amount",
              "balance_after",
              "journal_id",
              "order_id",
              "event_time",
              "raised_at"));

  private static final long serialVersionUID = 1;

  /** An encoder. */
  public AlertEncoder() {
    super(LedgerAlert.class, TABLE);
  }

  @Override
  protected TableRow row(LedgerAlert alert, RowBinary out) {
    out.string(alert.getType())
        .string(alert.getAlertId())
        .string(alert.getSeverity())
        .string(alert.getDetail())
        .nullableString(alert.getAccount())
        .nullableUint16(alert.getShard())
        .nullableString(alert.getCurrency())
        .nullableInt64(alert.getSequence())
        .nullableInt64(alert.getAmount())
        .nullableInt64(alert.getBalanceAfter())
        .nullableString(alert.getJournalId())
        .nullableString(alert.getOrderId())
        .nullableDateTime64(alert.getEventTime())
        .dateTime64(alert.getRaisedAt());
    // PARTITION BY toYYYYMM(raised_at)
    return new TableRow(
        alert.getAlertId(), 0, RowBinary.month(alert.getRaisedAt()), out.toByteArray());
  }
}
