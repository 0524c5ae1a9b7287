package dev.settle.batch.sharing.nightly;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.schemas.payment.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes what the ledger and the reconciliation leave: entries of journals, and items of nights.
 */
final class MatchedNight {
  private static final int ROWS_MAX = 2_000;

  private final ClickHouse clickHouse;
  private final List<String> entries = new ArrayList<>();
  private final List<String> items = new ArrayList<>();
  private long sequence;

  MatchedNight(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /**
   * A payment or refund that the ledger booked on a day.
   *
   * @param id of the order, or of the refund
   * @param amount signed minor units as the merchant sees it
   */
  record Moved(
      Channel channel,
      String merchant,
      String kind,
      String orderId,
      String id,
      String currency,
      long amount,
      Instant at,
      LocalDate day) {
    boolean isRefund() {
      return amount < 0;
    }

    String journal() {
      return isRefund() ? "refund:" + id + ":succeeded" : "order:" + id + ":paid";
    }
  }

  void book(Moved moved) {
    String more =
        "'%s', %s, NULL, NULL, NULL"
            .formatted(moved.orderId(), moved.isRefund() ? "'" + moved.id() + "'" : "NULL");
    entry(
        "merchant:" + moved.merchant() + ":pending",
        moved.currency(),
        moved.amount(),
        moved.journal(),
        moved.isRefund() ? "REFUND" : "PAYMENT",
        moved.kind(),
        moved.channel(),
        more,
        moved.at(),
        moved.day());
  }

  void capture(
      String hold, String merchant, long amount, long cumulative, Instant at, LocalDate day) {
    entry(
        "merchant:" + merchant + ":pending",
        "CNY",
        amount,
        "hold:" + hold + ":captured:" + cumulative,
        "CAPTURE",
        "HOLD",
        Channel.WALLET,
        "'', NULL, '" + hold + "', NULL, NULL",
        at,
        day);
  }

  void instruction(
      String id,
      String key,
      String account,
      long amount,
      Channel channel,
      Instant at,
      LocalDate day) {
    entry(
        account,
        "CNY",
        amount,
        "instruction:" + id,
        "INSTRUCTION",
        "CORRECTION",
        channel,
        "'', NULL, NULL, '" + id + "', '" + key + "'",
        at,
        day);
  }

  private void entry(
      String account,
      String currency,
      long amount,
      String journal,
      String cause,
      String kind,
      Channel channel,
      String more,
      Instant at,
      LocalDate day) {
    sequence++;
    entries.add(
        String.format(
            Locale.ROOT,
            "('%s', 0, '%s', %d, %d, 0, '%s', 1, '%s', '%s', '%s', %s, fromUnixTimestamp64Milli(toInt64(%d)), '%s')",
            account,
            currency,
            sequence,
            amount,
            journal,
            cause,
            kind,
            channel,
            more,
            at.toEpochMilli(),
            day));
    if (entries.size() >= ROWS_MAX) {
      flush();
    }
  }

  void match(LocalDate night, Moved moved, long fee) {
    item(night, moved, "MATCHED", fee, "");
  }

  /** An item of a night; open ones are not matched. */
  void item(LocalDate night, Moved moved, String itemClass, long fee, String group) {
    boolean open = !List.of("MATCHED", "MATCHED_WITHIN_TOLERANCE", "LATE").contains(itemClass);
    items.add(
        String.format(
            Locale.ROOT,
            "('%s', '%s', '%s', '%s', 'CHANNEL_ID', %b, '%s', '%s', '%s', '%s', '%s', %d, '%s', '%s', %d, '%s')",
            night,
            moved.channel(),
            moved.journal(),
            itemClass,
            open,
            moved.journal(),
            moved.day(),
            moved.isRefund() ? "REFUND" : "PAYMENT",
            moved.kind(),
            moved.orderId(),
            -moved.amount(),
            moved.currency(),
            moved.currency(),
            fee,
            group));
    if (items.size() >= ROWS_MAX) {
      flush();
    }
  }

  /** A line of the channel that is matched with the journals of a batch. */
  void line(LocalDate night, Channel channel, long fee, String group) {
    items.add(
        String.format(
            Locale.ROOT,
            "('%s', '%s', 'line of %s', 'MATCHED', 'OWN_ID', false, '', NULL, '', '', '', 0, '', 'CNY', %d, '%s')",
            night,
            channel,
            group,
            fee,
            group));
  }

  /** The night is reconciled again: its items are written anew. */
  void forget(LocalDate night, Channel channel) {
    clickHouse.run(
        "ALTER TABLE settlement.reconciliation_item DROP PARTITION ('%s', '%s')"
            .formatted(night, channel),
        Map.of());
  }

  void flush() {
    insert(
        "ledger_entry (account, shard, currency, sequence, amount, balance_after, journal_id, leg, cause, kind, channel,"
            + " order_id, refund_id, hold_id, instruction_id, business_key, event_time, business_date)",
        entries);
    insert(
        "reconciliation_item (business_date, channel, item_id, class, matched_by, is_open, ledger_journal_id, ledger_date,"
            + " ledger_cause, ledger_kind, ledger_order_id, ledger_amount, ledger_currency, channel_currency, channel_fee, group_id)",
        items);
  }

  private void insert(String target, List<String> rows) {
    if (!rows.isEmpty()) {
      clickHouse.run(
          "INSERT INTO settlement." + target + " VALUES " + String.join(", ", rows), Map.of());
      rows.clear();
    }
  }
}
