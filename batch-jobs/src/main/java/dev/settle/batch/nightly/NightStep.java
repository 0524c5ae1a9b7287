package dev.settle.batch.nightly;

import java.util.Locale;

/** The steps of a night, in their order. */
public enum NightStep {
  /** Control totals of source, ledger and ClickHouse agree. */
  GATE,
  /** The day is closed in the ledger, and the control totals still agree. */
  CLOSE,
  /** Channel statements are verified and taken. */
  INTAKE,
  /** Both sides are matched and classified, and the day is proved to leave no residual. */
  RECONCILE,
  /** The day's proofs are computed again from what was written. */
  PROVE,
  /** Matched orders are shared among their receivers, and fees are charged. */
  SHARE,
  /** Merchants and partners are settled for the windows that have closed. */
  SETTLE;

  /** True for what every launch does, whatever earlier ones have completed. */
  public boolean isAlwaysRun() {
    return this == GATE || this == CLOSE;
  }

  /** The name on the command line and in the job repository. */
  public String stepName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
