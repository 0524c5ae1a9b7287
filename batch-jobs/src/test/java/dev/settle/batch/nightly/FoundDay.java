package dev.settle.batch.nightly;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.reconciliation.ProofRow;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a night of a history wrote, in the words of the oracle. */
final class FoundDay {
  private final ClickHouse clickHouse;
  private final History history;

  FoundDay(ClickHouse clickHouse, History history) {
    this.clickHouse = clickHouse;
    this.history = history;
  }

  /**
   * What was found on a day.
   *
   * @param corrected days whose corrected statement was taken
   * @param breakIds is given the id of each break by what names it
   */
  DayPicture read(int day, Set<Integer> corrected, Map<String, String> breakIds) {
    String date = History.date(day);
    DayPicture picture = new DayPicture(date);
    Map<String, String> rowOfItem = new HashMap<>();
    for (GenericRecord item : rows("reconciliation_item", date)) {
      String ledger = ledgerRow(item);
      String line = statementLine(item, corrected);
      picture.item(
          ledger,
          line,
          item.getString("class"),
          item.getString("matched_by"),
          item.getBoolean("is_open"),
          item.getLocalDate("origin_date").toString(),
          String.valueOf(item.getObject("difference")));
      rowOfItem.put(item.getString("item_id"), ledger.isEmpty() ? line : ledger);
    }
    for (GenericRecord found : rows("reconciliation_break", date)) {
      String row = String.valueOf(rowOfItem.get(found.getString("item_id")));
      breakIds.put(DayPicture.breakKey(row, found.getString("class")), found.getString("break_id"));
      picture.found(
          row,
          found.getString("class"),
          found.getString("status"),
          found.getLocalDate("origin_date").toString(),
          found.getInteger("age_days"),
          found.getString("currency"),
          found.getLong("ledger_amount"),
          found.getLong("channel_amount"),
          found.getLong("amount"));
    }
    for (GenericRecord proof : rows("reconciliation_proof", date)) {
      figures(ProofRow.of(proof), proof.getString("verdict"), picture);
    }
    return picture;
  }

  private static void figures(ProofRow proof, String verdict, DayPicture picture) {
    String currency = proof.currency();
    picture.figure(currency, "opening", proof.opening());
    picture.figure(currency, "ledger rows", proof.ledgerRows());
    picture.figure(currency, "ledger", proof.ledger());
    picture.figure(currency, "channel lines", proof.channelLines());
    picture.figure(currency, "channel", proof.channel());
    picture.figure(currency, "fees", proof.fee());
    picture.figure(currency, "tolerated", proof.tolerated());
    picture.figure(currency, "matched rows", proof.matchedRows());
    picture.figure(currency, "matched", proof.matched());
    picture.figure(currency, "breaks", proof.breakCount());
    picture.figure(currency, "break amount", proof.breaks());
    picture.figure(currency, "closing", proof.closing());
    picture.figure(currency, "residual", proof.residual());
    picture.figure(currency, "verdict", verdict);
  }

  private List<GenericRecord> rows(String table, String date) {
    return clickHouse.rows(
        "SELECT * FROM settlement." + table + " WHERE business_date = {business_date:Date}",
        Map.of("business_date", date));
  }

  private static String ledgerRow(GenericRecord item) {
    String journalId = item.getString("ledger_journal_id");
    return journalId.isEmpty() ? "" : DayPicture.ledgerRow(journalId);
  }

  /** A line is told by its place: the file's header is line 1. */
  private String statementLine(GenericRecord item, Set<Integer> corrected) {
    if (item.getString("channel_merchant").isEmpty()) {
      return "";
    }
    LocalDate date = item.getLocalDate("channel_date");
    int index = item.getInteger("channel_line_no") - 2;
    List<Line> lines = history.lines(History.dayOf(date), corrected);
    String key = index < lines.size() ? lines.get(index).key() : "no such line " + (index + 2);
    return DayPicture.statementLine(date.toString(), key);
  }
}
