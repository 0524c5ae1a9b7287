package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Counts and sums of the rows, and the summary that the bill declares about them. */
final class FundFlowTotals {
  private static final int DIGITS = 2;
  private static final Pattern ROW_SEPARATOR = Pattern.compile(",`?");

  /** Older files write a count as {@code 20.0}. */
  private static final Pattern COUNT = Pattern.compile("\\d{1,15}(\\.0+)?");

  private final Map<FundFlowTotal, Long> sums = new EnumMap<>(FundFlowTotal.class);
  private final List<FundFlowTotal> declared = new ArrayList<>();
  private boolean oldNumbers;

  static boolean isSummaryHeader(String line) {
    return FundFlowHeader.namesOf(line).contains(FundFlowTotal.ROWS.title());
  }

  void count(long signedAmount, boolean income) {
    add(FundFlowTotal.ROWS, 1);
    add(income ? FundFlowTotal.INCOME_ROWS : FundFlowTotal.EXPENSE_ROWS, 1);
    add(income ? FundFlowTotal.INCOME : FundFlowTotal.EXPENSE, Math.abs(signedAmount));
  }

  /** A count or sum of the rows so far. */
  long get(FundFlowTotal total) {
    return sums.getOrDefault(total, 0L);
  }

  /** Takes the line that names the totals. */
  void declare(String line, int lineNo) throws StatementRefusedException {
    for (String name : FundFlowHeader.namesOf(line)) {
      Optional<FundFlowTotal> total =
          List.of(FundFlowTotal.values()).stream().filter(t -> t.title().equals(name)).findFirst();
      if (total.isEmpty()) {
        throw new StatementRefusedException(lineNo, name, "unknown total: it cannot be verified");
      }
      if (declared.contains(total.get())) {
        throw new StatementRefusedException(lineNo, name, "the summary names this total twice");
      }
      declared.add(total.get());
    }
    for (FundFlowTotal total : FundFlowTotal.values()) {
      if (!declared.contains(total)) {
        throw new StatementRefusedException(lineNo, total.title(), "the summary lacks this total");
      }
    }
  }

  /** Compares the summary row with what was counted. */
  void verify(String line, int lineNo) throws StatementRefusedException {
    String[] values = ROW_SEPARATOR.split(line.startsWith("`") ? line.substring(1) : line, -1);
    if (values.length != declared.size()) {
      throw new StatementRefusedException(
          lineNo,
          null,
          String.format(
              Locale.ROOT,
              "the summary has %d of %d totals: the line is cut",
              values.length,
              declared.size()));
    }
    for (int i = 0; i < values.length; i++) {
      verify(declared.get(i), values[i].strip(), lineNo);
    }
  }

  /** In a file cut within its last amount, {@code 5} would pass for {@code 5.00}. */
  void requireWholeEnd(String summary, int lineNo) throws StatementRefusedException {
    boolean whole = summary.strip().matches(".*\\.\\d\\d");
    if (!whole && !oldNumbers) {
      throw new StatementRefusedException(
          lineNo, null, "the file ends within its last total: it is cut off");
    }
  }

  private void verify(FundFlowTotal total, String value, int lineNo)
      throws StatementRefusedException {
    long sum = get(total);
    if (!total.isCount()) {
      if (Decimals.unsigned(value, DIGITS, lineNo, total.title()) != sum) {
        throw new StatementRefusedException(
            lineNo,
            total.title(),
            "declares " + value + ", the rows sum to " + Decimals.plain(sum, DIGITS));
      }
      return;
    }
    if (!COUNT.matcher(value).matches()) {
      throw new StatementRefusedException(
          lineNo, total.title(), "'" + value + "' is not a number of rows");
    }
    int point = value.indexOf('.');
    oldNumbers |= point >= 0;
    if (Long.parseLong(point < 0 ? value : value.substring(0, point)) != sum) {
      throw new StatementRefusedException(
          lineNo, total.title(), "declares " + value + " rows, the bill has " + sum);
    }
  }

  private void add(FundFlowTotal total, long value) {
    sums.merge(total, value, Math::addExact);
  }
}
