package dev.settle.batch.report;

import dev.settle.batch.reconciliation.ProofRow;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The figures of a report as lines of section, name, currency, count and amount. */
final class TotalsCsv {
  private final CsvFile csv;

  TotalsCsv(CsvFile csv) {
    this.csv = csv;
  }

  static String[] header() {
    return new String[] {"section", "name", "detail", "currency", "count", "amount"};
  }

  void write(Report report) throws IOException {
    for (Report.Proved proved : report.proofs()) {
      proof(proved.row());
    }
    for (Report.SideTotal side : report.sides()) {
      line("side", side.side(), side.cause(), side.currency(), side.rows(), side.amount());
      if (side.side().equals("CHANNEL")) {
        line("fee charged", side.side(), side.cause(), side.currency(), side.rows(), side.fee());
        line(
            "fee by the rate card",
            side.side(),
            side.cause(),
            side.currency(),
            side.rows(),
            side.expectedFee());
      }
    }
    for (Report.ClassTotal total : report.classes()) {
      line("class", total.name(), "LEDGER", total.currency(), total.items(), total.ledger());
      line("class", total.name(), "CHANNEL", total.currency(), total.items(), total.channel());
    }
    for (Report.AgeTotal age : report.ages()) {
      line("open breaks", age.name(), age.bucket(), age.currency(), age.breaks(), age.stake());
    }
  }

  private void proof(ProofRow row) throws IOException {
    String currency = row.currency();
    line("proof", "open items before", "", currency, null, row.opening());
    line("proof", "ledger", "", currency, row.ledgerRows(), row.ledger());
    line("proof", "corrections", "", currency, null, row.adjusted());
    line("proof", "channel", "", currency, row.channelLines(), row.channel());
    line("proof", "tolerated", "", currency, null, row.tolerated());
    line("proof", "open items after", "", currency, null, row.closing());
    line("proof", "residual", "", currency, null, row.residual());
  }

  private void line(
      String section,
      String name,
      String detail,
      String currency,
      @Nullable Long count,
      BigInteger amount)
      throws IOException {
    csv.text(section).text(name).text(detail).text(currency);
    if (count == null) {
      csv.text("");
    } else {
      csv.number(count);
    }
    csv.decimal(Amounts.plain(amount, currency)).end();
  }
}
