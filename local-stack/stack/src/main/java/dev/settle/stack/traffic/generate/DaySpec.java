package dev.settle.stack.traffic.generate;

import java.time.LocalDate;

/**
 * What decides a day of traffic: two runs with the same values make the same rows.
 *
 * @param seed seed of everything that is made up
 * @param date the business date in which every payment lies
 * @param orders how many orders, 1 to 9,999,999
 * @param refundsNextDay true when some refunds may come on the next business date
 * @param holdsPercent holds for each hundred orders; the orders are the same whatever it is
 * @param instructions how many journals of the batch side; the orders are the same whatever it is
 */
public record DaySpec(
    long seed,
    LocalDate date,
    int orders,
    boolean refundsNextDay,
    int holdsPercent,
    int instructions) {
  /** Most orders of a day. */
  public static final int ORDERS_MAX = 9_999_999;

  /** Refuses a number of orders out of range. */
  public DaySpec {
    if (orders < 1 || orders > ORDERS_MAX) {
      throw new IllegalArgumentException(
          "orders " + orders + " must be between 1 and " + ORDERS_MAX);
    }
  }

  /** A day of orders alone. */
  public DaySpec(long seed, LocalDate date, int orders, boolean refundsNextDay) {
    this(seed, date, orders, refundsNextDay, 0, 0);
  }

  /** A number below 1,000,000 that tells the days of different seeds and sizes apart in ids. */
  int runCode() {
    return (int) Math.floorMod(mixed(), 1_000_000L);
  }

  /**
   * Seed of the orders' random numbers. Holds and instructions have no part in it, so that a day
   * written before they were there keeps its ids.
   */
  long mixed() {
    long value =
        seed * 0x9E3779B97F4A7C15L
            + date.toEpochDay() * 0xBF58476D1CE4E5B9L
            + orders * 2L
            + (refundsNextDay ? 1 : 0);
    value = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    value = (value ^ (value >>> 27)) * 0x94D049BB133111EBL;
    return value ^ (value >>> 31);
  }
}
