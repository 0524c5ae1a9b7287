package dev.settle.batch;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** Tells what PostgreSQL's own rules refuse from what fails. */
public final class PostgresRefusal {
  private static final String CHECK_VIOLATION = "23514";
  private static final String UNIQUE_VIOLATION = "23505";

  private PostgresRefusal() {}

  /**
   * What ends a command: 65 with the rule's own words when a constraint or trigger refused, else 1.
   *
   * @param what was being done, for a person
   */
  public static BatchException of(String what, SQLException e) {
    boolean refused =
        CHECK_VIOLATION.equals(e.getSQLState()) || UNIQUE_VIOLATION.equals(e.getSQLState());
    String message =
        e instanceof PSQLException known
                && known.getServerErrorMessage() != null
                && known.getServerErrorMessage().getMessage() != null
            ? known.getServerErrorMessage().getMessage()
            : e.getMessage();
    return refused
        ? BatchException.refused("PostgreSQL refuses it: " + message)
        : BatchException.failed(what + ": " + message, e);
  }
}
