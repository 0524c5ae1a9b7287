package dev.settle.schemas.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a SQL script into its statements; semicolons in strings, quoted names and comments do not
 * split.
 */
public final class SqlScript {
  private SqlScript() {}

  /** The statements, without their semicolons, in order; comments between them are dropped. */
  public static List<String> statements(String script) {
    List<String> statements = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int i = 0;
    while (i < script.length()) {
      char c = script.charAt(i);
      if (script.startsWith("--", i)) {
        i = endOf(script, "\n", i);
      } else if (script.startsWith("/*", i)) {
        i = endOf(script, "*/", i) + 2;
      } else if (c == '\'' || c == '"' || c == '`') {
        int end = endOfQuoted(script, i);
        current.append(script, i, end);
        i = end;
      } else if (c == ';') {
        flush(current, statements);
        i++;
      } else {
        current.append(c);
        i++;
      }
    }
    flush(current, statements);
    return statements;
  }

  private static void flush(StringBuilder current, List<String> statements) {
    String statement = current.toString().strip();
    if (!statement.isEmpty()) {
      statements.add(statement);
    }
    current.setLength(0);
  }

  private static int endOf(String script, String token, int from) {
    int end = script.indexOf(token, from);
    return end < 0 ? script.length() : end;
  }

  /** Index after the closing quote; a doubled quote or a backslash does not close. */
  private static int endOfQuoted(String script, int open) {
    char quote = script.charAt(open);
    int i = open + 1;
    while (i < script.length()) {
      char c = script.charAt(i);
      if (c == '\\') {
        i += 2;
      } else if (c == quote) {
        return i + 1;
      } else {
        i++;
      }
    }
    return script.length();
  }
}
