package dev.settle.clickhouse.sql;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the statement of an INSERT ends and its data begins.
 *
 * @param headEnd bytes of the statement without its FORMAT or VALUES
 * @param format the data's format
 * @param dataStart offset of the first byte of data
 */
public record InsertHead(int headEnd, String format, int dataStart) {
  private static final Set<String> QUERY_WORDS = Set.of("SELECT", "WITH", "WATCH", "EXPLAIN");

  /**
   * Reads the head of an INSERT.
   *
   * @return null when the statement has no data of its own (INSERT … SELECT), does not begin with
   *     INSERT, or its head is not complete in {@code text}
   */
  public static @Nullable InsertHead parse(byte[] text) {
    Tokenizer tokens = new Tokenizer(text, 0);
    if (!tokens.next().isWord("INSERT")) {
      return null;
    }
    Token token = tokens.next();
    token = token.isWord("INTO") ? tokens.next() : token;
    token = token.isWord("TABLE") ? tokens.next() : token;
    token = token.isWord("FUNCTION") ? tokens.next() : token;
    token = skipName(tokens, token);
    return token == null ? null : clauses(tokens, token, text);
  }

  private static @Nullable Token skipName(Tokenizer tokens, Token first) {
    if (!first.isIdentifier() && !first.isSymbol('{')) {
      return null;
    }
    Token token = first;
    while (true) {
      if (token.isSymbol('{')) {
        token = skipTo(tokens, '}');
      }
      token = tokens.next();
      if (!token.isSymbol('.')) {
        return token;
      }
      token = tokens.next();
    }
  }

  private static Token skipTo(Tokenizer tokens, char closing) {
    Token token = tokens.next();
    while (!token.isSymbol(closing) && token.type() != Token.Type.END) {
      token = tokens.next();
    }
    return token;
  }

  private static @Nullable InsertHead clauses(Tokenizer tokens, Token first, byte[] text) {
    int depth = 0;
    Token token = first;
    boolean afterOpening = false;
    while (token.type() != Token.Type.END) {
      boolean isQuery =
          token.type() == Token.Type.WORD
              && QUERY_WORDS.contains(token.text().toUpperCase(Locale.ROOT))
              && (depth == 0 || (depth == 1 && afterOpening));
      if (isQuery || (depth == 0 && token.isWord("INFILE"))) {
        return null;
      }
      if (depth == 0 && token.isWord("VALUES")) {
        return new InsertHead(token.start(), "Values", token.end());
      }
      if (depth == 0 && token.isWord("FORMAT")) {
        Token name = tokens.next();
        return name.isIdentifier()
            ? new InsertHead(token.start(), name.text(), afterLineEnd(text, name.end()))
            : null;
      }
      afterOpening = token.isSymbol('(');
      depth += afterOpening ? 1 : token.isSymbol(')') ? -1 : 0;
      token = tokens.next();
    }
    return null;
  }

  /** Data begins after the blanks on the line of the format's name and one end of line. */
  private static int afterLineEnd(byte[] text, int from) {
    int at = from;
    while (at < text.length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\f')) {
      at++;
    }
    if (at < text.length && text[at] == ';') {
      at++;
    }
    if (at < text.length && text[at] == '\r') {
      at++;
    }
    if (at < text.length && text[at] == '\n') {
      at++;
    }
    return at;
  }
}
