package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a statement's {@code TxsSummry} declares: number and sum of all entries, of credits and of
 * debits, and the net. Banks count either the booked entries or all that stand there, so one of the
 * two must hold for everything that is declared.
 */
final class DeclaredTotals {
  private static final int SUM_DECIMALS_MAX = 17;

  private record Total(
      String field, int line, boolean money, String text, ToLongFunction<Tally> counted) {}

  private final OwnCurrency money;
  private final List<Total> totals = new ArrayList<>();

  DeclaredTotals(OwnCurrency money) {
    this.money = money;
  }

  /** Reads a {@code TxsSummry}. */
  void read(XmlCursor xml) throws IOException, StatementRefusedException {
    if (!totals.isEmpty()) {
      throw xml.refused("TxsSummry", "stands twice");
    }
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "TtlNtries" -> group(xml, "TxsSummry/TtlNtries", Tally::count, Tally::amount);
        case "TtlCdtNtries" ->
            group(xml, "TxsSummry/TtlCdtNtries", Tally::creditCount, Tally::creditAmount);
        case "TtlDbtNtries" ->
            group(xml, "TxsSummry/TtlDbtNtries", Tally::debitCount, Tally::debitAmount);
        default -> xml.skip();
      }
    }
  }

  private void group(
      XmlCursor xml, String field, ToLongFunction<Tally> count, ToLongFunction<Tally> sum)
      throws IOException, StatementRefusedException {
    Total net = null;
    int direction = 0;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "NbOfNtries" -> totals.add(total(xml, field + "/NbOfNtries", false, count));
        case "Sum" -> totals.add(total(xml, field + "/Sum", true, sum));
        case "TtlNetNtryAmt" -> net = total(xml, field + "/TtlNetNtryAmt", true, Tally::net);
        case "CdtDbtInd" -> direction = CamtFields.direction(xml, field + "/CdtDbtInd");
        case "TtlNetNtry" -> nestedNet(xml, field + "/TtlNetNtry");
        default -> xml.skip();
      }
    }
    addNet(net, direction);
  }

  private void nestedNet(XmlCursor xml, String field)
      throws IOException, StatementRefusedException {
    Total net = null;
    int direction = 0;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Amt" -> net = total(xml, field + "/Amt", true, Tally::net);
        case "CdtDbtInd" -> direction = CamtFields.direction(xml, field + "/CdtDbtInd");
        default -> xml.skip();
      }
    }
    addNet(net, direction);
  }

  /** The net without a direction, as some banks write it, is its absolute value. */
  private void addNet(@Nullable Total net, int direction) {
    if (net != null) {
      ToLongFunction<Tally> counted =
          direction == 0 ? tally -> Math.absExact(tally.net()) : tally -> direction * tally.net();
      totals.add(new Total(net.field(), net.line(), true, net.text(), counted));
    }
  }

  private static Total total(
      XmlCursor xml, String field, boolean money, ToLongFunction<Tally> counted)
      throws IOException, StatementRefusedException {
    int line = xml.line();
    return new Total(field, line, money, xml.text(), counted);
  }

  /**
   * Compares with what was read.
   *
   * @param booked the booked entries
   * @param all those and the ones that are not booked
   */
  void verify(Tally booked, Tally all) throws StatementRefusedException {
    StatementRefusedException first = firstFault(booked);
    if (first != null && (booked.count() == all.count() || firstFault(all) != null)) {
      throw first;
    }
  }

  private @Nullable StatementRefusedException firstFault(Tally tally)
      throws StatementRefusedException {
    for (Total total : totals) {
      int digits = total.money() ? money.digits() : 0;
      long declared =
          total.money()
              ? money.parse(total.text(), total.line(), total.field(), SUM_DECIMALS_MAX)
              : Decimals.unsigned(total.text(), 0, total.line(), total.field());
      long counted = total.counted().applyAsLong(tally);
      if (declared != counted) {
        return new StatementRefusedException(
            total.line(),
            total.field(),
            "declares %s where the entries give %s"
                .formatted(Decimals.plain(declared, digits), Decimals.plain(counted, digits)));
      }
    }
    return null;
  }
}
