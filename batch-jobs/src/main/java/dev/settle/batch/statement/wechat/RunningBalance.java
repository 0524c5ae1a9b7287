package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The law of the running balance: each row's balance is the one before and the row's amount. Rows
 * of one second are in no certain order, and neither is a file, so what must hold is that the rows
 * can be put in an order in which each begins where another ended. That is checked in constant
 * memory by a sum over the balances before and after each row, in which everything cancels out save
 * the first and the last: the sum must be that of a row of the earliest second, as the first, and
 * of it and all amounts, as the last.
 */
final class RunningBalance {
  private static final int FIRSTS_MAX = 1024;

  private final int digits;
  private final Set<Long> firsts = new HashSet<>();
  private @Nullable LocalDateTime earliest;
  private long sum;
  private long total;
  private boolean any;
  private long previous;
  private @Nullable StatementRefusedException firstGap;

  RunningBalance(int digits) {
    this.digits = digits;
  }

  /** Takes a row: its time, its signed amount and the balance after it. */
  void take(LocalDateTime time, long amount, long balance, int line, String field) {
    long before = Math.subtractExact(balance, amount);
    if (any && before != previous && firstGap == null) {
      firstGap =
          new StatementRefusedException(
              line,
              field,
              "is "
                  + Decimals.plain(balance, digits)
                  + " where the balance before it, "
                  + Decimals.plain(previous, digits)
                  + ", and the amount give "
                  + Decimals.plain(Math.addExact(previous, amount), digits)
                  + ": a row is missing, added or altered");
    }
    any = true;
    previous = balance;
    total = Math.addExact(total, amount);
    sum += mixed(before) - mixed(balance);
    if (earliest == null || time.isBefore(earliest)) {
      earliest = time;
      firsts.clear();
    }
    if (time.equals(earliest) && firsts.size() < FIRSTS_MAX) {
      firsts.add(before);
    }
  }

  /**
   * Verifies the whole.
   *
   * @throws StatementRefusedException naming the first row that does not follow the one above it
   */
  void verify() throws StatementRefusedException {
    if (firstGap == null) {
      return;
    }
    for (long first : firsts) {
      if (sum == mixed(first) - mixed(Math.addExact(first, total))) {
        return;
      }
    }
    throw firstGap;
  }

  /** A bijection of 64 bits that leaves no pattern (the finaliser of SplitMix64). */
  private static long mixed(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
