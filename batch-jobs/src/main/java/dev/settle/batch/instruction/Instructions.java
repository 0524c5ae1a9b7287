package dev.settle.batch.instruction;

import dev.settle.batch.clickhouse.SqlResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Orders journals from the ledger, in the caller's transaction. */
public final class Instructions {
  private static final int BATCH = 1_000;

  private Instructions() {}

  /**
   * Writes them. One that stands already is an error: whoever orders in the transaction that says
   * that it is ordered never meets it.
   *
   * @param connection its transaction is the caller's to commit
   * @return how many
   */
  public static int order(Connection connection, Iterable<Instruction> instructions)
      throws SQLException {
    int written = 0;
    try (PreparedStatement insert =
        connection.prepareStatement(SqlResource.read("instruction/insert.sql"))) {
      for (Instruction instruction : instructions) {
        insert.setString(1, instruction.id());
        insert.setString(2, instruction.kind().name());
        insert.setString(3, instruction.businessKey());
        insert.setObject(4, instruction.businessDate());
        insert.setString(5, instruction.channel().name());
        insert.setString(6, instruction.merchantId());
        insert.setString(7, instruction.legsJson());
        insert.setString(8, instruction.reason());
        insert.setString(9, instruction.maker());
        insert.setString(10, instruction.checker());
        insert.addBatch();
        written++;
        if (written % BATCH == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    return written;
  }
}
