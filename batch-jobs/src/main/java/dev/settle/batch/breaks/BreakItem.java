package dev.settle.batch.breaks;

import com.clickhouse.client.api.query.GenericRecord;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of a break. Amounts: minor units.
 *
 * @param ledger null when the ledger has no row
 * @param channel null when the channel has no line
 * @param tolerance the largest difference that is tolerated
 * @param batch null when it is no row of a batch
 */
public record BreakItem(
    @Nullable LedgerSide ledger,
    @Nullable ChannelSide channel,
    long tolerance,
    @Nullable Batch batch) {

  /**
   * What the ledger says.
   *
   * @param amount what the channel owes by it; a refund is negative
   */
  public record LedgerSide(
      String journalId,
      int leg,
      String date,
      String cause,
      String kind,
      String orderId,
      String refundId,
      String channelId,
      String currency,
      long amount) {}

  /**
   * What the channel says.
   *
   * @param amount what it says it owes; a refund is negative, a failed one 0
   * @param fee positive when the merchant pays
   * @param expectedFee by the rate card
   */
  public record ChannelSide(
      String merchant,
      String date,
      long line,
      String cause,
      String state,
      String txnId,
      String refundId,
      String orderId,
      String ownRefundId,
      String currency,
      long amount,
      long fee,
      long expectedFee) {}

  /**
   * The batch of which the item is one row: it is corrected as a whole, by one of its breaks.
   *
   * @param breakId the break by which it is corrected
   * @param feeApart charged less expected over all its lines
   */
  public record Batch(String breakId, long feeApart) {}

  /**
   * What is left open by currency: ledger less channel, without zeros. The rows of a batch agree as
   * a whole: nothing.
   */
  public Map<String, Long> open() {
    Map<String, Long> open = new TreeMap<>();
    if (batch != null) {
      return open;
    }
    if (ledger != null) {
      open.merge(ledger.currency(), ledger.amount(), Math::addExact);
    }
    if (channel != null) {
      open.merge(channel.currency(), Math.negateExact(channel.amount()), Math::addExact);
    }
    open.values().removeIf(amount -> amount == 0);
    return open;
  }

  /** A row of {@code breaks/item.sql}. */
  static BreakItem of(GenericRecord row) {
    LedgerSide ledger =
        row.getString("ledger_journal_id").isEmpty()
            ? null
            : new LedgerSide(
                row.getString("ledger_journal_id"),
                row.getInteger("ledger_leg"),
                row.getString("ledger_day"),
                row.getString("ledger_cause"),
                row.getString("ledger_kind"),
                row.getString("ledger_order_id"),
                row.getString("ledger_refund_id"),
                row.getString("ledger_channel_id"),
                row.getString("ledger_currency"),
                row.getLong("ledger_amount"));
    ChannelSide channel =
        row.getString("channel_merchant").isEmpty()
            ? null
            : new ChannelSide(
                row.getString("channel_merchant"),
                row.getString("channel_day"),
                row.getLong("channel_line_no"),
                row.getString("channel_cause"),
                row.getString("channel_state"),
                row.getString("channel_txn_id"),
                row.getString("channel_refund_id"),
                row.getString("channel_order_id"),
                row.getString("channel_own_refund_id"),
                row.getString("channel_currency"),
                row.getLong("channel_amount"),
                row.getLong("channel_fee"),
                row.getLong("expected_fee"));
    Batch batch =
        row.getString("group_id").isEmpty()
            ? null
            : new Batch(row.getString("batch_break_id"), row.getLong("batch_fee"));
    return new BreakItem(ledger, channel, row.getLong("tolerance"), batch);
  }
}
