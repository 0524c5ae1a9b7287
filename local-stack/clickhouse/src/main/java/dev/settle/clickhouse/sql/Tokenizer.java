package dev.settle.clickhouse.sql;

import java.nio.charset.StandardCharsets;

/**
 * Splits a statement into tokens as ClickHouse's lexer does, as far as the front needs it: comments
 * are skipped; strings, quoted identifiers and here-documents are one token each. Works on bytes,
 * since binary data may follow the head of an INSERT.
 */
final class Tokenizer {
  private final byte[] text;
  private final int limit;
  private int at;

  Tokenizer(byte[] text, int from) {
    this.text = text;
    this.limit = text.length;
    this.at = from;
  }

  Token next() {
    skipBlanks();
    if (at >= limit) {
      return end();
    }
    int start = at;
    int c = text[at] & 0xFF;
    if (isWordStart(c)) {
      return word(start);
    }
    if (c >= '0' && c <= '9') {
      return number(start);
    }
    return switch (c) {
      case '\'' -> quoted(start, Token.Type.STRING);
      case '`', '"' -> quoted(start, Token.Type.QUOTED_IDENTIFIER);
      case '$' -> dollar(start);
      default -> symbol(start);
    };
  }

  private Token symbol(int start) {
    at = start + 1;
    return new Token(Token.Type.SYMBOL, String.valueOf((char) (text[start] & 0xFF)), start, at);
  }

  private Token end() {
    at = limit;
    return new Token(Token.Type.END, "", limit, limit);
  }

  private void skipBlanks() {
    while (at < limit) {
      int c = text[at] & 0xFF;
      if (c <= ' ') {
        at++;
      } else if (follows("--") || follows("#!") || follows("# ")) {
        skipLine();
      } else if (follows("/*")) {
        skipBlockComment();
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    while (at < limit && text[at] != '\n') {
      at++;
    }
  }

  private void skipBlockComment() {
    at += 2;
    while (at < limit && !follows("*/")) {
      at++;
    }
    at = Math.min(limit, at + 2);
  }

  private boolean follows(String symbols) {
    if (at + symbols.length() > limit) {
      return false;
    }
    for (int i = 0; i < symbols.length(); i++) {
      if (text[at + i] != symbols.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWordStart(int c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isWordPart(int c) {
    return isWordStart(c) || (c >= '0' && c <= '9') || c == '$';
  }

  private Token word(int start) {
    while (at < limit && isWordPart(text[at] & 0xFF)) {
      at++;
    }
    return new Token(Token.Type.WORD, slice(start, at), start, at);
  }

  private Token number(int start) {
    while (at < limit && (isWordPart(text[at] & 0xFF) || text[at] == '.')) {
      at++;
    }
    return new Token(Token.Type.NUMBER, "", start, at);
  }

  private Token quoted(int start, Token.Type type) {
    byte quote = text[start];
    StringBuilder name = new StringBuilder();
    int pieceStart = start + 1;
    for (at = start + 1; at < limit; at++) {
      byte c = text[at];
      boolean isDoubled = c == quote && at + 1 < limit && text[at + 1] == quote;
      if (c == '\\' || isDoubled) {
        name.append(slice(pieceStart, at));
        at++;
        pieceStart = at;
      } else if (c == quote) {
        name.append(slice(pieceStart, at));
        at++;
        return new Token(type, type == Token.Type.STRING ? "" : name.toString(), start, at);
      }
    }
    return end();
  }

  /** A here-document {@code $tag$ ... $tag$}, or a lone dollar. */
  private Token dollar(int start) {
    int tagEnd = start + 1;
    while (tagEnd < limit && isWordStart(text[tagEnd] & 0xFF)) {
      tagEnd++;
    }
    if (tagEnd >= limit || text[tagEnd] != '$') {
      return symbol(start);
    }
    String tag = slice(start, tagEnd + 1);
    for (at = tagEnd + 1; at < limit; at++) {
      if (follows(tag)) {
        at += tag.length();
        return new Token(Token.Type.STRING, "", start, at);
      }
    }
    return end();
  }

  private String slice(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }
}
