package dev.settle.stack.traffic;

import java.util.List;

/**
 * A write that the payment service must never get away with. Each names the SQLSTATE with which
 * PostgreSQL has to refuse it; its SQL stands in {@code illegal/NAME.sql} and takes the order's id
 * wherever it has a parameter.
 */
public enum IllegalAttempt {
  /** A second order under the same id. */
  DUPLICATE_ORDER(IllegalAttempt.UNIQUE_VIOLATION),
  /** A new order that claims to be paid already. */
  BORN_PAID(IllegalAttempt.CHECK_VIOLATION),
  /** An order at a merchant that does not exist. */
  UNKNOWN_MERCHANT(IllegalAttempt.FOREIGN_KEY_VIOLATION),
  /** An update that skips a version. */
  SKIPPED_VERSION(IllegalAttempt.CHECK_VIOLATION),
  /** Another amount after the order was placed. */
  CHANGED_AMOUNT(IllegalAttempt.CHECK_VIOLATION),
  /** Back from paid to pending. */
  BACK_TO_PENDING(IllegalAttempt.CHECK_VIOLATION),
  /** More given back than was paid. */
  REFUNDED_ABOVE_AMOUNT(IllegalAttempt.CHECK_VIOLATION),
  /** A refunded amount without a refund; found at commit. */
  REFUNDED_WITHOUT_REFUND(IllegalAttempt.CHECK_VIOLATION),
  /** A deleted order. */
  DELETED_ORDER(IllegalAttempt.CHECK_VIOLATION),
  /** An update with a version that is out of date: the lock lets it change no row. */
  STALE_VERSION(IllegalAttempt.NO_ROW),
  /** A cancelled order that is paid after all. */
  PAID_AFTER_CANCEL(IllegalAttempt.CHECK_VIOLATION),
  /** A refund of a cancelled order. */
  REFUND_AFTER_CANCEL(IllegalAttempt.CHECK_VIOLATION);

  /** Not a SQLSTATE of an error: "no data", the update found no row at the version it asked for. */
  static final String NO_ROW = "02000";

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String FOREIGN_KEY_VIOLATION = "23503";
  private static final String CHECK_VIOLATION = "23514";

  private static final List<IllegalAttempt> ON_PAID =
      List.of(
          DUPLICATE_ORDER,
          BORN_PAID,
          UNKNOWN_MERCHANT,
          SKIPPED_VERSION,
          CHANGED_AMOUNT,
          BACK_TO_PENDING,
          REFUNDED_ABOVE_AMOUNT,
          REFUNDED_WITHOUT_REFUND,
          DELETED_ORDER,
          STALE_VERSION);
  private static final List<IllegalAttempt> ON_CANCELLED =
      List.of(PAID_AFTER_CANCEL, REFUND_AFTER_CANCEL);

  private final String expectedSqlState;

  IllegalAttempt(String expectedSqlState) {
    this.expectedSqlState = expectedSqlState;
  }

  /** The SQLSTATE that must come back. */
  public String expectedSqlState() {
    return expectedSqlState;
  }

  /** Attempts on a paid order without refunds. */
  public static List<IllegalAttempt> onPaid() {
    return ON_PAID;
  }

  /** Attempts on a cancelled order. */
  public static List<IllegalAttempt> onCancelled() {
    return ON_CANCELLED;
  }
}
