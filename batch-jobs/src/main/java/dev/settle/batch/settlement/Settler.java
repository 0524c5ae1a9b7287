package dev.settle.batch.settlement;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.SqlResource;
import dev.settle.batch.settlement.SettlementLine.Kind;
import dev.settle.schemas.money.Money;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Works out a night's settlements, each payee's windows in their order; writes nothing. */
final class Settler {
  private final Connection postgres;
  private final ClickHouse clickHouse;
  private final SettlementAgreements agreements;
  private final @Nullable LocalDate last;
  private final LocalDate night;

  /**
   * A night.
   *
   * @param last windows up to this day are closed; null: none is
   * @param night windows up to this day are settled
   */
  Settler(
      Connection postgres,
      ClickHouse clickHouse,
      SettlementAgreements agreements,
      @Nullable LocalDate last,
      LocalDate night) {
    this.postgres = postgres;
    this.clickHouse = clickHouse;
    this.agreements = agreements;
    this.last = last;
    this.night = night;
  }

  List<SettledPayee> all() throws SQLException {
    Map<PayeeKey, List<LineActivity>> activity =
        new CommittedLines(clickHouse, postgres).activity(last, night);
    addReturned(activity);
    Map<PayeeKey, PayeeBalance> balances = OpenBalances.read(postgres);
    List<SettledPayee> settled = new ArrayList<>();
    TreeSet<PayeeKey> keys = new TreeSet<>(activity.keySet());
    keys.addAll(balances.keySet());
    for (PayeeKey key : keys) {
      settled.addAll(ofPayee(key, activity.getOrDefault(key, List.of()), balances.get(key)));
    }
    return settled;
  }

  /** Payouts that came back go into the last window that this night closes, if it closes one. */
  private void addReturned(Map<PayeeKey, List<LineActivity>> activity) throws SQLException {
    try (PreparedStatement select =
        postgres.prepareStatement(SqlResource.read("settlement/returned.sql"))) {
      select.setString(1, night.toString());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          PayeeKey key = new PayeeKey(rows.getString("payee"), rows.getString("currency"));
          LocalDate window = lastWindow(key);
          if (window != null) {
            activity
                .computeIfAbsent(key, payee -> new ArrayList<>())
                .add(
                    new LineActivity(
                        window,
                        Kind.PAYOUT_RETURNED,
                        rows.getString("payout_id"),
                        1,
                        rows.getLong("amount")));
          }
        }
      }
    }
  }

  private List<SettledPayee> ofPayee(
      PayeeKey key, List<LineActivity> activity, @Nullable PayeeBalance open) {
    PayeeBalance balance =
        open == null
            ? PayeeBalance.opening(key.payee(), Currency.getInstance(key.currency()))
            : open;
    TreeMap<LocalDate, List<LineActivity>> windows = new TreeMap<>();
    activity.forEach(
        line -> windows.computeIfAbsent(line.window(), day -> new ArrayList<>()).add(line));
    LocalDate window = lastWindow(key);
    if (window != null && isReserveDue(balance, window)) {
      windows.putIfAbsent(window, List.of());
    }
    List<SettledPayee> settled = new ArrayList<>();
    for (Map.Entry<LocalDate, List<LineActivity>> one : windows.entrySet()) {
      SettledPayee payee = ofWindow(key, balance, one.getKey(), one.getValue());
      settled.add(payee);
      balance = payee.settlement().after();
    }
    return settled;
  }

  private SettledPayee ofWindow(
      PayeeKey key, PayeeBalance before, LocalDate day, List<LineActivity> activity) {
    SettlementAgreement agreement = agreements.ofWindow(key, day);
    List<SettlementLine> lines = new ArrayList<>();
    Map<List<Object>, Long> items = new HashMap<>();
    for (LineActivity one : activity) {
      lines.add(
          new SettlementLine(
              one.kind(), one.reference(), new Money(one.amount(), before.currency())));
      items.put(List.of(one.kind(), one.reference()), one.items());
    }
    return new SettledPayee(
        PayeeSettlement.of(before, agreement.cycle().windowOf(day), agreement.terms(), lines),
        items);
  }

  private static boolean isReserveDue(PayeeBalance balance, LocalDate day) {
    return balance.reserves().stream().anyMatch(held -> !held.releaseOn().isAfter(day));
  }

  /** The payee's last window that this night closes; null: it closes none. */
  private @Nullable LocalDate lastWindow(PayeeKey key) {
    LocalDate day = agreements.on(key, night).cycle().calendar().lastBefore(night.plusDays(1));
    return last == null || day.isAfter(last) ? day : null;
  }
}
