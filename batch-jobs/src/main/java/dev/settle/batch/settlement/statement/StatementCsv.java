package dev.settle.batch.settlement.statement;

import dev.settle.batch.report.Amounts;
import dev.settle.batch.report.CsvFile;
import dev.settle.batch.settlement.SettlementLine.Kind;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;

/** A statement's figures for a program: a row each, all with what they belong to. */
final class StatementCsv {
  private static final String[] COLUMNS = {
    "settlement_id",
    "payee",
    "name",
    "currency",
    "window",
    "window_from",
    "window_to",
    "due",
    "section",
    "kind",
    "reference",
    "items",
    "amount"
  };

  private final PayeeStatement statement;
  private final CsvFile csv;

  private StatementCsv(PayeeStatement statement, CsvFile csv) {
    this.statement = statement;
    this.csv = csv;
  }

  static void write(PayeeStatement statement, Path path) throws IOException {
    try (CsvFile csv = CsvFile.create(path, COLUMNS)) {
      new StatementCsv(statement, csv).write();
    }
  }

  private void write() throws IOException {
    for (Kind kind : Kind.values()) {
      row("summary", kind.name(), "", statement.items(kind), statement.total(kind));
    }
    Standing after = statement.after();
    sum("ACTIVITY", statement.activity());
    sum("NET", statement.net());
    sum("PAID", statement.payout());
    sum("CARRIED_FORWARD_AFTER", after.carriedForward());
    sum("RESERVE_HELD_AFTER", after.reserveHeld());
    sum("OWED_AFTER", after.owed());
    for (StatementLine line : statement.lines()) {
      row(
          "line",
          line.kind().name(),
          line.reference(),
          line.items(),
          BigInteger.valueOf(line.amount()));
    }
  }

  private void sum(String name, long amount) throws IOException {
    row("summary", name, "", 1, BigInteger.valueOf(amount));
  }

  private void row(String section, String kind, String reference, long items, BigInteger amount)
      throws IOException {
    csv.text(statement.id())
        .text(statement.payee())
        .text(statement.name())
        .text(statement.currency())
        .text(statement.window().day().toString())
        .text(statement.window().from().toString())
        .text(statement.window().to().toString())
        .text(statement.window().due().toString())
        .text(section)
        .text(kind)
        .text(reference)
        .number(items)
        .decimal(Amounts.plain(amount, statement.currency()))
        .end();
  }
}
