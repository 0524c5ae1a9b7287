package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields of a camt document that have one form wherever they stand. */
final class CamtFields {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Za-z0-9]{1,30}");

  private CamtFields() {}

  /** {@code CdtDbtInd}: 1 for a credit, -1 for a debit. */
  static int direction(XmlCursor xml, String field) throws IOException, StatementRefusedException {
    String text = xml.text();
    return switch (text) {
      case "CRDT" -> 1;
      case "DBIT" -> -1;
      default ->
          throw xml.refused(field, "'" + CamtReader.shown(text) + "' is neither CRDT nor DBIT");
    };
  }

  /** A count or a number that grows. */
  static long number(XmlCursor xml, String field) throws IOException, StatementRefusedException {
    String text = xml.text();
    if (!NUMBER.matcher(text).matches()) {
      throw xml.refused(field, "'" + CamtReader.shown(text) + "' is not a whole number");
    }
    return Long.parseLong(text);
  }

  /** {@code true}, {@code false}, {@code 1} or {@code 0}. */
  static boolean flag(XmlCursor xml, String field) throws IOException, StatementRefusedException {
    String text = xml.text();
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw xml.refused(field, "'" + CamtReader.shown(text) + "' is neither true nor false");
    };
  }

  /** A reference; null where the bank says that there is none. */
  static @Nullable String reference(XmlCursor xml) throws IOException, StatementRefusedException {
    String text = xml.text();
    return text.isEmpty() || text.equals("NOTPROVIDED") ? null : text;
  }

  /**
   * {@code Id} of an account: its IBAN, else the bank's own number of it; null when it has none.
   */
  static @Nullable String account(XmlCursor xml, String field)
      throws IOException, StatementRefusedException {
    String account = null;
    while (xml.nextChild()) {
      if (xml.name().equals("IBAN")) {
        account = xml.text();
        if (!IBAN.matcher(account).matches()) {
          throw xml.refused(
              field + "/IBAN", "'" + CamtReader.shown(account) + "' has not the form of an IBAN");
        }
      } else if (xml.name().equals("Othr") && account == null) {
        account = child(xml, "Id");
      } else {
        xml.skip();
      }
    }
    return account;
  }

  /** Text of the first child of a name; the others are passed over. Null when there is none. */
  static @Nullable String child(XmlCursor xml, String name)
      throws IOException, StatementRefusedException {
    String text = null;
    while (xml.nextChild()) {
      if (text == null && xml.name().equals(name)) {
        text = xml.text();
      } else {
        xml.skip();
      }
    }
    return text == null || text.isEmpty() ? null : text;
  }

  /** {@code Cd} or {@code Prtry} of a code; null when it has neither. */
  static @Nullable String codeOrProprietary(XmlCursor xml)
      throws IOException, StatementRefusedException {
    String code = null;
    while (xml.nextChild()) {
      if (xml.name().equals("Cd") || xml.name().equals("Prtry")) {
        code = xml.text();
      } else {
        xml.skip();
      }
    }
    return code;
  }

  /** A value that an element may have once. */
  static <T> T once(@Nullable T before, T now, XmlCursor xml, String field)
      throws StatementRefusedException {
    if (before != null) {
      throw xml.refused(field, "stands twice");
    }
    return now;
  }
}
