package dev.settle.batch.reconciliation;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.statement.AgreedChannel;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.event.Level;

/**
 * The matching of the night on a day that still runs, in tables of its own: the same statements, so
 * that what it says of a row the night will say too when nothing changes until then.
 */
public final class ProvisionalMatch {
  private static final String LINES = "channel_statement_line";
  private static final String CHANNEL_ROW = "reconciliation_channel_row";

  private ProvisionalMatch() {}

  /** The tables that it writes, those of a statement's lines included. */
  public static Set<String> tables() {
    Set<String> tables = new TreeSet<>(Reconciler.WORK_TABLES);
    tables.add(LINES);
    tables.add(LINES + "_staging");
    return tables;
  }

  /**
   * Gives every row of the ledger and every line that is there its class, in {@code
   * reconciliation_item_staging}; then what the night's rule expects as fee of the rows that stand
   * alone, in {@code reconciliation_channel_row} under the item's id. The lines are gone then.
   *
   * @param own where the tables are its own
   * @return the parameters of the day's statements
   */
  public static Map<String, Object> run(
      ClickHouse own, AgreedTerms.Source terms, AgreedChannel agreed, LocalDate date) {
    // The steps of a round are no news to who watches it.
    Reconciler reconciler = new Reconciler(own, terms, Level.DEBUG);
    Map<String, Object> parameters = new HashMap<>(reconciler.match(agreed, date));
    parameters.put("accounts", quoted(agreed));
    Partition.OfChannel day = new Partition.OfChannel(date, agreed.channel());
    own.dropPartition(LINES, day);
    own.dropPartition(CHANNEL_ROW, day);
    own.runResource("expected/awaited_as_lines.sql", parameters);
    own.runResource("reconciliation/02_channel_side.sql", parameters);
    return Collections.unmodifiableMap(parameters);
  }

  private static String quoted(AgreedChannel agreed) {
    return agreed.statementAccounts().stream()
        .map(account -> "'" + account + "'")
        .toList()
        .toString();
  }
}
