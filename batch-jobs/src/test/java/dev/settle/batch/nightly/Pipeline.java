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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the payment service and the stream in tests of the night: writes orders, refunds,
 * holds and instructions to PostgreSQL and what the jobs make of them to ClickHouse.
 */
final class Pipeline implements LedgerTopicTotals {
  private final DataSource postgres;
  private final ClickHouse clickHouse;
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Long> balances = new HashMap<>();
  private final AtomicLong lsn = new AtomicLong();
  private final Thread ledger;
  private final Set<String> bookedCorrections = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private volatile boolean acknowledges = true;
  private @Nullable Collected collected;

  Pipeline(DataSource postgres, ClickHouse clickHouse) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
    this.ledger = new Thread(this::acknowledgeClosings, "ledger");
    ledger.start();
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
      land(orderId, txnId, amount, currency, date, null);
    }
  }

  /**
   * What the jobs make of a paid purchase.
   *
   * @param bookedDate the day into which a late one is booked; null: its own
   */
  void land(
      String orderId,
      String txnId,
      long amount,
      String currency,
      String date,
      @Nullable String bookedDate) {
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
        date,
        bookedDate);
  }

  /** A refund that succeeded on the day of its order. */
  void refund(
      String refundId,
      String orderId,
      String txnId,
      @Nullable String channelRefundId,
      long amount,
      long orderAmount,
      String date)
      throws SQLException {
    refund(refundId, orderId, txnId, channelRefundId, amount, orderAmount, date, date);
  }

  /** A refund that succeeded on a day of an order of another. */
  void refund(
      String refundId,
      String orderId,
      String txnId,
      @Nullable String channelRefundId,
      long amount,
      long orderAmount,
      String orderDate,
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
        orderDate);
    journal(
        "refund:" + refundId + ":succeeded",
        "REFUND",
        orderId,
        refundId,
        txnId,
        channelRefundId,
        amount,
        "CNY",
        date,
        null);
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
    insert(
        "payment_event (entity, entity_id, order_id, version, op, kind, channel, currency, amount, refunded_amount, status, created_at, effective_at)",
        "('%s', '%s', '%s', %d, 'UPDATE', '%s', '%s', '%s', %d, %d, '%s', '%s 04:00:00', '%s 04:00:00')"
            .formatted(
                entity, id, orderId, version, kind, channel, currency, amount, refunded, status,
                date, date));
  }

  /** The journal of a payment or refund. */
  private void journal(
      String journalId,
      String cause,
      String orderId,
      @Nullable String refundId,
      String txnId,
      @Nullable String channelRefundId,
      long amount,
      String currency,
      String date,
      @Nullable String bookedDate) {
    String merchant = "merchant:m1:pending";
    boolean refund = cause.equals("REFUND");
    Map<String, String> columns =
        new HashMap<>(
            Map.of(
                "order_id", quoted(orderId),
                "refund_id", quoted(refundId),
                "channel_txn_id", quoted(txnId),
                "channel_refund_id", quoted(channelRefundId)));
    if (bookedDate != null) {
      columns.put("original_business_date", quoted(date));
    }
    post(
        journalId,
        cause,
        "PURCHASE",
        "WECHAT",
        currency,
        bookedDate == null ? date : bookedDate,
        columns,
        List.of(
            new Leg(refund ? merchant : "channel:WECHAT", -amount),
            new Leg(refund ? "channel:WECHAT" : merchant, amount)));
  }

  private synchronized void post(
      String journalId,
      String cause,
      String kind,
      String channel,
      String currency,
      String date,
      Map<String, String> more,
      List<Leg> legs) {
    long position = lsn.incrementAndGet();
    int number = 0;
    for (Leg leg : legs) {
      long sequence = sequences.merge(leg.account + currency, 1L, Long::sum);
      long balance = balances.merge(leg.account + currency, leg.amount, Long::sum);
      StringBuilder names =
          new StringBuilder(
              "account, shard, currency, sequence, amount, balance_after, journal_id, leg, cause, kind, channel,"
                  + " event_time, booked_at, business_date, source_lsn");
      StringBuilder values =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "'%s', 0, '%s', %d, %d, %d, '%s', %d, '%s', '%s', '%s', '%s 04:00:00', '%s 04:00:01', '%s', %d",
                  leg.account,
                  currency,
                  sequence,
                  leg.amount,
                  balance,
                  journalId,
                  number++,
                  cause,
                  kind,
                  channel,
                  date,
                  date,
                  date,
                  position));
      new TreeMap<>(more)
          .forEach(
              (column, value) -> {
                names.append(", ").append(column);
                values.append(", ").append(value);
              });
      insert("ledger_entry (%s)".formatted(names), "(%s)".formatted(values));
    }
  }

  /** A hold of which a part was captured and the rest released, all on one day. */
  void hold(String holdId, long amount, long captured, String date) throws SQLException {
    String at = date + " 04:00:00+00";
    sql(
        "INSERT INTO payments.merchant (merchant_id, name, currency) VALUES ('m1', 'Shop', 'CNY') ON CONFLICT DO NOTHING",
        "INSERT INTO payments.funds_hold (hold_id, owner_id, merchant_id, currency, amount, status, created_at, expires_at)"
            + " VALUES ('%s', 'u1', 'm1', 'CNY', %d, 'HELD', '%s', '2030-01-01')"
                .formatted(holdId, amount, at),
        "UPDATE payments.funds_hold SET status = 'RELEASED', version = 2, captured_amount = %d, captured_at = '%s', closed_at = '%s' WHERE hold_id = '%s'"
            .formatted(captured, at, at, holdId));
    event("FUNDS_HOLD", holdId, holdId, 2, "HOLD", "WALLET", amount, 0, "CNY", "RELEASED", date);
    Map<String, String> columns = Map.of("hold_id", quoted(holdId));
    String frozen = "user:u1:frozen";
    String id = "hold:" + holdId;
    post(
        id + ":held",
        "HOLD",
        "HOLD",
        "WALLET",
        "CNY",
        date,
        columns,
        List.of(new Leg("user:u1", -amount), new Leg(frozen, amount)));
    post(
        id + ":captured:" + captured,
        "CAPTURE",
        "HOLD",
        "WALLET",
        "CNY",
        date,
        columns,
        List.of(new Leg(frozen, -captured), new Leg("merchant:m1:pending", captured)));
    post(
        id + ":released",
        "RELEASE",
        "HOLD",
        "WALLET",
        "CNY",
        date,
        columns,
        List.of(new Leg(frozen, captured - amount), new Leg("user:u1", amount - captured)));
  }

  /** What the channel kept and paid out, ordered by the batch side: three legs. */
  void payout(String instructionId, long fee, long paidOut, String date) throws SQLException {
    sql(
        """
        INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, channel, legs, maker, created_at)
        VALUES ('%s', 'CHANNEL_PAYOUT', '%s', '%s', 'WECHAT', '[{"account": "channel:WECHAT", "currency": "CNY", "amount": %d},
          {"account": "bank:b1", "currency": "CNY", "amount": %d}, {"account": "platform:channel-fees", "currency": "CNY", "amount": %d}]',
          'night', '%s 05:00:00+00')
        """
            .formatted(instructionId, instructionId, date, fee + paidOut, -paidOut, -fee, date));
    clickHouse.run(
        """
        INSERT INTO settlement.ledger_instruction (instruction_id, kind, business_key, business_date, channel, legs)
        VALUES ('%s', 'CHANNEL_PAYOUT', '%s', '%s', 'WECHAT', [('channel:WECHAT', 'CNY', %d), ('bank:b1', 'CNY', %d), ('platform:channel-fees', 'CNY', %d)])
        """
            .formatted(instructionId, instructionId, date, fee + paidOut, -paidOut, -fee),
        Map.of());
    post(
        "instruction:" + instructionId,
        "INSTRUCTION",
        "CHANNEL_PAYOUT",
        "WECHAT",
        "CNY",
        date,
        Map.of("instruction_id", quoted(instructionId)),
        List.of(
            new Leg("channel:WECHAT", fee + paidOut),
            new Leg("bank:b1", -paidOut),
            new Leg("platform:channel-fees", -fee)));
  }

  /** The ledger books the corrections that were ordered since the last time. */
  void bookCorrections() throws SQLException {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT instruction_id, business_key, business_date::text, channel, reason, maker, checker,"
                    + " string_agg(format('%s|%s|%s', leg->>'account', leg->>'currency', leg->>'amount'), ' ')"
                    + " FROM payments.ledger_instruction CROSS JOIN LATERAL jsonb_array_elements(legs) AS leg"
                    + " WHERE kind = 'CORRECTION' GROUP BY instruction_id ORDER BY instruction_id")) {
      while (rows.next()) {
        if (bookedCorrections.add(rows.getString(1))) {
          bookCorrection(rows);
        }
      }
    }
  }

  private void bookCorrection(ResultSet order) throws SQLException {
    String id = order.getString(1);
    Map<String, List<Leg>> legs = new TreeMap<>();
    List<String> tuples = new ArrayList<>();
    for (String text : order.getString(8).split(" ", -1)) {
      String[] leg = text.split("\\|", -1);
      legs.computeIfAbsent(leg[1], currency -> new ArrayList<>())
          .add(new Leg(leg[0], Long.parseLong(leg[2])));
      tuples.add("('%s', '%s', %s)".formatted(leg[0], leg[1], leg[2]));
    }
    insert(
        "ledger_instruction (instruction_id, kind, business_key, business_date, channel, reason, maker, checker, legs)",
        "('%s', 'CORRECTION', '%s', '%s', '%s', '%s', '%s', '%s', [%s])"
            .formatted(
                id,
                order.getString(2),
                order.getString(3),
                order.getString(4),
                order.getString(5),
                order.getString(6),
                order.getString(7),
                String.join(", ", tuples)));
    for (Map.Entry<String, List<Leg>> ofCurrency : legs.entrySet()) {
      post(
          "instruction:" + id,
          "INSTRUCTION",
          "CORRECTION",
          order.getString(4),
          ofCurrency.getKey(),
          order.getString(3),
          Map.of("instruction_id", quoted(id), "business_key", quoted(order.getString(2))),
          ofCurrency.getValue());
    }
  }

  /** The ledger hears of closings a moment after they were written, or not at all. */
  void acknowledge(boolean willing) {
    acknowledges = willing;
  }

  private void acknowledgeClosings() {
    Set<String> booked = ConcurrentHashMap.newKeySet();
    while (!Thread.interrupted()) {
      if (acknowledges) {
        acknowledgeNew();
      }
      bookTolerances(booked);
      LockSupport.parkNanos(100_000_000);
    }
  }

  /** What the night orders for tolerated differences: into its day, or the first open one. */
  private void bookTolerances(Set<String> booked) {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT i.instruction_id, i.business_key, i.channel, i.business_date::text AS asked, leg->>'currency' AS currency,
                       (leg->>'amount')::bigint AS amount,
                       greatest(i.business_date, (SELECT max(c.business_date) + 1 FROM payments.business_day_close c WHERE c.channel = i.channel))::text AS open
                FROM payments.ledger_instruction i CROSS JOIN LATERAL jsonb_array_elements(i.legs) AS leg
                WHERE i.kind = 'TOLERANCE' AND leg->>'account' LIKE 'channel:%' ORDER BY i.created_at, i.instruction_id
                """)) {
      while (rows.next()) {
        if (booked.add(rows.getString("instruction_id")) && !isBooked(rows.getString(1))) {
          bookTolerance(rows);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isBooked(String instructionId) {
    return clickHouse
            .rows(
                "SELECT count() AS n FROM settlement.ledger_instruction WHERE instruction_id = '%s'"
                    .formatted(instructionId),
                Map.of())
            .get(0)
            .getLong("n")
        > 0;
  }

  private void bookTolerance(ResultSet row) throws SQLException {
    String id = row.getString("instruction_id");
    String channel = row.getString("channel");
    String currency = row.getString("currency");
    long amount = row.getLong("amount");
    String asked = row.getString("asked");
    String open = row.getString("open");
    clickHouse.run(
        """
        INSERT INTO settlement.ledger_instruction (instruction_id, kind, business_key, business_date, channel, legs)
        VALUES ('%s', 'TOLERANCE', '%s', '%s', '%s', [('channel:%s', '%s', %d), ('platform:channel-fees', '%s', %d)])
        """
            .formatted(
                id,
                row.getString("business_key"),
                asked,
                channel,
                channel,
                currency,
                amount,
                currency,
                -amount),
        Map.of());
    Map<String, String> columns = new HashMap<>(Map.of("instruction_id", quoted(id)));
    if (!open.equals(asked)) {
      columns.put("original_business_date", quoted(asked));
    }
    post(
        "instruction:" + id,
        "INSTRUCTION",
        "TOLERANCE",
        channel,
        currency,
        open,
        columns,
        List.of(new Leg("channel:" + channel, amount), new Leg("platform:channel-fees", -amount)));
  }

  private void acknowledgeNew() {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT channel, business_date::text, closed_by FROM payments.business_day_close")) {
      while (rows.next()) {
        String day = "'%s', '%s'".formatted(rows.getString(1), rows.getString(2));
        if (acknowledged.add(day)) {
          clickHouse.run(
              "INSERT INTO settlement.day_closing (channel, business_date, closed_by, source_lsn, acknowledged_at) VALUES (%s, '%s', %d, now64(3))"
                  .formatted(day, rows.getString(3), lsn.incrementAndGet()),
              Map.of());
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The ledger forgets what it has closed. */
  void forgetClosings() {
    acknowledged.clear();
  }

  /** The ledger hears of nothing any more. */
  void close() throws InterruptedException {
    ledger.interrupt();
    ledger.join();
  }

  /** The topic as the ledger in ClickHouse has it: the landing job writes nothing else. */
  @Override
  public ControlTotals read(DayScope scope, Instant since) {
    ControlTotals totals = new ControlTotals();
    clickHouse
        .rows(
            """
            SELECT 'POSTED' AS measure, channel, kind, cause, currency, count() AS n, sum(toInt128(amount)) AS total
            FROM settlement.ledger_entry
            WHERE coalesce(original_business_date, business_date) = {business_date:Date} AND amount > 0
              AND cause NOT IN ('CAPTURE', 'RELEASE', 'EXPIRY')
            GROUP BY channel, kind, cause, currency
            UNION ALL
            SELECT 'BOOKED', channel, kind, cause, currency, count(), sum(toInt128(greatest(amount, 0)))
            FROM settlement.ledger_entry WHERE business_date = {business_date:Date}
            GROUP BY channel, kind, cause, currency
            """,
            Map.of("business_date", scope.date().toString()))
        .forEach(
            row ->
                totals.add(
                    new ControlKey(
                        row.getString("channel"),
                        Measure.valueOf(row.getString("measure")),
                        row.getString("kind"),
                        row.getString("cause"),
                        row.getString("currency")),
                    Source.LEDGER_TOPIC,
                    new Total(row.getLong("n"), row.getBigInteger("total"))));
    return totals;
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "NULL" : "'" + text + "'";
  }

  void sql(String... statements) throws SQLException {
    if (collected != null) {
      collected.statements.addAll(List.of(statements));
      return;
    }
    execute(List.of(statements));
  }

  /**
   * Writes what is written meanwhile together at the end: one transaction in PostgreSQL, one insert
   * a table and set of columns in ClickHouse. A day of hundreds of rows takes a moment then.
   */
  void together(Writes writes) throws SQLException {
    Collected batch = new Collected(new ArrayList<>(), new LinkedHashMap<>());
    collected = batch;
    try {
      writes.write();
    } finally {
      collected = null;
    }
    execute(batch.statements);
    batch.rows.forEach((target, rows) -> insert(target, String.join(", ", rows)));
  }

  private void insert(String target, String values) {
    if (collected != null) {
      collected.rows.computeIfAbsent(target, key -> new ArrayList<>()).add(values);
      return;
    }
    clickHouse.run("INSERT INTO settlement." + target + " VALUES " + values, Map.of());
  }

  private void execute(List<String> statements) throws SQLException {
    try (Connection connection = postgres.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.addBatch(sql);
      }
      statement.executeBatch();
      connection.commit();
    }
  }

  /** Writes of the payment service. */
  @FunctionalInterface
  interface Writes {
    void write() throws SQLException;
  }

  private record Leg(String account, long amount) {}

  private record Collected(List<String> statements, Map<String, List<String>> rows) {}
}
