package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;

/**
 * Charges that a bank took out of an entry: {@code Chrgs} with one each up to .03, with {@code
 * Rcrd}s later. A charge without a direction is a debit.
 */
final class Charges {
  private final OwnCurrency money;
  private long sum;

  Charges(OwnCurrency money) {
    this.money = money;
  }

  /** Signed sum of what was read, minor units: negative when the bank charged. */
  long sum() {
    return sum;
  }

  /** Reads a {@code Chrgs} or a {@code Rcrd} in it. */
  void read(XmlCursor xml, String field) throws IOException, StatementRefusedException {
    Long amount = null;
    int direction = -1;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Amt" -> amount = money.amountIfOwn(xml, field + "/Amt");
        case "CdtDbtInd" -> direction = CamtFields.direction(xml, field + "/CdtDbtInd");
        case "Rcrd" -> read(xml, field + "/Rcrd");
        default -> xml.skip();
      }
    }
    if (amount != null) {
      sum = Math.addExact(sum, direction * amount);
    }
  }
}
