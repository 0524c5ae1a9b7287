package dev.settle.clickhouse.http;

import dev.settle.clickhouse.engine.EngineConnection;
import dev.settle.clickhouse.engine.EngineException;
import dev.settle.clickhouse.engine.QueryClass;
import dev.settle.clickhouse.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Refuses what {@code readonly = 1} leaves open in the library, where no grants stand behind it:
 * files and hosts reached by functions or DESCRIBE, and statements of control such as KILL.
 */
final class ReadOnlyGuard {
  private static final int READONLY = 164;

  // Scalar functions that read files or call other hosts.
  private static final Set<String> OUTSIDE_FUNCTIONS =
      Set.of("file", "catboostevaluate", "hascolumnintable", "reversednsquery", "showcertificate");

  // Table functions by these names are forbidden anyway; as scalar functions they are harmless.
  private static final Set<String> HARMLESS_FUNCTIONS =
      Set.of("format", "zeros", "zeros_mt", "viewexplain", "loop");

  private final Set<String> forbidden;

  /**
   * @param outsideTableFunctions the engine's table functions that reach outside, in lower case
   */
  ReadOnlyGuard(Collection<String> outsideTableFunctions) {
    forbidden = new HashSet<>(outsideTableFunctions);
    forbidden.removeAll(HARMLESS_FUNCTIONS);
    forbidden.addAll(OUTSIDE_FUNCTIONS);
  }

  /**
   * @throws EngineException 164 when the read-only user may not run this
   */
  void check(Statement statement, byte[] sql, EngineConnection connection) throws EngineException {
    for (String name : statement.calledNames()) {
      if (forbidden.contains(name) || name.startsWith("ai")) {
        throw refused("function " + name + " reaches outside the engine");
      }
    }
    // arrayMap(file, x): a function's name needs no brackets.
    for (String name : OUTSIDE_FUNCTIONS) {
      if (statement.words().contains(name)) {
        throw refused("function " + name + " reaches outside the engine");
      }
    }
    checkEffect(statement, sql, connection);
  }

  /**
   * Lets pass what changes nothing but the session; enough for GET, whose user may read anything.
   *
   * @throws EngineException 164 when the statement changes more
   */
  static void checkEffect(Statement statement, byte[] sql, EngineConnection connection)
      throws EngineException {
    QueryClass queryClass = connection.classify(sql);
    switch (queryClass) {
      case READ_ONLY -> {}
      case CONTROL -> {
        if (!statement.firstWord().equals("USE") && !statement.isAssignment()) {
          throw refused("statement is not a query");
        }
      }
      case MUTATING, MUTATING_GLOBAL -> throw refused("statement changes data");
      case UNKNOWN -> explainSyntaxError(sql, connection);
    }
  }

  /** Throws the parser's error if there is one, since it helps; refuses what does parse. */
  private static void explainSyntaxError(byte[] sql, EngineConnection connection)
      throws EngineException {
    byte[] prefix = "EXPLAIN AST ".getBytes(StandardCharsets.US_ASCII);
    byte[] explained = new byte[prefix.length + sql.length];
    System.arraycopy(prefix, 0, explained, 0, prefix.length);
    System.arraycopy(sql, 0, explained, prefix.length, sql.length);
    connection.query(explained, "Null", Map.of()).close();
    throw refused("statement is not a query");
  }

  static EngineException refused(String reason) {
    return new EngineException(
        READONLY, "Cannot execute query in readonly mode: " + reason + ". (READONLY)");
  }
}
