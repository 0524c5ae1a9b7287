package dev.settle.batch.settlement;

import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Writes settlements to PostgreSQL, in the caller's transaction. */
final class SettlementRecords {
  private SettlementRecords() {}

  static void write(
      Connection postgres, LocalDate night, List<SettledPayee> settled, String settledBy)
      throws SQLException {
    try (PreparedStatement run = prepare(postgres, "insert_run");
        PreparedStatement settlement = prepare(postgres, "insert_settlement");
        PreparedStatement line = prepare(postgres, "insert_line");
        PreparedStatement payout = prepare(postgres, "insert_payout")) {
      run.setObject(1, night);
      run.setInt(2, settled.size());
      run.setString(3, settledBy);
      run.executeUpdate();
      for (SettledPayee one : settled) {
        addSettlement(settlement, night, one);
        addLines(line, one);
        addPayout(payout, one);
      }
      settlement.executeBatch();
      line.executeBatch();
      payout.executeBatch();
    }
  }

  private static void addSettlement(PreparedStatement insert, LocalDate night, SettledPayee one)
      throws SQLException {
    PayeeSettlement settlement = one.settlement();
    SettlementWindow window = settlement.window();
    PayeeBalance after = settlement.after();
    insert.setString(1, one.id());
    insert.setObject(2, night);
    insert.setString(3, one.payee());
    insert.setString(4, one.currency());
    insert.setObject(5, window.day());
    insert.setObject(6, window.from().atOffset(ZoneOffset.UTC));
    insert.setObject(7, window.to().atOffset(ZoneOffset.UTC));
    insert.setObject(8, window.due());
    insert.setLong(9, one.activity());
    insert.setLong(10, settlement.net());
    insert.setLong(11, settlement.payout());
    insert.setLong(12, after.carriedForward());
    insert.setString(13, reserves(after.reserves()));
    insert.setString(14, receivables(after.receivables()));
    insert.addBatch();
  }

  private static void addLines(PreparedStatement insert, SettledPayee one) throws SQLException {
    int number = 0;
    for (SettlementLine line : one.settlement().lines()) {
      number++;
      insert.setString(1, one.id());
      insert.setInt(2, number);
      insert.setString(3, line.kind().name());
      insert.setString(4, line.reference());
      insert.setLong(5, one.itemsOf(line));
      insert.setLong(6, line.amount().minor());
      insert.addBatch();
    }
  }

  private static void addPayout(PreparedStatement insert, SettledPayee one) throws SQLException {
    if (one.settlement().payout() > 0) {
      insert.setString(1, one.payoutId());
      insert.setString(2, one.id());
      insert.setString(3, one.payee());
      insert.setString(4, one.currency());
      insert.setLong(5, one.settlement().payout());
      insert.setObject(6, one.settlement().window().due());
      insert.addBatch();
    }
  }

  private static String reserves(List<HeldReserve> reserves) {
    return reserves.stream()
        .map(
            held ->
                "{\"window\": \"%s\", \"releaseOn\": \"%s\", \"amount\": %d}"
                    .formatted(held.window(), held.releaseOn(), held.amount()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Their ids are dates: nothing in them needs an escape. */
  private static String receivables(List<Receivable> receivables) {
    return receivables.stream()
        .map(owed -> "{\"id\": \"%s\", \"amount\": %d}".formatted(owed.id(), owed.amount()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static PreparedStatement prepare(Connection postgres, String name) throws SQLException {
    return postgres.prepareStatement(SqlResource.read("settlement/" + name + ".sql"));
  }
}
