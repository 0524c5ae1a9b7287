package dev.settle.batch.settlement.statement;

import dev.settle.batch.report.Amounts;
import dev.settle.batch.report.CsvFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;

/** Every order of a statement, written as it comes; the last row is their sum. */
final class OrdersCsv implements AutoCloseable {
  private static final String[] COLUMNS = {
    "night", "channel", "kind", "reference", "order_id", "occurred_at", "currency", "amount"
  };

  private final CsvFile csv;

  OrdersCsv(Path path) throws IOException {
    csv = CsvFile.create(path, COLUMNS);
  }

  void row(OrderRow row) throws IOException {
    csv.text(row.night())
        .text(row.channel())
        .text(row.kind().name())
        .text(row.reference())
        .text(row.orderId())
        .text(row.occurredAt().toString())
        .text(row.currency())
        .decimal(Amounts.plain(row.amount(), row.currency()))
        .end();
  }

  void sum(BigInteger sum, String currency) throws IOException {
    csv.text("SUM").text("").text("").text("").text("").text("").text(currency);
    csv.decimal(Amounts.plain(sum, currency)).end();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
