package dev.settle.stream.landing.clickhouse;

import java.util.Map;
import java.util.OptionalLong;

/**
 * A table as the committer needs it: insert a block under its token, see whether it is there, put
 * it there without a token. One attempt each.
 */
final class BlockTable {
  /** Above any block's rows and bytes: ClickHouse must never cut a block into two parts. */
  private static final String NEVER_CUT_ROWS = "10000000";

  private static final String NEVER_CUT_BYTES = "1073741824";

  private final TableSpec table;
  private final int subtask;
  private final ClickHouseHttp http;

  BlockTable(TableSpec table, int subtask, ClickHouseHttp http) {
    this.table = table;
    this.subtask = subtask;
    this.http = http;
  }

  /**
   * Inserts the block and feeds the views of the table. ClickHouse drops what it has seen under the
   * token, in the table and in each view by itself.
   *
   * @return rows written as ClickHouse says, with those in views
   */
  OptionalLong insert(Block block) throws ClickHouseException, InterruptedException {
    return http.insert(
        statement(table.name(), block),
        Map.of(
            "insert_deduplication_token",
            block.token(),
            "insert_deduplicate",
            "1",
            "deduplicate_blocks_in_dependent_materialized_views",
            "1",
            "async_insert",
            "0",
            "wait_end_of_query",
            "1",
            "max_insert_block_size",
            NEVER_CUT_ROWS,
            "min_insert_block_size_rows",
            NEVER_CUT_ROWS,
            "min_insert_block_size_bytes",
            NEVER_CUT_BYTES),
        block.body());
  }

  /**
   * Looks for the block's first and last row by their key: a point query by the primary index. The
   * block is one part and so is there as a whole or not at all.
   */
  Presence look(Block block) throws ClickHouseException, InterruptedException {
    String first = RowKey.literal(table.key(), block.firstRow());
    String last = RowKey.literal(table.key(), block.lastRow());
    boolean single = first.equals(last);
    String[] found =
        http.execute(
                "SELECT uniqExact("
                    + table.keyExpression()
                    + "), count() FROM "
                    + table.name()
                    + " WHERE "
                    + table.keyExpression()
                    + " IN ("
                    + (single ? first : first + ", " + last)
                    + ")")
            .strip()
            .split("\t", -1);
    return new Presence(Long.parseLong(found[0]) == (single ? 1 : 2), Long.parseLong(found[1]));
  }

  /**
   * What was found of a block.
   *
   * @param whole every row looked for is there
   * @param rows rows found; more than were looked for when they are there twice
   */
  record Presence(boolean whole, long rows) {}

  /** True when materialized views take from the table. */
  boolean feedsViews() throws ClickHouseException, InterruptedException {
    String name = table.name();
    return !http.execute(
            "SELECT length(dependencies_table) FROM system.tables WHERE concat(database, '.', name) = '"
                + name
                + "'")
        .strip()
        .equals("0");
  }

  /**
   * Puts the block into the table past its token and past its views: by way of a table of its own,
   * whose partition is attached. For a block whose token is known but whose rows are not there.
   */
  void attach(Block block) throws ClickHouseException, InterruptedException {
    String aside = table.name() + "_landing_repair_" + subtask;
    http.execute("DROP TABLE IF EXISTS " + aside + " SYNC");
    http.execute("CREATE TABLE " + aside + " AS " + table.name());
    http.insert(
        statement(aside, block),
        Map.of("insert_deduplicate", "0", "async_insert", "0", "wait_end_of_query", "1"),
        block.body());
    http.execute(
        "ALTER TABLE "
            + table.name()
            + " ATTACH PARTITION ID '"
            + TableSpec.partitionId(block.partition())
            + "' FROM "
            + aside);
    http.execute("DROP TABLE " + aside + " SYNC");
  }

  private static String statement(String target, Block block) {
    return "INSERT INTO " + target + " (" + block.insertColumns() + ") FORMAT RowBinary";
  }
}
