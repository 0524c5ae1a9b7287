package dev.settle.batch.reconciliation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rate card of a channel as periods without gap or overlap: of the rows in force on a date the
 * one that began last counts, a refund's own row before what the payment's row says of refunds.
 */
final class RateCard {
  private static final int CHARGED = 1;
  private static final int GIVEN_BACK = -1;
  private static final int NONE = 0;

  private RateCard() {}

  /**
   * One period of an account and kind, in force until the next.
   *
   * @param accountNo account at the channel
   * @param kind PAYMENT or REFUND
   * @param from first date
   * @param direction 1: charged, -1: given back, 0: no fee
   * @param rate the row that counts; null: none is in force
   */
  record Period(
      String accountNo, String kind, LocalDate from, int direction, @Nullable FeeRate rate) {}

  /** The periods of these rows, by account, kind and date. */
  static List<Period> periods(List<FeeRate> rows) {
    Map<String, List<FeeRate>> ofAccounts = new TreeMap<>();
    rows.forEach(
        row -> ofAccounts.computeIfAbsent(row.accountNo(), key -> new ArrayList<>()).add(row));
    List<Period> periods = new ArrayList<>();
    ofAccounts.forEach(
        (account, ofAccount) -> {
          TreeSet<LocalDate> turns = new TreeSet<>();
          for (FeeRate row : ofAccount) {
            turns.add(row.from());
            if (row.to() != null) {
              turns.add(row.to().plusDays(1));
            }
          }
          turns.forEach(date -> periods.add(ofPayments(account, date, ofAccount)));
          turns.forEach(date -> periods.add(ofRefunds(account, date, ofAccount)));
        });
    return periods;
  }

  private static Period ofPayments(String account, LocalDate date, List<FeeRate> rows) {
    FeeRate rate = inForce(FeeRate.PAYMENT, date, rows);
    return new Period(account, FeeRate.PAYMENT, date, CHARGED, rate);
  }

  private static Period ofRefunds(String account, LocalDate date, List<FeeRate> rows) {
    FeeRate own = inForce(FeeRate.REFUND, date, rows);
    if (own != null) {
      return new Period(account, FeeRate.REFUND, date, CHARGED, own);
    }
    FeeRate payment = inForce(FeeRate.PAYMENT, date, rows);
    int direction = payment != null && payment.givesFeeBack() ? GIVEN_BACK : NONE;
    return new Period(account, FeeRate.REFUND, date, direction, payment);
  }

  private static @Nullable FeeRate inForce(String kind, LocalDate date, List<FeeRate> rows) {
    return rows.stream()
        .filter(row -> row.kind().equals(kind) && row.isInForce(date))
        .max(Comparator.comparing(FeeRate::from))
        .orElse(null);
  }
}
