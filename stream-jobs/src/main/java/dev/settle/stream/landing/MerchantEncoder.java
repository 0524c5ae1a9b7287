package dev.settle.stream.landing;

import dev.settle.schemas.avro.MerchantRow;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.avro.ReferenceOperation;
import dev.settle.stream.landing.clickhouse.KeyColumn;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code payments.reference} → {@code settlement.merchant_version}. */
public final class MerchantEncoder extends RowEncoder<ReferenceChange> {
  /** The table. */
  public static final TableSpec TABLE =
      new TableSpec(
          "settlement.merchant_version",
          List.of(
              KeyColumn.string("merchant_id"),
              KeyColumn.int64("version"),
              KeyColumn.int64("source_lsn")),
          List.of("name", "currency", "hot", "deleted", "updated_at"));

  private static final long serialVersionUID = 1;

  /** An encoder. */
  public MerchantEncoder() {
    super(ReferenceChange.class, TABLE);
  }

  @Override
  protected @Nullable TableRow row(ReferenceChange change, RowBinary out) {
    if (!change.getTable().equals("merchant")) {
      return null;
    }
    MerchantRow merchant = change.getMerchant();
    if (change.getOp() == ReferenceOperation.DELETE) {
      out.string(change.getKey())
          .int64(ReferenceRows.DELETED_VERSION)
          .int64(change.getLsn())
          .string("")
          .string("")
          .bool(false)
          .bool(true)
          .dateTime64(change.getCommittedAt());
    } else if (merchant == null) {
      throw ReferenceRows.rowMissing(change);
    } else {
      out.string(merchant.getMerchantId())
          .int64(merchant.getVersion())
          .int64(change.getLsn())
          .string(merchant.getName())
          .string(merchant.getCurrency())
          .bool(merchant.getHot())
          .bool(false)
          .dateTime64(merchant.getUpdatedAt());
    }
    return ReferenceRows.place(change, out);
  }
}
