package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;

/** What a booking is, {@code BkTxCd}, as one word such as {@code PMNT/RCDT/ESCT}. */
final class BankCode {
  private BankCode() {}

  /** Domain, family and sub-family, else the bank's own code; empty when there is none. */
  static String read(XmlCursor xml) throws IOException, StatementRefusedException {
    String domain = "";
    String own = null;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Domn" -> domain = domain(xml);
        case "Prtry" -> own = CamtFields.child(xml, "Cd");
        default -> xml.skip();
      }
    }
    return domain.isEmpty() && own != null ? own : domain;
  }

  private static String domain(XmlCursor xml) throws IOException, StatementRefusedException {
    String code = "";
    String rest = "";
    while (xml.nextChild()) {
      if (xml.name().equals("Cd")) {
        code = xml.text();
      } else if (xml.name().equals("Fmly")) {
        rest = family(xml);
      } else {
        xml.skip();
      }
    }
    return rest.isEmpty() ? code : code + "/" + rest;
  }

  private static String family(XmlCursor xml) throws IOException, StatementRefusedException {
    String code = "";
    String below = "";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Cd" -> code = xml.text();
        case "SubFmlyCd" -> below = xml.text();
        default -> xml.skip();
      }
    }
    return below.isEmpty() ? code : code + "/" + below;
  }
}
