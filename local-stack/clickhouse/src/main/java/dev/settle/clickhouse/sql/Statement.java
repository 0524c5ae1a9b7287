package dev.settle.clickhouse.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the front has to know of a statement before it hands it to the engine.
 *
 * @param firstWord the first keyword in upper case, empty if there is none
 * @param outputFormat the name in its FORMAT clause, or null
 * @param usesClientFile whether it says INTO OUTFILE or FROM INFILE
 * @param isMulti whether a second statement follows a semicolon
 * @param isAssignment whether it is {@code SET name = …}
 * @param calledNames names that stand where a function's name stands, in lower case
 * @param words all words, in lower case
 */
public record Statement(
    String firstWord,
    @Nullable String outputFormat,
    boolean usesClientFile,
    boolean isMulti,
    boolean isAssignment,
    Set<String> calledNames,
    Set<String> words) {

  /** Reads a whole statement. */
  public static Statement parse(byte[] text) {
    List<Token> tokens = new ArrayList<>();
    Tokenizer tokenizer = new Tokenizer(text, 0);
    Token token = tokenizer.next();
    while (token.type() != Token.Type.END) {
      tokens.add(token);
      token = tokenizer.next();
    }
    return new Statement(
        firstWord(tokens),
        outputFormat(tokens),
        usesClientFile(tokens),
        isMulti(tokens),
        isAssignment(tokens),
        calledNames(tokens),
        words(tokens));
  }

  /** Whether its result may be fetched block by block. */
  public boolean isSelect() {
    return switch (firstWord) {
      case "SELECT", "WITH", "FROM" -> !words.contains("insert");
      default -> false;
    };
  }

  private static String firstWord(List<Token> tokens) {
    for (Token token : tokens) {
      if (token.type() == Token.Type.WORD) {
        return token.text().toUpperCase(Locale.ROOT);
      }
      if (!token.isSymbol('(')) {
        break;
      }
    }
    return "";
  }

  /** FORMAT name at depth 0, with nothing behind it but SETTINGS or the end. */
  private static @Nullable String outputFormat(List<Token> tokens) {
    int depth = 0;
    String format = null;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
      boolean isClause =
          depth == 0
              && token.isWord("FORMAT")
              && i + 1 < tokens.size()
              && tokens.get(i + 1).isIdentifier()
              && (i + 2 == tokens.size()
                  || tokens.get(i + 2).isWord("SETTINGS")
                  || tokens.get(i + 2).isSymbol(';'));
      format = isClause ? tokens.get(i + 1).text() : format;
    }
    return format;
  }

  private static boolean usesClientFile(List<Token> tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean isOut = tokens.get(i).isWord("INTO") && tokens.get(i + 1).isWord("OUTFILE");
      if (isOut || (tokens.get(i).isWord("FROM") && tokens.get(i + 1).isWord("INFILE"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMulti(List<Token> tokens) {
    boolean isEnded = false;
    for (Token token : tokens) {
      if (isEnded && !token.isSymbol(';')) {
        return true;
      }
      isEnded = isEnded || token.isSymbol(';');
    }
    return false;
  }

  private static boolean isAssignment(List<Token> tokens) {
    return tokens.size() > 2
        && tokens.get(0).isWord("SET")
        && tokens.get(1).isIdentifier()
        && tokens.get(2).isSymbol('=');
  }

  private static Set<String> calledNames(List<Token> tokens) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).isIdentifier()) {
        continue;
      }
      boolean isCalled = i + 1 < tokens.size() && tokens.get(i + 1).isSymbol('(');
      // SELECT * APPLY f, SELECT * APPLY(f): a function's name without an argument list.
      boolean isApplied =
          (i > 0 && tokens.get(i - 1).isWord("APPLY"))
              || (i > 1 && tokens.get(i - 1).isSymbol('(') && tokens.get(i - 2).isWord("APPLY"));
      if (isCalled || isApplied) {
        names.add(tokens.get(i).text().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static Set<String> words(List<Token> tokens) {
    Set<String> words = new LinkedHashSet<>();
    for (Token token : tokens) {
      if (token.isIdentifier()) {
        words.add(token.text().toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }
}
