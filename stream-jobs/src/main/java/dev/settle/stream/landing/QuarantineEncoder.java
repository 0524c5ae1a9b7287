package dev.settle.stream.landing;

import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.stream.landing.clickhouse.KeyColumn;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/** {@code payments.quarantine} → {@code settlement.quarantine}; the original as base64 text. */
public final class QuarantineEncoder extends RowEncoder<QuarantineRecord> {
  /** The table. */
  public static final TableSpec TABLE =
      new TableSpec(
          "settlement.quarantine",
          List.of(KeyColumn.string("category"), KeyColumn.string("quarantine_id")),
          List.of(
              "detail",
              "entity",
              "entity_id",
              "order_id",
              "state_met",
              "original",
              "original_json",
              "topic",
              "partition",
              "offset",
              "source_lsn",
              "quarantined_at",
              "replay_of"));

  private static final long serialVersionUID = 1;

  /** An encoder. */
  public QuarantineEncoder() {
    super(QuarantineRecord.class, TABLE);
  }

  @Override
  protected TableRow row(QuarantineRecord refused, RowBinary out) {
    ByteBuffer original = Base64.getEncoder().encode(refused.getOriginal().duplicate());
    byte[] base64 = new byte[original.remaining()];
    original.get(base64);
    out.string(refused.getCategory())
        .string(refused.getQuarantineId())
        .string(refused.getDetail())
        .string(refused.getEntity())
        .string(refused.getEntityId())
        .string(refused.getOrderId())
        .nullableString(refused.getStateMet())
        .bytes(base64)
        .nullableString(refused.getOriginalJson())
        .string(refused.getTopic())
        .int32(refused.getPartition())
        .int64(refused.getOffset())
        .int64(refused.getSourceLsn())
        .dateTime64(refused.getQuarantinedAt())
        .nullableString(refused.getReplayOf());
    // PARTITION BY toYYYYMM(quarantined_at)
    return new TableRow("", 0, RowBinary.month(refused.getQuarantinedAt()), out.toByteArray());
  }
}
