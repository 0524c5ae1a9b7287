package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What {@code payments.settlement_terms} agrees, read once; and what holds without a row. */
public final class SettlementAgreements {
  private static final SettlementAgreement CHINA =
      standard(BankingCalendar.mainlandChina(), "Asia/Shanghai");
  private static final SettlementAgreement TARGET =
      standard(BankingCalendar.target(), "Europe/Berlin");

  private final Map<PayeeKey, NavigableMap<LocalDate, SettlementAgreement>> agreed;

  private SettlementAgreements(Map<PayeeKey, NavigableMap<LocalDate, SettlementAgreement>> agreed) {
    this.agreed = agreed;
  }

  /**
   * Reads all of it.
   *
   * @throws BatchException 1 when it cannot be read, 65 when a row cannot hold
   */
  public static SettlementAgreements read(DataSource postgres) {
    Map<PayeeKey, NavigableMap<LocalDate, SettlementAgreement>> agreed = new HashMap<>();
    try (Connection connection = postgres.getConnection();
        Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery(SqlResource.read("settlement/terms.sql"))) {
      while (rows.next()) {
        agreed
            .computeIfAbsent(
                new PayeeKey(rows.getString("payee"), rows.getString("currency")),
                key -> new TreeMap<>())
            .put(rows.getObject("effective_from", LocalDate.class), agreement(rows));
      }
      return new SettlementAgreements(agreed);
    } catch (SQLException e) {
      throw BatchException.failed("settlement terms: " + e.getMessage(), e);
    }
  }

  /** What is agreed for a day; without a row the standard of the currency. */
  public SettlementAgreement on(PayeeKey key, LocalDate day) {
    NavigableMap<LocalDate, SettlementAgreement> terms = agreed.get(key);
    Map.Entry<LocalDate, SettlementAgreement> entry = terms == null ? null : terms.floorEntry(day);
    return entry == null ? standard(key.currency()) : entry.getValue();
  }

  /**
   * The agreement under which a window closes on a day: the one in force then, or, when its
   * calendar has no banking day there, the last one before that has: the window began under it.
   *
   * @throws BatchException 65 when none has
   */
  public SettlementAgreement ofWindow(PayeeKey key, LocalDate day) {
    NavigableMap<LocalDate, SettlementAgreement> terms = agreed.get(key);
    if (terms != null) {
      for (SettlementAgreement earlier : terms.headMap(day, true).descendingMap().values()) {
        if (earlier.cycle().calendar().isBankingDay(day)) {
          return earlier;
        }
      }
    }
    return standard(key.currency());
  }

  /** Payees with terms of their own. */
  public Set<PayeeKey> keys() {
    return Set.copyOf(agreed.keySet());
  }

  /** What holds for a currency without a row: T+1 at the end of the day. */
  public static SettlementAgreement standard(String currency) {
    return currency.equals("CNY") ? CHINA : TARGET;
  }

  private static SettlementAgreement standard(BankingCalendar calendar, String zone) {
    return new SettlementAgreement(
        new SettlementCycle(calendar, 1, LocalTime.MIDNIGHT, ZoneId.of(zone)),
        new SettlementTerms(0, 0, 0));
  }

  private static SettlementAgreement agreement(ResultSet row) throws SQLException {
    BankingCalendar calendar =
        row.getString("calendar").equals("CHINA")
            ? CHINA.cycle().calendar()
            : TARGET.cycle().calendar();
    return new SettlementAgreement(
        new SettlementCycle(
            calendar,
            row.getInt("cycle_days"),
            row.getObject("cut_off", LocalTime.class),
            zone(row.getString("zone"), row.getString("payee"))),
        new SettlementTerms(
            row.getInt("reserve_basis_points"),
            row.getInt("reserve_days"),
            row.getLong("minimum_payout")));
  }

  private static ZoneId zone(String zone, String payee) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw BatchException.refused("settlement terms of %s: no zone '%s'".formatted(payee, zone));
    }
  }
}
