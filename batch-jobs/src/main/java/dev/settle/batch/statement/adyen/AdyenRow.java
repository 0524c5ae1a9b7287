package dev.settle.batch.statement.adyen;

import static dev.settle.batch.statement.adyen.AdyenColumn.*;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import dev.settle.batch.statement.csv.CsvTable;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * The money of one row: gross in the payment's currency, net and costs in the batch's. Debit and
 * credit stand in columns of their own, of which one at most is filled.
 */
final class AdyenRow {
  private static final Pattern RATE_SHAPE = Pattern.compile("\\d{1,9}(?:\\.\\d{1,15})?");
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final CsvTable table;
  private final int digits;
  private final long net;
  private final long costs;

  /**
   * Reads and verifies the current record's money.
   *
   * @param type what the row is
   * @param digits fraction digits of the net currency
   */
  AdyenRow(CsvTable table, JournalType type, int digits) throws StatementRefusedException {
    this.table = table;
    this.digits = digits;
    this.net = side(NET_DEBIT, NET_CREDIT, digits, true);
    long sum = 0;
    for (String cost : COSTS) {
      sum = Math.addExact(sum, amountOrNone(cost, digits));
    }
    this.costs = sum;
    if (type.isAboutPayment() || hasGross()) {
      verify();
    } else if (costs != 0 && amount() != 0) {
      throw new StatementRefusedException(
          table.line(), COMMISSION, "a row without gross amount has costs that are not its net");
    }
  }

  /** What is settled, minor units, credit positive. */
  long net() {
    return net;
  }

  /** Commission, markup, scheme fees and interchange; positive when the merchant pays. */
  long costs() {
    return costs;
  }

  /** Gross in the net currency: net and costs, exact in either currency. */
  long amount() {
    return Math.addExact(net, costs);
  }

  private boolean hasGross() {
    return !table.get(GROSS_DEBIT).isEmpty() || !table.get(GROSS_CREDIT).isEmpty();
  }

  private void verify() throws StatementRefusedException {
    String currency = table.required(GROSS_CURRENCY);
    int grossDigits = Decimals.digitsOf(currency, table.line(), GROSS_CURRENCY);
    long gross = side(GROSS_DEBIT, GROSS_CREDIT, grossDigits, false);
    if (currency.equals(table.get(NET_CURRENCY))) {
      if (gross != amount()) {
        throw lawBroken(Decimals.plain(gross, digits));
      }
    } else {
      verifyConverted(BigDecimal.valueOf(gross, grossDigits));
    }
  }

  /**
   * Of a converted row the law holds as far as the rate is written: a rate with k decimals stands
   * for every rate within half a unit of the last, and the converted gross was rounded to a minor
   * unit. Whatever lies outside of that was not converted at this rate.
   */
  private void verifyConverted(BigDecimal gross) throws StatementRefusedException {
    String text = table.required(RATE);
    if (!RATE_SHAPE.matcher(text).matches()) {
      throw new StatementRefusedException(
          table.line(), RATE, "'" + text + "' is not a rate such as 0.8563");
    }
    BigDecimal rate = new BigDecimal(text);
    BigDecimal converted = gross.multiply(rate);
    BigDecimal slack =
        gross
            .abs()
            .multiply(HALF.movePointLeft(rate.scale()))
            .add(BigDecimal.ONE.movePointLeft(digits));
    BigDecimal difference = converted.subtract(BigDecimal.valueOf(amount(), digits)).abs();
    if (difference.compareTo(slack) > 0) {
      throw lawBroken(gross.toPlainString() + " at " + text + ", " + converted.toPlainString());
    }
  }

  private StatementRefusedException lawBroken(String gross) {
    return new StatementRefusedException(
        table.line(),
        NET_CREDIT,
        "gross "
            + gross
            + " less net "
            + Decimals.plain(net, digits)
            + " is not commission, markup, scheme fees and interchange, which sum to "
            + Decimals.plain(costs, digits));
  }

  private long side(String debit, String credit, int sideDigits, boolean required)
      throws StatementRefusedException {
    String debited = table.get(debit);
    String credited = table.get(credit);
    if (debited.isEmpty() && credited.isEmpty()) {
      if (required) {
        throw new StatementRefusedException(table.line(), credit, "is empty, as " + debit + " is");
      }
      return 0;
    }
    long minus = debited.isEmpty() ? 0 : unsigned(debited, sideDigits, debit);
    long plus = credited.isEmpty() ? 0 : unsigned(credited, sideDigits, credit);
    if (minus != 0 && plus != 0) {
      throw new StatementRefusedException(
          table.line(), debit, "'" + debited + "' beside " + credit + " '" + credited + "'");
    }
    return plus - minus;
  }

  private long unsigned(String text, int sideDigits, String field)
      throws StatementRefusedException {
    return Decimals.unsigned(text, sideDigits, table.line(), field);
  }

  private long amountOrNone(String field, int fieldDigits) throws StatementRefusedException {
    String text = table.get(field);
    return text.isEmpty() ? 0 : Decimals.amount(text, fieldDigits, table.line(), field);
  }
}
