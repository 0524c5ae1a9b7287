package dev.settle.stream.landing;

import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.stream.landing.clickhouse.KeyColumn;
import dev.settle.stream.landing.clickhouse.RowBinary;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import java.util.List;

/** {@code ledger.entries} → {@code settlement.ledger_entry}. */
public final class LedgerEntryEncoder extends RowEncoder<LedgerEntry> {
  /** The table. */
  public static final TableSpec TABLE =
      new TableSpec(
          "settlement.ledger_entry",
          List.of(
              KeyColumn.string("account"),
              KeyColumn.string("currency"),
              KeyColumn.uint16("shard"),
              KeyColumn.int64("sequence")),
          List.of(
              "amount",
              "balance_after",
              "journal_id",
              "leg",
              "counter_account",
              "cause",
              "kind",
              "channel",
              "channel_txn_id",
              "channel_refund_id",
              "order_id",
              "refund_id",
              "merchant_id",
              "event_time",
              "booked_at",
              "business_date",
              "source_lsn",
              "trace_parent",
              "hold_id",
              "instruction_id",
              "business_key",
              "original_business_date"));

  private static final long serialVersionUID = 1;

  /** An encoder. */
  public LedgerEntryEncoder() {
    super(LedgerEntry.class, TABLE);
  }

  @Override
  protected TableRow row(LedgerEntry entry, RowBinary out) {
    out.string(entry.getAccount())
        .string(entry.getCurrency())
        .uint16(entry.getShard())
        .int64(entry.getSequence())
        .int64(entry.getAmount())
        .int64(entry.getBalanceAfter())
        .string(entry.getJournalId())
        .uint16(entry.getLeg())
        .string(entry.getCounterAccount())
        .string(entry.getCause())
        .string(entry.getKind())
        .string(entry.getChannel())
        .nullableString(entry.getChannelTxnId())
        .nullableString(entry.getChannelRefundId())
        .string(entry.getOrderId())
        .nullableString(entry.getRefundId())
        .nullableString(entry.getMerchantId())
        .dateTime64(entry.getEventTime())
        .dateTime64(entry.getBookedAt())
        .date(entry.getBusinessDate())
        .int64(entry.getSourceLsn())
        .nullableString(entry.getTraceParent())
        .nullableString(entry.getHoldId())
        .nullableString(entry.getInstructionId())
        .nullableString(entry.getBusinessKey())
        .nullableDate(entry.getOriginalBusinessDate());
    // PARTITION BY toYYYYMM(business_date)
    return new TableRow("", 0, RowBinary.month(entry.getBusinessDate()), out.toByteArray());
  }
}
