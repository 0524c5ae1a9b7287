package dev.settle.dashboards.explore;

import dev.settle.dashboards.explore.SqlText.Kind;
import dev.settle.dashboards.explore.SqlText.Token;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Says what of an analyst's SQL may be run: one statement that reads tables of the pipeline. It
 * stands in front of ClickHouse's read-only login, which by itself would let through settings, the
 * other users' queries and, without grants, what its table functions reach.
 */
final class ExploreGuard {
  private static final int LENGTH_MAX = 20_000;
  private static final Set<String> FIRST_WORDS =
      Set.of("SELECT", "WITH", "EXPLAIN", "SHOW", "DESCRIBE", "DESC");
  private static final Set<String> SHOWN_STATEMENTS = Set.of("TABLE", "VIEW");
  private static final Set<String> SHOWN =
      Set.of(
          "TABLES", "DATABASES", "COLUMNS", "FIELDS", "CREATE", "INDEX", "INDEXES", "KEYS", "FULL");

  /** Table functions that reach nothing but what is written between their brackets. */
  private static final Set<String> HARMLESS_TABLE_FUNCTIONS =
      Set.of(
          "numbers",
          "numbers_mt",
          "zeros",
          "zeros_mt",
          "generateseries",
          "generate_series",
          "generaterandom",
          "values",
          "null",
          "view",
          "format");

  /**
   * Scalar functions that read files, other servers, other tables or the request's own headers, or
   * that write: to the server's log, to Keeper.
   */
  private static final Set<String> FORBIDDEN_FUNCTIONS =
      Set.of(
          "file",
          "input",
          "executable",
          "catboostevaluate",
          "hascolumnintable",
          "reversednsquery",
          "showcertificate",
          "getclienthttpheader",
          "getserversetting",
          "getmacro",
          "logtrace",
          "generateserialid",
          "dicthas",
          "dictisin");

  private static final List<String> FORBIDDEN_FUNCTION_STARTS = List.of("dictget", "joinget", "ai");

  private static final Set<String> HARMLESS_SYSTEM_TABLES =
      Set.of(
          "one",
          "numbers",
          "numbers_mt",
          "zeros",
          "zeros_mt",
          "tables",
          "columns",
          "databases",
          "functions",
          "parts",
          "time_zones",
          "data_type_families");

  private final Set<String> forbiddenCalls;
  private final Set<String> hiddenDatabases;

  /**
   * With what the server has.
   *
   * @param tableFunctions names of all its table functions
   * @param databases names of all its databases
   * @param offered the database that may be read
   */
  ExploreGuard(Collection<String> tableFunctions, Collection<String> databases, String offered) {
    forbiddenCalls = lower(tableFunctions);
    forbiddenCalls.removeAll(HARMLESS_TABLE_FUNCTIONS);
    hiddenDatabases = lower(databases);
    hiddenDatabases.addAll(Set.of("system", "information_schema"));
    hiddenDatabases.remove(offered.toLowerCase(Locale.ROOT));
  }

  /**
   * Checks a statement.
   *
   * @return the statement to run, without comments
   * @throws RefusedSqlException saying what is not allowed
   */
  String check(String sql) {
    if (sql.length() > LENGTH_MAX) {
      throw RefusedSqlException.notAllowed("longer than " + LENGTH_MAX + " characters");
    }
    SqlText text = SqlText.read(sql);
    List<Token> tokens = text.tokens();
    checkBeginning(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Token next = i + 1 < tokens.size() ? tokens.get(i + 1) : new Token(Kind.SYMBOL, "");
      boolean qualified = i > 0 && tokens.get(i - 1).is(".");
      if (token.kind() == Kind.WORD) {
        checkWord(token.text().toUpperCase(Locale.ROOT), next);
      }
      if (token.isName()) {
        checkFunction(token.text(), qualified, next.is("("));
        checkName(token, next, i + 2 < tokens.size() ? tokens.get(i + 2).text() : "");
      }
    }
    return text.text();
  }

  private static void checkBeginning(List<Token> tokens) {
    if (tokens.isEmpty()) {
      throw RefusedSqlException.notAllowed("there is no statement");
    }
    Token first = tokens.get(0);
    String word = first.text().toUpperCase(Locale.ROOT);
    boolean reads = first.kind() == Kind.WORD && FIRST_WORDS.contains(word);
    if (!reads && !first.is("(")) {
      throw RefusedSqlException.notAllowed("only SELECT, EXPLAIN, SHOW and DESCRIBE are run");
    }
    if (word.equals("SHOW")
        && (tokens.size() < 2
            || !SHOWN.contains(tokens.get(1).text().toUpperCase(Locale.ROOT))
            || !showsNoLogin(tokens)
            || tokens.stream().anyMatch(ExploreGuard::isProcessList))) {
      throw RefusedSqlException.notAllowed(
          "SHOW is for TABLES, DATABASES, COLUMNS, INDEXES and CREATE TABLE");
    }
  }

  /** SHOW CREATE is also for users, roles and quotas. */
  private static boolean showsNoLogin(List<Token> tokens) {
    return !tokens.get(1).text().equalsIgnoreCase("CREATE")
        || (tokens.size() > 2
            && SHOWN_STATEMENTS.contains(tokens.get(2).text().toUpperCase(Locale.ROOT)));
  }

  private static boolean isProcessList(Token token) {
    return token.text().equalsIgnoreCase("PROCESSLIST");
  }

  private static void checkWord(String word, Token next) {
    boolean called = next.is("(");
    if (word.equals("SETTINGS") && !called) {
      throw RefusedSqlException.notAllowed("SETTINGS are the server's (quote a column's name)");
    }
    if (word.equals("INTO") || word.equals("OUTFILE") || word.equals("INFILE")) {
      throw RefusedSqlException.notAllowed(word + " writes or reads files");
    }
    if (word.equals("FORMAT") && next.isName()) {
      throw RefusedSqlException.notAllowed("leave FORMAT away: the page needs its own");
    }
  }

  private void checkName(Token token, Token next, String afterNext) {
    String name = token.text().toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    String database = dot < 0 ? name : name.substring(0, dot);
    String table = dot < 0 ? afterNext.toLowerCase(Locale.ROOT) : name.substring(dot + 1);
    boolean qualifies = dot >= 0 || next.is(".");
    if (qualifies && hiddenDatabases.contains(database) && !isHarmless(database, table)) {
      throw RefusedSqlException.notAllowed(
          database + "." + table + " is not offered; of system: " + offeredSystemTables());
    }
  }

  /** A scalar function needs no brackets: {@code arrayMap(file, x)}, {@code * APPLY file}. */
  private void checkFunction(String text, boolean qualified, boolean called) {
    String name = text.toLowerCase(Locale.ROOT);
    boolean scalar = (called || !qualified) && isForbiddenFunction(name);
    if (scalar || (called && forbiddenCalls.contains(name))) {
      throw RefusedSqlException.notAllowed(
          "the function "
              + text
              + " is not offered: it reaches outside the tables (a column: table."
              + text
              + ")");
    }
  }

  private static boolean isForbiddenFunction(String name) {
    return FORBIDDEN_FUNCTIONS.contains(name)
        || FORBIDDEN_FUNCTION_STARTS.stream().anyMatch(name::startsWith);
  }

  private static boolean isHarmless(String database, String table) {
    return database.equals("system") && HARMLESS_SYSTEM_TABLES.contains(table);
  }

  private static List<String> offeredSystemTables() {
    return HARMLESS_SYSTEM_TABLES.stream().sorted().toList();
  }

  private static Set<String> lower(Collection<String> names) {
    Set<String> lower = new HashSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    return lower;
  }
}
