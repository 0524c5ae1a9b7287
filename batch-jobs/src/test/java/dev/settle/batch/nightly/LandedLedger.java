package dev.settle.batch.nightly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the ledger job and the landing job leave in ClickHouse: entries in sequence, and events. */
final class LandedLedger {
  private final Stores stores;
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Long> balances = new HashMap<>();
  private final AtomicLong lsn = new AtomicLong();

  LandedLedger(Stores stores) {
    this.stores = stores;
  }

  /** The next position in the source's log. */
  long nextPosition() {
    return lsn.incrementAndGet();
  }

  /** A captured version of an order, refund or hold. */
  void event(
      String entity,
      String id,
      String orderId,
      int version,
      String kind,
      String channel,
      long amount,
      long refunded,
      String currency,
      String status,
      String date) {
    stores.insert(
        "payment_event (entity, entity_id, order_id, version, op, kind, channel, currency, amount, refunded_amount, status, created_at, effective_at)",
        "('%s', '%s', '%s', %d, 'UPDATE', '%s', '%s', '%s', %d, %d, '%s', '%s 04:00:00', '%s 04:00:00')"
            .formatted(
                entity, id, orderId, version, kind, channel, currency, amount, refunded, status,
                date, date));
  }

  /**
   * A journal of one currency.
   *
   * @param more columns beyond those that every entry has, as SQL literals
   */
  synchronized void post(
      String journalId,
      String cause,
      String kind,
      String channel,
      String currency,
      String date,
      Map<String, String> more,
      List<Leg> legs) {
    long position = nextPosition();
    StringBuilder names =
        new StringBuilder(
            "account, shard, currency, sequence, amount, balance_after, journal_id, leg, cause, kind, channel,"
                + " event_time, booked_at, business_date, source_lsn");
    StringBuilder same = new StringBuilder();
    new TreeMap<>(more)
        .forEach(
            (column, value) -> {
              names.append(", ").append(column);
              same.append(", ").append(value);
            });
    List<String> rows = new ArrayList<>();
    for (Leg leg : legs) {
      long sequence = sequences.merge(leg.account() + currency, 1L, Long::sum);
      long balance = balances.merge(leg.account() + currency, leg.amount(), Long::sum);
      rows.add(
          String.format(
              Locale.ROOT,
              "('%s', 0, '%s', %d, %d, %d, '%s', %d, '%s', '%s', '%s', '%s 04:00:00', '%s 04:00:01', '%s', %d%s)",
              leg.account(),
              currency,
              sequence,
              leg.amount(),
              balance,
              journalId,
              rows.size(),
              cause,
              kind,
              channel,
              date,
              date,
              date,
              position,
              same));
    }
    // One insert: a proof that reads meanwhile sees the whole journal or none of it.
    stores.insert("ledger_entry (%s)".formatted(names), String.join(", ", rows));
  }

  /**
   * One side of a posting.
   *
   * @param account address
   * @param amount signed minor units
   */
  record Leg(String account, long amount) {}
}
