package dev.settle.stack.bench;

/** What is measured of a night, by the names of {@code NightBench}, and its baselines. */
enum NightPart {
  INTAKE("intake: hash, verify, load, swap in"),
  READ("baseline: read and hash the same bytes"),
  INSERT_READY("baseline: insert the same rows from ready blocks"),
  RECONCILE("match, classify, cover, prove, swap in"),
  JOIN("baseline: join the same keys");

  private final String title;

  NightPart(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
