package dev.settle.stream.landing;

import dev.settle.schemas.avro.DayClosing;
import dev.settle.stream.landing.clickhouse.KeyColumn;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.util.List;

/** {@code ledger.closings} → {@code settlement.day_closing}. */
public final class DayClosingEncoder extends RowEncoder<DayClosing> {
  /** The table. */
  public static final TableSpec TABLE =
      new TableSpec(
          "settlement.day_closing",
          List.of(KeyColumn.string("channel"), KeyColumn.date("business_date")),
          List.of("closed_by", "requested_at", "source_lsn", "acknowledged_at"));

  private static final long serialVersionUID = 1;

  /** An encoder. */
  public DayClosingEncoder() {
    super(DayClosing.class, TABLE);
  }

  @Override
  protected TableRow row(DayClosing closing, RowBinary out) {
    out.string(closing.getChannel())
        .date(closing.getBusinessDate())
        .string(closing.getClosedBy())
        .dateTime64(closing.getRequestedAt())
        .int64(closing.getSourceLsn())
        .dateTime64(closing.getAcknowledgedAt());
    return new TableRow(
        closing.getChannel() + "/" + closing.getBusinessDate(),
        0,
        TableSpec.UNPARTITIONED,
        out.toByteArray());
  }
}
