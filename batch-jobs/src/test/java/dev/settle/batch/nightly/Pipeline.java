package dev.settle.batch.nightly;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.gate.ControlKey;
import dev.settle.batch.gate.ControlTotals;
import dev.settle.batch.gate.DayScope;
import dev.settle.batch.gate.LedgerTopicTotals;
import dev.settle.batch.gate.Measure;
import dev.settle.batch.gate.Source;
import dev.settle.batch.gate.Total;
import dev.settle.batch.nightly.LandedLedger.Leg;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the payment service and the stream in tests of the night: writes orders, refunds,
 * holds and instructions to PostgreSQL and what the jobs make of them to ClickHouse.
 */
final class Pipeline implements LedgerTopicTotals {
  private final Stores stores;
  private final LandedLedger landed;
  private final StandInJob job;

  Pipeline(DataSource postgres, ClickHouse clickHouse) {
    stores = new Stores(postgres, clickHouse);
    landed = new LandedLedger(stores);
    job = new StandInJob(stores, landed);
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
    stores.clickHouse.run(
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
    landed.event(
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
    landed.event("REFUND", refundId, orderId, 2, "", "", amount, 0, "CNY", "SUCCEEDED", date);
    landed.event(
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
                "order_id", Stores.quoted(orderId),
                "refund_id", Stores.quoted(refundId),
                "channel_txn_id", Stores.quoted(txnId),
                "channel_refund_id", Stores.quoted(channelRefundId)));
    if (bookedDate != null) {
      columns.put("original_business_date", Stores.quoted(date));
    }
    landed.post(
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
    landed.event(
        "FUNDS_HOLD", holdId, holdId, 2, "HOLD", "WALLET", amount, 0, "CNY", "RELEASED", date);
    Map<String, String> columns = Map.of("hold_id", Stores.quoted(holdId));
    String frozen = "user:u1:frozen";
    String id = "hold:" + holdId;
    landed.post(
        id + ":held",
        "HOLD",
        "HOLD",
        "WALLET",
        "CNY",
        date,
        columns,
        List.of(new Leg("user:u1", -amount), new Leg(frozen, amount)));
    landed.post(
        id + ":captured:" + captured,
        "CAPTURE",
        "HOLD",
        "WALLET",
        "CNY",
        date,
        columns,
        List.of(new Leg(frozen, -captured), new Leg("merchant:m1:pending", captured)));
    landed.post(
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
    instruction(
        instructionId,
        "CHANNEL_PAYOUT",
        instructionId,
        date,
        List.of(
            new Leg("channel:WECHAT", fee + paidOut),
            new Leg("bank:b1", -paidOut),
            new Leg("platform:channel-fees", -fee)));
  }

  /**
   * The approved correction of a break: it moves on the channel's account what the break leaves
   * open.
   */
  void correction(String breakId, long amount, String date) throws SQLException {
    instruction(
        "correction-" + breakId,
        "CORRECTION",
        breakId,
        date,
        List.of(new Leg("channel:WECHAT", amount), new Leg("platform:suspense", -amount)));
  }

  private void instruction(
      String instructionId, String kind, String businessKey, String date, List<Leg> legs)
      throws SQLException {
    String json =
        legs.stream()
            .map(
                leg ->
                    "{\"account\": \"%s\", \"currency\": \"CNY\", \"amount\": %d}"
                        .formatted(leg.account(), leg.amount()))
            .collect(Collectors.joining(", ", "[", "]"));
    sql(
        "INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, channel, legs, maker, checker, created_at)"
            + " VALUES ('%s', '%s', '%s', '%s', 'WECHAT', '%s', 'night', 'checker', '%s 05:00:00+00')"
                .formatted(instructionId, kind, businessKey, date, json, date));
    String array =
        legs.stream()
            .map(leg -> "('%s', 'CNY', %d)".formatted(leg.account(), leg.amount()))
            .collect(Collectors.joining(", ", "[", "]"));
    stores.insert(
        "ledger_instruction (instruction_id, kind, business_key, business_date, channel, legs)",
        "('%s', '%s', '%s', '%s', 'WECHAT', %s)"
            .formatted(instructionId, kind, businessKey, date, array));
    landed.post(
        "instruction:" + instructionId,
        "INSTRUCTION",
        kind,
        "WECHAT",
        "CNY",
        date,
        Map.of(
            "instruction_id",
            Stores.quoted(instructionId),
            "business_key",
            Stores.quoted(businessKey)),
        legs);
  }

  /** The topic as the ledger in ClickHouse has it: the landing job writes nothing else. */
  @Override
  public ControlTotals read(DayScope scope, Instant since) {
    ControlTotals totals = new ControlTotals();
    stores
        .clickHouse
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

  /** The ledger books the corrections that were ordered since the last time. */
  void bookCorrections() throws SQLException {
    job.bookCorrections();
  }

  /** The ledger has booked all that nights and payouts ordered. */
  void bookOrdered() throws SQLException {
    job.bookOrdered();
  }

  /** The ledger hears of closings a moment after they were written, or not at all. */
  void acknowledge(boolean willing) {
    job.acknowledge(willing);
  }

  /** The ledger forgets what it has closed. */
  void forgetClosings() {
    job.forgetClosings();
  }

  /** The ledger hears of nothing any more. */
  void close() throws InterruptedException {
    job.close();
  }

  void sql(String... statements) throws SQLException {
    stores.sql(statements);
  }

  /** Writes what is written meanwhile together at the end. */
  void together(Stores.Writes writes) throws SQLException {
    stores.together(writes);
  }
}
