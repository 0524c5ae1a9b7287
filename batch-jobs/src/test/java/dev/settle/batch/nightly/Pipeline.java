package dev.settle.batch.nightly;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.gate.ControlKey;
import dev.settle.batch.gate.ControlTotals;
import dev.settle.batch.gate.DayScope;
import dev.settle.batch.gate.LedgerTopicTotals;
import dev.settle.batch.gate.Measure;
import dev.settle.batch.gate.Source;
import dev.settle.batch.gate.Total;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the payment service and the stream in tests of the night: writes orders and refunds to
 * PostgreSQL and what the jobs make of them to ClickHouse.
 */
final class Pipeline implements LedgerTopicTotals {
  private final DataSource postgres;
  private final ClickHouse clickHouse;
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Long> balances = new HashMap<>();

  Pipeline(DataSource postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
  }

  void agree(
      String channel,
      String account,
      @Nullable String format,
      int feePpm,
      int tolerance,
      int grace,
      String from)
      throws SQLException {
    String formatSql = format == null ? "NULL" : "'" + format + "'";
    sql(
        "INSERT INTO payments.channel_account (channel, account_no, effective_from, statement_format, currency, fee_rate_ppm, tolerance_minor, grace_days)"
            + " VALUES ('%s', '%s', '%s', %s, 'CNY', %d, %d, %d)"
                .formatted(channel, account, from, formatSql, feePpm, tolerance, grace));
    clickHouse.run(
        "INSERT INTO settlement.channel_account_version (channel, account_no, effective_from, statement_format, currency, fee_rate_ppm, tolerance_minor, grace_days, version)"
            + " VALUES ('%s', '%s', '%s', %s, 'CNY', %d, %d, %d, 1)"
                .formatted(channel, account, from, formatSql, feePpm, tolerance, grace),
        Map.of());
  }

  void payment(String orderId, String txnId, long amount, String currency, String date)
      throws SQLException {
    payment(orderId, txnId, amount, currency, date, true);
  }

  /** A paid purchase; not landed means that the ledger has not seen it. */
  void payment(
      String orderId, String txnId, long amount, String currency, String date, boolean landed)
      throws SQLException {
    String at = date + " 04:00:00+00";
    sql(
        "INSERT INTO payments.merchant (merchant_id, name, currency) VALUES ('m1', 'Shop', 'CNY') ON CONFLICT DO NOTHING",
        "INSERT INTO payments.payment_order (order_id, kind, channel, merchant_id, payer_id, currency, amount, status, created_at)"
            + " VALUES ('%s', 'PURCHASE', 'WECHAT', 'm1', 'u1', '%s', %d, 'PENDING', '%s')"
                .formatted(orderId, currency, amount, at),
        "UPDATE payments.payment_order SET status = 'PAID', version = 2, paid_at = '%s', channel_txn_id = '%s' WHERE order_id = '%s'"
            .formatted(at, txnId, orderId));
    if (landed) {
      event(
          "PAYMENT_ORDER",
          orderId,
          orderId,
          2,
          "PURCHASE",
          "WECHAT",
          amount,
          0,
          currency,
          "PAID",
          date);
      journal(
          "order:" + orderId + ":paid",
          "PAYMENT",
          orderId,
          null,
          txnId,
          null,
          amount,
          currency,
          date);
    }
  }

  /** A refund that succeeded. */
  void refund(
      String refundId,
      String orderId,
      String txnId,
      @Nullable String channelRefundId,
      long amount,
      long orderAmount,
      String date)
      throws SQLException {
    String at = date + " 05:00:00+00";
    String channelId = channelRefundId == null ? "NULL" : "'" + channelRefundId + "'";
    sql(
        "INSERT INTO payments.refund (refund_id, order_id, amount, currency, status, created_at) VALUES ('%s', '%s', %d, 'CNY', 'PENDING', '%s')"
            .formatted(refundId, orderId, amount, at),
        "UPDATE payments.refund SET status = 'SUCCEEDED', version = 2, succeeded_at = '%s', channel_refund_id = %s WHERE refund_id = '%s'"
            .formatted(at, channelId, refundId),
        "UPDATE payments.payment_order SET status = 'PARTIALLY_REFUNDED', refunded_amount = %d, version = 3 WHERE order_id = '%s'"
            .formatted(amount, orderId));
    event("REFUND", refundId, orderId, 2, "", "", amount, 0, "CNY", "SUCCEEDED", date);
    event(
        "PAYMENT_ORDER",
        orderId,
        orderId,
        3,
        "PURCHASE",
        "WECHAT",
        orderAmount,
        amount,
        "CNY",
        "PARTIALLY_REFUNDED",
        date);
    journal(
        "refund:" + refundId + ":succeeded",
        "REFUND",
        orderId,
        refundId,
        txnId,
        channelRefundId,
        amount,
        "CNY",
        date);
  }

  private void event(
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
    clickHouse.run(
        "INSERT INTO settlement.payment_event (entity, entity_id, order_id, version, op, kind, channel, currency, amount, refunded_amount, status, created_at, effective_at)"
            + " VALUES ('%s', '%s', '%s', %d, 'UPDATE', '%s', '%s', '%s', %d, %d, '%s', '%s 04:00:00', '%s 04:00:00')"
                .formatted(
                    entity, id, orderId, version, kind, channel, currency, amount, refunded, status,
                    date, date),
        Map.of());
  }

  private void journal(
      String journalId,
      String cause,
      String orderId,
      @Nullable String refundId,
      String txnId,
      @Nullable String channelRefundId,
      long amount,
      String currency,
      String date) {
    boolean refund = cause.equals("REFUND");
    entry(
        journalId,
        0,
        refund ? "merchant:m1:pending" : "channel:WECHAT",
        -amount,
        cause,
        orderId,
        refundId,
        txnId,
        channelRefundId,
        currency,
        date);
    entry(
        journalId,
        1,
        refund ? "channel:WECHAT" : "merchant:m1:pending",
        amount,
        cause,
        orderId,
        refundId,
        txnId,
        channelRefundId,
        currency,
        date);
  }

  private void entry(
      String journalId,
      int leg,
      String account,
      long amount,
      String cause,
      String orderId,
      @Nullable String refundId,
      String txnId,
      @Nullable String channelRefundId,
      String currency,
      String date) {
    long sequence = sequences.merge(account + currency, 1L, Long::sum);
    long balance = balances.merge(account + currency, amount, Long::sum);
    clickHouse.run(
        String.format(
            Locale.ROOT,
            "INSERT INTO settlement.ledger_entry (account, shard, currency, sequence, amount, balance_after, journal_id, leg, cause, kind, channel,"
                + " channel_txn_id, channel_refund_id, order_id, refund_id, event_time, booked_at, business_date)"
                + " VALUES ('%s', 0, '%s', %d, %d, %d, '%s', %d, '%s', 'PURCHASE', 'WECHAT', '%s', %s, '%s', %s, '%s 04:00:00', '%s 04:00:01', '%s')",
            account,
            currency,
            sequence,
            amount,
            balance,
            journalId,
            leg,
            cause,
            txnId,
            nullable(channelRefundId),
            orderId,
            nullable(refundId),
            date,
            date,
            date),
        Map.of());
  }

  /** The topic as the ledger in ClickHouse has it: the landing job writes nothing else. */
  @Override
  public ControlTotals read(DayScope scope) {
    ControlTotals totals = new ControlTotals();
    clickHouse
        .rows(
            "SELECT channel, kind, cause, currency, count() AS n, sum(toInt128(amount)) AS total FROM settlement.ledger_entry"
                + " WHERE business_date = {business_date:Date} AND leg = 1 GROUP BY channel, kind, cause, currency",
            Map.of("business_date", scope.date().toString()))
        .forEach(
            row ->
                totals.add(
                    new ControlKey(
                        row.getString("channel"),
                        Measure.POSTED,
                        row.getString("kind"),
                        row.getString("cause"),
                        row.getString("currency")),
                    Source.LEDGER_TOPIC,
                    new Total(row.getLong("n"), row.getBigInteger("total"))));
    return totals;
  }

  private static String nullable(@Nullable String text) {
    return text == null ? "NULL" : "'" + text + "'";
  }

  void sql(String... statements) throws SQLException {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }
}
