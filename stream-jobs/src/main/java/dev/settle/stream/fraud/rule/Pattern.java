package dev.settle.stream.fraud.rule;

import org.jspecify.annotations.Nullable;

/** What a rule looks for among the events of a key. */
public sealed interface Pattern {
  /** The word that alerts carry for what was measured. */
  String measure();

  /**
   * A value over a window that slides by panes.
   *
   * @param distinctField of DISTINCT_COUNT, else null
   * @param paneMs divides the window
   * @param eventsMin with fewer payments in the window there is no value
   */
  record Threshold(
      Aggregate aggregate,
      @Nullable KeyField distinctField,
      long paneMs,
      Comparison comparison,
      long threshold,
      int eventsMin)
      implements Pattern {
    @Override
    public String measure() {
      return aggregate.name();
    }
  }

  /** So many payments of at most one amount, then one of at least another; minor units. */
  record SmallThenLarge(int smallCount, long smallAmountMax, long amountMin) implements Pattern {
    @Override
    public String measure() {
      return "SMALL_THEN_LARGE";
    }
  }

  /** At least an amount comes into a wallet, then this share of it goes out. */
  record PassThrough(long amountMin, int shareBasisPoints) implements Pattern {
    @Override
    public String measure() {
      return "PASS_THROUGH";
    }
  }
}
