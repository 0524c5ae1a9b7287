package dev.settle.batch.bank;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Groups the rows of the three sides by the payouts that they name, and classes each group. Only
 * explicit references join rows: one bank entry may cover several payouts, several may make up one.
 * Of a payout of ours no channel tells: the ledger's word stands for both. An entry that names none
 * of our payouts but their batch covers what is open of the batch. Payouts are few: all rows are in
 * memory.
 */
public final class ThreeWayMatch {
  static final String MATCHED = "MATCHED";
  static final String LATE = "LATE";
  private static final String BATCH = "batch/";

  /** Ledger, channel and bank. */
  private static final int SIDES = 3;

  private ThreeWayMatch() {}

  /**
   * Every row in exactly one item, by group and row.
   *
   * @param rows the day's and those carried over
   * @param day the business date
   * @param graceDays days that a payout may be under way
   */
  public static List<BankItem> classify(List<BankRow> rows, LocalDate day, int graceDays) {
    List<BankItem> items = new ArrayList<>();
    for (List<BankRow> group : groups(rows)) {
      LocalDate origin = group.stream().map(BankRow::date).min(LocalDate::compareTo).orElseThrow();
      String breakClass = classOf(group, ChronoUnit.DAYS.between(origin, day), graceDays);
      String groupId = groupId(group);
      group.forEach(row -> items.add(new BankItem(row, breakClass, groupId, origin)));
    }
    return items;
  }

  private static String classOf(List<BankRow> group, long age, int graceDays) {
    if (group.stream().map(BankRow::currency).distinct().count() > 1) {
      return "CURRENCY_MISMATCH";
    }
    Map<BankSide, BigInteger> sums = new EnumMap<>(BankSide.class);
    for (BankRow row : group) {
      for (BankSide side : spokenFor(row.side())) {
        sums.merge(side, BigInteger.valueOf(row.amount()), BigInteger::add);
      }
    }
    if (new HashSet<>(sums.values()).size() > 1) {
      return isTwice(group, BankSide.CHANNEL)
          ? "DUPLICATE_IN_CHANNEL"
          : isTwice(group, BankSide.LEDGER) ? "DUPLICATE_IN_LEDGER" : "AMOUNT_MISMATCH";
    }
    if (sums.size() == SIDES) {
      return span(group) > graceDays ? LATE : MATCHED;
    }
    if (age < graceDays) {
      return "PENDING";
    }
    if (!sums.containsKey(BankSide.BANK)) {
      return "MISSING_IN_BANK";
    }
    return sums.containsKey(BankSide.LEDGER) ? "MISSING_IN_CHANNEL" : "MISSING_IN_LEDGER";
  }

  private static Set<BankSide> spokenFor(BankSide side) {
    return side == BankSide.PAYOUT
        ? EnumSet.of(BankSide.LEDGER, BankSide.CHANNEL)
        : EnumSet.of(side);
  }

  /** A side says the same thing twice: same payout, same amount. */
  private static boolean isTwice(List<BankRow> group, BankSide side) {
    Set<List<Object>> said = new HashSet<>();
    return group.stream()
        .filter(row -> row.side() == side)
        .anyMatch(row -> !said.add(List.of(row.references(), row.amount())));
  }

  private static long span(List<BankRow> group) {
    LocalDate first = group.stream().map(BankRow::date).min(LocalDate::compareTo).orElseThrow();
    LocalDate last = group.stream().map(BankRow::date).max(LocalDate::compareTo).orElseThrow();
    return ChronoUnit.DAYS.between(first, last);
  }

  private static List<List<BankRow>> groups(List<BankRow> rows) {
    List<BankRow> ordered =
        rows.stream()
            .sorted(Comparator.comparing(BankRow::side).thenComparing(BankRow::id))
            .toList();
    int[] parents = new int[ordered.size()];
    Map<String, Integer> ofPayout = new HashMap<>();
    Map<String, List<Integer>> ofBatch = new HashMap<>();
    for (int i = 0; i < ordered.size(); i++) {
      parents[i] = i;
      BankRow row = ordered.get(i);
      boolean ofBank = row.side() == BankSide.BANK;
      boolean isNamed = false;
      for (String reference : row.references()) {
        if (row.side() == BankSide.PAYOUT && reference.startsWith(BATCH)) {
          ofBatch.computeIfAbsent(reference, key -> new ArrayList<>()).add(i);
          continue;
        }
        // The bank comes last: a word of its texts counts only when it is a payout's id.
        Integer known = ofBank ? ofPayout.get(reference) : ofPayout.putIfAbsent(reference, i);
        if (known != null) {
          parents[rootOf(i, parents)] = rootOf(known, parents);
          isNamed = true;
        }
      }
      if (ofBank && !isNamed) {
        for (String reference : row.references()) {
          for (int payout : ofBatch.getOrDefault(BATCH + reference, List.of())) {
            parents[rootOf(i, parents)] = rootOf(payout, parents);
          }
        }
      }
    }
    Map<Integer, List<BankRow>> groups = new TreeMap<>();
    for (int i = 0; i < ordered.size(); i++) {
      groups.computeIfAbsent(rootOf(i, parents), root -> new ArrayList<>()).add(ordered.get(i));
    }
    return List.copyOf(groups.values());
  }

  private static int rootOf(int row, int[] parents) {
    int root = row;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  private static String groupId(List<BankRow> group) {
    StringBuilder text = new StringBuilder();
    group.forEach(row -> text.append(row.side()).append('|').append(row.id()).append('\n'));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
