package dev.settle.batch.nightly;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a day's reconciliation says, in words that can be compared: of every row of both sides, of
 * every break, of every figure of the proof.
 */
final class DayPicture {
  private final String date;
  private final SortedMap<String, String> rows = new TreeMap<>();
  private final SortedMap<String, String> breaks = new TreeMap<>();
  private final SortedMap<String, String> figures = new TreeMap<>();

  DayPicture(String date) {
    this.date = date;
  }

  static String ledgerRow(String journalId) {
    return "LEDGER " + journalId;
  }

  static String statementLine(String date, String key) {
    return "LINE " + date + " " + key;
  }

  /** An item: one or two rows in a class. An empty name: no such side. */
  void item(
      String ledger,
      String line,
      String className,
      String matchedBy,
      boolean open,
      String origin,
      String difference) {
    String text =
        "%s%s, %s, since %s, difference %s"
            .formatted(
                className,
                matchedBy.isEmpty() ? "" : " by " + matchedBy,
                open ? "carried over" : "settled",
                origin,
                difference);
    if (!ledger.isEmpty()) {
      put(rows, ledger, line.isEmpty() ? text : text + ", with " + line);
    }
    if (!line.isEmpty()) {
      put(rows, line, ledger.isEmpty() ? text : text + ", with " + ledger);
    }
  }

  /** A break of a row; amounts in minor units. */
  void found(
      String row,
      String className,
      String status,
      String origin,
      long age,
      String currency,
      long ledger,
      long channel,
      long stake) {
    put(
        breaks,
        breakKey(row, className),
        "%s since %s, %d days, ledger %d, channel %d, at stake %s %d"
            .formatted(status, origin, age, ledger, channel, currency, stake));
  }

  /** What names a break over the days. */
  static String breakKey(String row, String className) {
    return className + " " + row;
  }

  /** A figure of the proof. */
  void figure(String currency, String name, Object value) {
    put(figures, currency + " " + name, value.toString());
  }

  /** What differs, a line each: where, what was expected, what was found. */
  List<String> differencesTo(DayPicture found) {
    List<String> differences = new ArrayList<>();
    compare("row", rows, found.rows, differences);
    compare("break", breaks, found.breaks, differences);
    compare("proof", figures, found.figures, differences);
    return differences;
  }

  /** How much is compared. */
  int size() {
    return rows.size() + breaks.size() + figures.size();
  }

  private void compare(
      String what, Map<String, String> expected, Map<String, String> found, List<String> to) {
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    for (String key : keys) {
      String wanted = expected.getOrDefault(key, "nothing");
      String got = found.getOrDefault(key, "nothing");
      if (!wanted.equals(got)) {
        to.add("%s %s %s%n  expected %s%n  found    %s".formatted(date, what, key, wanted, got));
      }
    }
  }

  private static void put(Map<String, String> to, String key, String text) {
    to.merge(key, text, (first, second) -> "TWICE: " + first + " AND " + second);
  }
}
