package dev.settle.stack.clickhouse;

import java.io.Serial;

/** ClickHouse did not run a query; the message is ClickHouse's own, with its code. */
public final class ClickHouseQueryException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  ClickHouseQueryException(String message) {
    super(message);
  }
}
