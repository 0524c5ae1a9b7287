package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The 汇总 file of a bill: a header, a row per store or type, and the row 合计, whose fields are
 * compared with what the details sum to. The rows above it are read over: what they group by is not
 * in every row of the details.
 */
final class BillSummary {
  private static final String TOTAL_ROW = "合计";
  private static final int COLUMNS_MAX = 64;

  private final int line;
  private final Map<String, String> fields;

  private BillSummary(int line, Map<String, String> fields) {
    this.line = line;
    this.fields = fields;
  }

  /**
   * Reads a 汇总 to its end.
   *
   * @param detail the frame of the details, with which account and day must agree
   * @param required columns that the header must have
   */
  static BillSummary read(BillText text, BillFrame detail, Set<String> required)
      throws IOException, StatementRefusedException {
    BillFrame frame = BillFrame.read(text, new Expectation(detail.account(), detail.onlyDay()));
    if (!frame.date().equals(detail.date()) || !frame.last().equals(detail.last())) {
      throw text.refuse("is of " + frame.days() + " where the details are of " + detail.days());
    }
    String[] names = frame.header().split(",", COLUMNS_MAX);
    BillSummary total = null;
    String line = text.nextOrCut();
    while (!BillText.isFrame(line)) {
      String[] values = line.split(",", COLUMNS_MAX);
      if (total != null) {
        throw text.refuse("there is a row below the row " + TOTAL_ROW);
      }
      if (BillRow.clean(values[0]).startsWith(TOTAL_ROW)) {
        total = new BillSummary(text.number(), fields(text, names, values));
      }
      line = text.nextOrCut();
    }
    BillFooter.read(text, line, frame.last());
    if (total == null) {
      throw new StatementRefusedException("the row " + TOTAL_ROW + " lacks: the file is cut");
    }
    for (String name : required) {
      if (!total.fields.containsKey(name)) {
        throw new StatementRefusedException(
            frame.headerLine(), name, "the header lacks this required column");
      }
    }
    return total;
  }

  /** Compares a number of rows. */
  void verifyCount(String name, long count) throws StatementRefusedException {
    String value = fields.getOrDefault(name, "");
    if (!value.equals(Long.toString(count))) {
      throw new StatementRefusedException(
          line, name, "declares '" + value + "' rows, the details have " + count);
    }
  }

  /** Compares an amount, if the file has it, with the sums that it may be. */
  void verifyAmount(String name, long... sums) throws StatementRefusedException {
    if (!fields.containsKey(name)) {
      return;
    }
    long declared = amount(name);
    for (long sum : sums) {
      if (declared == sum) {
        return;
      }
    }
    throw new StatementRefusedException(
        line, name, "declares " + Yuan.of(declared) + ", the details sum to " + Yuan.of(sums[0]));
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** An amount that the file has, in fen. */
  long amount(String name) throws StatementRefusedException {
    return Decimals.amount(fields.getOrDefault(name, ""), Yuan.DIGITS, line, name);
  }

  private static Map<String, String> fields(BillText text, String[] names, String[] values)
      throws StatementRefusedException {
    if (values.length < names.length) {
      throw text.refuse(values.length + " of " + names.length + " fields: the line is cut");
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      fields.put(Column.bare(names[i]), BillRow.clean(values[i]));
    }
    return fields;
  }
}
