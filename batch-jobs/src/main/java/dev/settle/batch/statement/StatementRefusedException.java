package dev.settle.batch.statement;

import org.jspecify.annotations.Nullable;

/** A statement file that does not hold what it declares: it is refused whole, and this says why. */
public class StatementRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param line line of the file from 1; 0 when the fault is not on one line
   * @param field name of the column; null when it is not one column's fault
   * @param cause what is wrong and what was expected
   */
  public StatementRefusedException(int line, @Nullable String field, String cause) {
    super(place(line, field) + cause);
  }

  /** A refusal of the file as a whole. */
  public StatementRefusedException(String cause) {
    super(cause);
  }

  /** A refusal because the content cannot be read, such as a cut archive. */
  public StatementRefusedException(String cause, Throwable reason) {
    super(cause, reason);
  }

  /**
   * This refusal with the part of the package that it is about, for formats of several files.
   *
   * @param partName name of the part
   */
  public StatementRefusedException within(String partName) {
    return new StatementRefusedException(partName + " " + getMessage(), this);
  }

  private static String place(int line, @Nullable String field) {
    StringBuilder place = new StringBuilder();
    if (line > 0) {
      place.append("line ").append(line);
    }
    if (field != null) {
      place.append(line > 0 ? ", " : "").append("field ").append(field);
    }
    return place.isEmpty() ? "" : place.append(": ").toString();
  }
}
