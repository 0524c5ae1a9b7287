package dev.settle.dashboards.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One statement cut into tokens. It refuses whatever another reader could cut differently
 * (heredocs, escapes in quoted names, letters beyond ASCII outside quotes, letters that touch a
 * number: in {@code .5SETTINGS} ClickHouse sees a keyword), and {@link #text} is put together from
 * the tokens without the comments, so that ClickHouse reads what was checked.
 */
final class SqlText {
  /** What a token is. */
  enum Kind {
    /** Keyword, plain name or number. */
    WORD,
    /** Name in double quotes or backticks, without them. */
    NAME,
    /** Text in single quotes. */
    STRING,
    /** One character. */
    SYMBOL
  }

  /** A token. */
  record Token(Kind kind, String text) {
    boolean is(String symbol) {
      return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName() {
      return kind == Kind.WORD || kind == Kind.NAME;
    }
  }

  private static final Pattern NUMBER =
      Pattern.compile("\\d+(_\\d+)*([eE]\\d*)?|0[xX][0-9a-fA-F]+|0[bB][01]+");

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private final StringBuilder clean = new StringBuilder();
  private int at;

  private SqlText(String sql) {
    this.sql = sql.replace("\r\n", "\n").replace('\r', '\n');
  }

  /**
   * Cuts a statement.
   *
   * @throws RefusedSqlException when it cannot be cut for certain, or is more than one
   */
  static SqlText read(String sql) {
    SqlText text = new SqlText(sql);
    while (text.at < text.sql.length()) {
      text.next();
    }
    text.endAtSemicolon();
    return text;
  }

  List<Token> tokens() {
    return tokens;
  }

  /** The statement without comments and without its semicolon. */
  String text() {
    return clean.toString();
  }

  private void next() {
    char c = sql.charAt(at);
    if (c == ' ' || c == '\n' || c == '\t') {
      clean.append(c);
      at++;
    } else if (sql.startsWith("--", at)) {
      comment(sql.indexOf('\n', at));
    } else if (sql.startsWith("/*", at)) {
      int end = sql.indexOf("*/", at + 2);
      if (end < 0) {
        throw RefusedSqlException.notAllowed("a comment has no end");
      }
      comment(end + 2);
    } else if (c == '\'') {
      take(Kind.STRING, endOfString());
    } else if (c == '"' || c == '`') {
      take(Kind.NAME, endOfName(c));
    } else if (isWord(c)) {
      int end = at;
      while (end < sql.length() && isWord(sql.charAt(end))) {
        end++;
      }
      requireNumber(sql.substring(at, end));
      take(Kind.WORD, end);
    } else if (c > ' ' && c < 127 && "#$\\".indexOf(c) < 0) {
      take(Kind.SYMBOL, at + 1);
    } else {
      throw RefusedSqlException.notAllowed(
          "the character '" + c + "' may stand only in quotes or comments");
    }
  }

  private static void requireNumber(String word) {
    if (word.charAt(0) <= '9' && !NUMBER.matcher(word).matches()) {
      throw RefusedSqlException.notAllowed(
          "'" + word + "' begins with a digit and is no number: put a blank or quotes");
    }
  }

  private void comment(int end) {
    // A blank of its own: what stands on both sides must not grow together.
    clean.append(' ');
    at = end < 0 ? sql.length() : end;
  }

  private void take(Kind kind, int end) {
    String raw = sql.substring(at, end);
    boolean quoted = kind == Kind.STRING || kind == Kind.NAME;
    tokens.add(new Token(kind, quoted ? raw.substring(1, raw.length() - 1) : raw));
    clean.append(raw);
    at = end;
  }

  private int endOfString() {
    int i = at + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == '\'' && !sql.startsWith("''", i)) {
        return i + 1;
      }
      i += c == '\\' || c == '\'' ? 2 : 1;
    }
    throw RefusedSqlException.notAllowed("a text has no closing quote");
  }

  private int endOfName(char quote) {
    int end = sql.indexOf(quote, at + 1);
    if (end < 0) {
      throw RefusedSqlException.notAllowed("a name has no closing quote");
    }
    boolean doubled = end + 1 < sql.length() && sql.charAt(end + 1) == quote;
    if (doubled || sql.substring(at, end).indexOf('\\') >= 0) {
      throw RefusedSqlException.notAllowed("a quoted name may hold no quote and no backslash");
    }
    return end + 1;
  }

  private void endAtSemicolon() {
    while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).is(";")) {
      tokens.remove(tokens.size() - 1);
      clean.setLength(clean.lastIndexOf(";"));
    }
    if (tokens.stream().anyMatch(token -> token.is(";"))) {
      throw RefusedSqlException.notAllowed("one statement at a time");
    }
  }

  private static boolean isWord(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
