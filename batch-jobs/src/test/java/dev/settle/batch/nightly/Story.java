package dev.settle.batch.nightly;

import java.util.List;

/**
 * One thing that happens in a generated history, apart from everything else in it: what the ledger
 * books, what the channel says, and what must be found on each day. The generator knows the latter
 * because it made the former.
 *
 * @param name what it is about
 * @param postings ledger rows, each written before the night of the day into which it is booked
 * @param lines statement lines
 * @param expectation what is to be found
 * @param adjustments corrections of what was found
 */
record Story(
    String name,
    List<Posting> postings,
    List<Line> lines,
    Expectation expectation,
    List<Adjustment> adjustments) {

  Story(String name, List<Posting> postings, List<Line> lines, Expectation expectation) {
    this(name, postings, lines, expectation, List.of());
  }

  /**
   * A correction of a break that is booked.
   *
   * @param booked index of the day into which it is booked
   * @param broken the break as it stands the night before
   */
  record Adjustment(int booked, Expected broken) {}

  /** What is to be found on a day, in the items of that day. */
  @FunctionalInterface
  interface Expectation {
    /** Everything that came up or was carried over. */
    List<Expected> on(int day);
  }
}
