package dev.settle.clickhouse.sql;

/**
 * A token of a statement.
 *
 * @param type its kind
 * @param text a word as written, an identifier without its quotes, a symbol's character, or empty
 * @param start offset of its first byte
 * @param end offset after its last byte
 */
record Token(Type type, String text, int start, int end) {
  enum Type {
    WORD,
    QUOTED_IDENTIFIER,
    STRING,
    NUMBER,
    SYMBOL,
    /** The end of the text, or a string or comment that does not end in it. */
    END
  }

  boolean isWord(String keyword) {
    return type == Type.WORD && text.equalsIgnoreCase(keyword);
  }

  boolean isSymbol(char symbol) {
    return type == Type.SYMBOL && text.charAt(0) == symbol;
  }

  boolean isIdentifier() {
    return type == Type.WORD || type == Type.QUOTED_IDENTIFIER;
  }
}
