package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Balances of a statement. It opens with OPBD, else with PRCD, which is the close of the one
 * before; it closes with CLBD. The pages of a long statement open and close with ITBD, the first
 * and the last of a page. Other balances (CLAV, FWAV, …) are no sums of booked entries and are not
 * used.
 */
final class Balances {
  /** A balance: signed minor units, positive when the bank owes us. */
  record Balance(LocalDate date, long amount) {}

  private final OwnCurrency money;
  private @Nullable Balance opening;
  private @Nullable Balance previous;
  private @Nullable Balance closing;
  private @Nullable Balance firstInterim;
  private @Nullable Balance lastInterim;
  private int interims;

  Balances(OwnCurrency money) {
    this.money = money;
  }

  /** Reads a {@code Bal}. */
  void read(XmlCursor xml) throws IOException, StatementRefusedException {
    String type = null;
    Long amount = null;
    Integer direction = null;
    CamtDate date = null;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Tp" -> type = type(xml);
        case "Amt" ->
            amount = CamtFields.once(amount, money.amount(xml, "Bal/Amt"), xml, "Bal/Amt");
        case "CdtDbtInd" ->
            direction =
                CamtFields.once(
                    direction, CamtFields.direction(xml, "Bal/CdtDbtInd"), xml, "Bal/CdtDbtInd");
        case "Dt" -> date = CamtDate.choice(xml, "Bal/Dt");
        default -> xml.skip();
      }
    }
    if (type == null || amount == null || direction == null || date == null) {
      String lacks =
          type == null ? "Tp" : amount == null ? "Amt" : direction == null ? "CdtDbtInd" : "Dt";
      throw xml.refused("Bal/" + lacks, "the balance lacks it");
    }
    take(type, new Balance(date.date(), direction * amount), xml);
  }

  private static @Nullable String type(XmlCursor xml)
      throws IOException, StatementRefusedException {
    String type = null;
    while (xml.nextChild()) {
      if (xml.name().equals("CdOrPrtry")) {
        type = CamtFields.codeOrProprietary(xml);
      } else {
        xml.skip();
      }
    }
    return type;
  }

  private void take(String type, Balance balance, XmlCursor xml) throws StatementRefusedException {
    switch (type) {
      case "OPBD" -> opening = same(opening, balance, xml, type);
      case "PRCD" -> previous = same(previous, balance, xml, type);
      case "CLBD" -> closing = same(closing, balance, xml, type);
      case "ITBD" -> {
        firstInterim = firstInterim == null ? balance : firstInterim;
        lastInterim = balance;
        interims++;
      }
      default -> {
        // no sum of booked entries
      }
    }
  }

  private static Balance same(@Nullable Balance before, Balance now, XmlCursor xml, String type)
      throws StatementRefusedException {
    if (before != null && !before.equals(now)) {
      throw xml.refused("Bal", type + " stands twice with different values");
    }
    return now;
  }

  /** What the statement opens with. */
  Balance opening(XmlCursor xml) throws StatementRefusedException {
    if (opening != null && previous != null && opening.amount() != previous.amount()) {
      throw xml.refused(
          "Bal",
          "opens (OPBD) with %s where the one before closed (PRCD) with %s"
              .formatted(shown(opening.amount()), shown(previous.amount())));
    }
    Balance first = opening != null ? opening : previous;
    if (first == null) {
      first = firstInterim;
    }
    if (first == null) {
      throw xml.refused("Bal", "no opening balance (OPBD, PRCD or ITBD)");
    }
    return first;
  }

  /** What the statement closes with. */
  Balance closing(XmlCursor xml) throws StatementRefusedException {
    boolean onlyOpens = opening == null && previous == null && interims == 1;
    Balance last = closing != null || onlyOpens ? closing : lastInterim;
    if (last == null) {
      throw xml.refused(
          "Bal", "no closing balance (CLBD, or ITBD on a page): the statement is not finished");
    }
    return last;
  }

  private String shown(long minor) {
    return Decimals.plain(minor, money.digits());
  }
}
