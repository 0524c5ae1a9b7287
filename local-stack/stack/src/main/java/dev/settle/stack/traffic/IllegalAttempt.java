package dev.settle.stack.traffic;

import java.util.List;

/**
 * A write that the payment service must never get away with. Each names the SQLSTATE with which
 * PostgreSQL has to refuse it; its SQL stands in {@code illegal/NAME.sql} and takes the id of the
 * order, hold or instruction as its parameter.
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
  REFUND_AFTER_CANCEL(IllegalAttempt.CHECK_VIOLATION),
  /** More captured than was held. */
  HOLD_CAPTURED_ABOVE_AMOUNT(IllegalAttempt.CHECK_VIOLATION),
  /** A capture that is taken back. */
  HOLD_CAPTURE_TAKEN_BACK(IllegalAttempt.CHECK_VIOLATION),
  /** A hold that expires before its time. */
  HOLD_EXPIRED_EARLY(IllegalAttempt.CHECK_VIOLATION),
  /** A hold given to another user. */
  HOLD_CHANGED_OWNER(IllegalAttempt.CHECK_VIOLATION),
  /** A deleted hold. */
  HOLD_DELETED(IllegalAttempt.CHECK_VIOLATION),
  /** A released hold that is captured after all. */
  HOLD_CAPTURED_AFTER_RELEASE(IllegalAttempt.CHECK_VIOLATION),
  /** A released hold that is released again, with a version that is out of date. */
  HOLD_RELEASED_TWICE(IllegalAttempt.NO_ROW),
  /** Legs that do not sum to zero. */
  INSTRUCTION_UNBALANCED(IllegalAttempt.CHECK_VIOLATION),
  /** Legs in fractions of a minor unit. */
  INSTRUCTION_FRACTION(IllegalAttempt.CHECK_VIOLATION),
  /** The same cause ordered under another id. */
  INSTRUCTION_TWICE(IllegalAttempt.UNIQUE_VIOLATION),
  /** A correction that its maker approved. */
  INSTRUCTION_OWN_CHECKER(IllegalAttempt.CHECK_VIOLATION),
  /** An instruction that is changed. */
  INSTRUCTION_CHANGED(IllegalAttempt.CHECK_VIOLATION);

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

  private static final List<IllegalAttempt> ON_CAPTURED_HOLD =
      List.of(
          HOLD_CAPTURED_ABOVE_AMOUNT,
          HOLD_CAPTURE_TAKEN_BACK,
          HOLD_EXPIRED_EARLY,
          HOLD_CHANGED_OWNER,
          HOLD_DELETED);
  private static final List<IllegalAttempt> ON_RELEASED_HOLD =
      List.of(HOLD_CAPTURED_AFTER_RELEASE, HOLD_RELEASED_TWICE);
  private static final List<IllegalAttempt> ON_INSTRUCTION =
      List.of(
          INSTRUCTION_UNBALANCED,
          INSTRUCTION_FRACTION,
          INSTRUCTION_TWICE,
          INSTRUCTION_OWN_CHECKER,
          INSTRUCTION_CHANGED);

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

  /** Attempts on a hold that is captured in part. */
  public static List<IllegalAttempt> onCapturedHold() {
    return ON_CAPTURED_HOLD;
  }

  /** Attempts on a released hold. */
  public static List<IllegalAttempt> onReleasedHold() {
    return ON_RELEASED_HOLD;
  }

  /** Attempts on an instruction that is there. */
  public static List<IllegalAttempt> onInstruction() {
    return ON_INSTRUCTION;
  }
}
