package dev.settle.stream.landing;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.InstructionLeg;
import dev.settle.schemas.avro.InstructionRow;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.stream.landing.clickhouse.KeyColumn;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code payments.changes} → {@code settlement.ledger_instruction}. Instructions are inserted and
 * never change: whatever else befalls one is refused, here and by the ledger job.
 */
public final class InstructionEncoder extends RowEncoder<PaymentChange> {
  /** The table. */
  public static final TableSpec TABLE =
      new TableSpec(
          "settlement.ledger_instruction",
          List.of(KeyColumn.string("instruction_id")),
          List.of(
              "kind",
              "business_key",
              "business_date",
              "channel",
              "order_id",
              "merchant_id",
              "legs",
              "reason",
              "maker",
              "checker",
              "trace_parent",
              "created_at",
              "source_lsn",
              "source_tx_id",
              "committed_at",
              "captured_at"));

  private static final long serialVersionUID = 1;

  /** An encoder. */
  public InstructionEncoder() {
    super(PaymentChange.class, TABLE);
  }

  @Override
  protected @Nullable TableRow row(PaymentChange change, RowBinary out) {
    if (change.getEntity() != Entity.LEDGER_INSTRUCTION) {
      return null;
    }
    InstructionRow row = change.getInstructionAfter();
    if (row == null
        || (change.getOp() != Operation.INSERT && change.getOp() != Operation.SNAPSHOT)) {
      throw new IllegalArgumentException(
          change.getOp() + " of instruction " + change.getEntityId() + " is no new instruction");
    }
    out.string(row.getInstructionId())
        .string(row.getKind())
        .string(row.getBusinessKey())
        .date(row.getBusinessDate())
        .string(row.getChannel())
        .nullableString(row.getOrderId())
        .nullableString(row.getMerchantId())
        .array(row.getLegs().size());
    for (InstructionLeg leg : row.getLegs()) {
      out.string(leg.getAccount()).string(leg.getCurrency()).int64(leg.getAmount());
    }
    out.nullableString(row.getReason())
        .string(row.getMaker())
        .nullableString(row.getChecker())
        .nullableString(row.getTraceParent())
        .dateTime64(row.getCreatedAt())
        .int64(change.getSource().getLsn())
        .int64(change.getSource().getTxId())
        .dateTime64(change.getSource().getCommittedAt())
        .dateTime64(change.getCapturedAt());
    // PARTITION BY toYYYYMM(created_at)
    return new TableRow(
        row.getInstructionId(), 0, RowBinary.month(row.getCreatedAt()), out.toByteArray());
  }
}
