package dev.settle.stack.clickhouse;

import java.io.Serial;

/** ClickHouse did not run a query; the message is ClickHouse's own, with its code. */
public final class ClickHouseQueryException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  ClickHouseQueryException(String message) {
    super(withoutGrammar(message));
  }

  /** A syntax error lists every word of the grammar that could stand there: nobody reads that. */
  private static String withoutGrammar(String message) {
    int list = message.indexOf(" Expected one of: ");
    int code = message.lastIndexOf(" (SYNTAX_ERROR)");
    return list < 0 || code < list ? message : message.substring(0, list) + message.substring(code);
  }
}
