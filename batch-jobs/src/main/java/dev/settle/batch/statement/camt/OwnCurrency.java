package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The one currency of a statement, and amounts in it. */
final class OwnCurrency {
  /** ISO 20022 writes up to five decimals; those beyond the currency's own must be zero. */
  private static final int DECIMALS_MAX = 5;

  private @Nullable String code;
  private int digits;

  /** Its code; null as long as nothing named it. */
  @Nullable String code() {
    return code;
  }

  /** Its fraction digits. */
  int digits() {
    return digits;
  }

  /**
   * Takes a currency code.
   *
   * @throws StatementRefusedException when the statement has another already
   */
  void take(String value, XmlCursor xml, String field) throws StatementRefusedException {
    if (code == null) {
      digits = Decimals.digitsOf(value, xml.line(), field);
      code = value;
    } else if (!value.equals(code)) {
      throw xml.refused(
          field,
          "'%s' in a statement of %s: its balance would add two currencies"
              .formatted(CamtReader.shown(value), code));
    }
  }

  /** An amount that must be of this currency: minor units, never negative. */
  long amount(XmlCursor xml, String field) throws IOException, StatementRefusedException {
    String currency = xml.attribute("Ccy");
    if (currency == null) {
      throw xml.refused(field, "has no currency (Ccy)");
    }
    take(currency, xml, field);
    return unsigned(xml, field);
  }

  /** An amount when it is of this currency: minor units, never negative; else null. */
  @Nullable Long amountIfOwn(XmlCursor xml, String field)
      throws IOException, StatementRefusedException {
    String currency = xml.attribute("Ccy");
    if (currency != null && currency.equals(code)) {
      return unsigned(xml, field);
    }
    xml.skip();
    return null;
  }

  private long unsigned(XmlCursor xml, String field) throws IOException, StatementRefusedException {
    int line = xml.line();
    return parse(xml.text(), line, field, DECIMALS_MAX);
  }

  /** A decimal without a currency of its own, as the sums of the summary: never negative. */
  long parse(String text, int line, String field, int decimalsMax)
      throws StatementRefusedException {
    if (text.startsWith("-")) {
      throw new StatementRefusedException(
          line, field, "'" + text + "' is negative: CdtDbtInd says the direction");
    }
    return Decimals.padded(text, digits, decimalsMax, line, field);
  }
}
