package dev.settle.batch.bench;

/** What a {@link NightBench} runs and times. */
public enum BenchPart {
  /** The night's intake of the statement: hashed, verified, loaded, swapped in. */
  INTAKE,
  /** Baseline of the intake: the same bytes read and hashed, nothing else. */
  READ,
  /** Baseline of the intake: the engine inserts the same rows from ready blocks. */
  INSERT_READY,
  /** The night's matching, classification, coverage, proof and swap. */
  RECONCILE,
  /** Baseline of the matching: the engine joins the same keys and counts. */
  JOIN,
  /** The night's step share, of a night that nobody has shared. */
  SHARE,
  /**
   * Baseline of the step: the engine reads the ledger's rows and writes as many of the lines'
   * width.
   */
  WRITE_LINES
}
