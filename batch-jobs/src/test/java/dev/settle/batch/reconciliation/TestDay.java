package dev.settle.batch.reconciliation;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.statement.AgreedChannel;
import dev.settle.schemas.payment.Channel;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes both sides of WeChat's days straight into ClickHouse and reconciles them. */
final class TestDay {
  static final String ACCOUNT = "1900000109";

  private static final List<String> TABLES =
      List.of(
          "ledger_entry",
          "channel_account_version",
          "channel_statement_line",
          "channel_line_key",
          "reconciliation_item",
          "reconciliation_break",
          "reconciliation_proof");

  private final ClickHouse clickHouse;
  private String date = "";
  private AgreedTerms terms = AgreedTerms.none();
  private int graceDays;
  private int lineNo;
  private int sequence;

  TestDay(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /** Begins a history without anything in it. */
  TestDay begin(String firstDate, AgreedTerms agreed, int tolerance, int grace) {
    TABLES.forEach(table -> clickHouse.run("TRUNCATE TABLE settlement." + table, Map.of()));
    clickHouse.run(
        ("INSERT INTO settlement.channel_account_version (channel, account_no, effective_from, statement_format, currency,"
                + " fee_rate_ppm, tolerance_minor, grace_days, version)"
                + " VALUES ('WECHAT', '%s', '2026-01-01', 'WECHAT_TRADE_BILL', 'CNY', 6000, %d, %d, 1)")
            .formatted(ACCOUNT, tolerance, grace),
        Map.of());
    terms = agreed;
    graceDays = grace;
    return on(firstDate);
  }

  /** The rows that follow are of this date. */
  TestDay on(String day) {
    date = day;
    lineNo = 1;
    return this;
  }

  TestDay paid(String name, long amount) {
    return paid(name, "t-" + name, amount, "CNY", "m1");
  }

  TestDay paid(String name, String txnId, long amount, String currency, String merchant) {
    return entry("PAYMENT", "PURCHASE", "o-" + name, null, txnId, null, amount, currency, merchant);
  }

  TestDay withdrawn(String name, long amount) {
    return entry(
        "PAYMENT", "WITHDRAWAL", "o-" + name, null, "t-" + name, null, -amount, "CNY", "m1");
  }

  TestDay refunded(String name, String refund, @Nullable String channelRefundId, long amount) {
    return entry(
        "REFUND",
        "PURCHASE",
        "o-" + name,
        "r-" + refund,
        "t-" + name,
        channelRefundId,
        -amount,
        "CNY",
        "m1");
  }

  private TestDay entry(
      String cause,
      String kind,
      String order,
      @Nullable String refund,
      String txnId,
      @Nullable String channelRefundId,
      long owed,
      String currency,
      String merchant) {
    clickHouse.run(
        ("INSERT INTO settlement.ledger_entry (account, currency, sequence, amount, journal_id, leg, cause, kind, channel,"
                + " channel_txn_id, channel_refund_id, order_id, refund_id, merchant_id, business_date)"
                + " VALUES ('channel:WECHAT', '%s', %d, %d, '%s', 0, '%s', '%s', 'WECHAT', '%s', %s, '%s', %s, '%s', '%s')")
            .formatted(
                currency,
                ++sequence,
                -owed,
                cause + ":" + (refund == null ? order : refund),
                cause,
                kind,
                txnId,
                quoted(channelRefundId),
                order,
                quoted(refund),
                merchant,
                date),
        Map.of());
    return this;
  }

  /** An entry on the channel's account that an instruction orders: by it the channel owes more. */
  TestDay instructed(String kind, String businessKey, long owed) {
    clickHouse.run(
        ("INSERT INTO settlement.ledger_entry (account, currency, sequence, amount, journal_id, leg, cause, kind, channel,"
                + " business_key, business_date)"
                + " VALUES ('channel:WECHAT', 'CNY', %d, %d, 'instruction:%s-%s', 0, 'INSTRUCTION', '%s', 'WECHAT', '%s', '%s')")
            .formatted(++sequence, -owed, kind, businessKey, kind, businessKey, date),
        Map.of());
    return this;
  }

  /** A line that is no payment; the channel's word for it is its kind in lower case. */
  TestDay otherLine(String kind, String id, long amount, long fee) {
    String word = kind.toLowerCase(Locale.ROOT);
    return line(ACCOUNT, kind, word, id, "", "", "", amount, fee, date + " 12:00:00");
  }

  /** A payment's line with the fee of the account's rate, 0.6 %. */
  TestDay line(String name, long amount) {
    return line(ACCOUNT, "t-" + name, "o-" + name, amount, (amount * 6 + 500) / 1000);
  }

  TestDay line(String account, String txnId, String order, long amount, long fee) {
    return line(
        account, "PAYMENT", "SUCCESS", txnId, "", order, "", amount, fee, date + " 12:00:00");
  }

  TestDay refundLine(
      String name, String channelRefundId, String refund, long amount, long fee, String state) {
    return line(
        ACCOUNT,
        "REFUND",
        state,
        "t-" + name,
        channelRefundId,
        "o-" + name,
        "r-" + refund,
        -amount,
        fee,
        date + " 12:00:00");
  }

  TestDay line(
      String account,
      String kind,
      String state,
      String txnId,
      String channelRefundId,
      String order,
      String refund,
      long amount,
      long fee,
      String occurredAt) {
    clickHouse.run(
        ("INSERT INTO settlement.channel_statement_line (business_date, channel, merchant, file_sha256, line_no, kind, state,"
                + " channel_txn_id, channel_refund_id, order_id, refund_id, currency, amount, fee, net, occurred_at)"
                + " VALUES ('%s', 'WECHAT', '%s', 'f', %d, '%s', '%s', '%s', '%s', '%s', '%s', 'CNY', %d, %d, %d, '%s')")
            .formatted(
                date,
                account,
                ++lineNo,
                kind,
                state,
                txnId,
                channelRefundId,
                order,
                refund,
                amount,
                fee,
                amount - fee,
                occurredAt),
        Map.of());
    return this;
  }

  /** Reconciles the day; fails when a residual is left. */
  List<ProofRow> reconcile() {
    return new Reconciler(clickHouse, (channel, day) -> terms)
        .reconcile(
            new AgreedChannel(Channel.WECHAT, Map.of(ACCOUNT, "WECHAT_TRADE_BILL"), graceDays),
            LocalDate.parse(date));
  }

  /** Items of the day by class. */
  Map<String, Long> classes() {
    Map<String, Long> classes = new TreeMap<>();
    clickHouse
        .rows(
            "SELECT class, count() AS n FROM settlement.reconciliation_item WHERE business_date = '%s' GROUP BY class"
                .formatted(date),
            Map.of())
        .forEach(row -> classes.put(row.getString("class"), row.getLong("n")));
    return classes;
  }

  /** A figure of the day's breaks, such as {@code sum(amount)}. */
  long ofBreaks(String expression) {
    return clickHouse
        .rows(
            "SELECT toInt64(%s) AS n FROM settlement.reconciliation_break WHERE business_date = '%s'"
                .formatted(expression, date),
            Map.of())
        .get(0)
        .getLong("n");
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "NULL" : "'" + text + "'";
  }
}
