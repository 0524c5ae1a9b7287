package dev.settle.clickhouse.http;

/** The HTTP status that ClickHouse gives to an error's code. */
final class HttpStatus {
  private HttpStatus() {}

  static int of(int code) {
    return switch (code) {
      case 194 -> 401; // REQUIRED_PASSWORD
      case 192, 193, 516 -> 403; // UNKNOWN_USER, WRONG_PASSWORD, AUTHENTICATION_FAILED
      case 372 -> 404; // SESSION_NOT_FOUND
      // UNKNOWN_ FUNCTION, IDENTIFIER, TYPE, STORAGE, TABLE, AGGREGATE_FUNCTION,
      // DIRECTION_OF_SORTING, FORMAT, TYPE_OF_QUERY, DATABASE, SETTING, DATABASE_ENGINE
      case 46, 47, 50, 56, 60, 63, 69, 73, 78, 81, 115, 336 -> 404;
      // CANNOT_PARSE_ TEXT, ESCAPE_SEQUENCE, QUOTED_STRING, INPUT_ASSERTION_FAILED; BAD_ARGUMENTS;
      // CANNOT_PARSE_ DATE, DATETIME; TYPE_MISMATCH; SYNTAX_ERROR; CANNOT_PARSE_NUMBER;
      // INCORRECT_DATA; TOO_DEEP_AST; TOO_BIG_AST; CANNOT_COMPILE_REGEXP
      case 6, 25, 26, 27, 36, 38, 41, 53, 62, 72, 117, 167, 168, 427 -> 400;
      case 66 -> 413; // QUERY_IS_TOO_LARGE
      case 48 -> 501; // NOT_IMPLEMENTED
      default -> 500;
    };
  }
}
