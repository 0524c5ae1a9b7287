package dev.settle.clickhouse.engine;

/** What a statement does to state that outlives it, as the engine's own parser decides. */
public enum QueryClass {
  /** SELECT, SHOW, DESCRIBE, EXPLAIN, EXISTS, CHECK. */
  READ_ONLY,
  /** Changes a database. */
  MUTATING,
  /** Changes what lies beside the databases: functions, users, named collections. */
  MUTATING_GLOBAL,
  /** USE, SET, SYSTEM, KILL, BACKUP, INTO OUTFILE and the like. */
  CONTROL,
  /** Does not parse, or is a statement the classifier does not know. */
  UNKNOWN;

  private static final QueryClass[] BY_NUMBER = values();

  static QueryClass ofNumber(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
  }
}
