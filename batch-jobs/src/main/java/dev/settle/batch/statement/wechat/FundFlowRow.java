package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/**
 * A detail row of a fund flow bill: fields that begin with a backtick. There is no quoting; what a
 * remark holds beyond its field is told from the header's number of columns.
 */
final class FundFlowRow {
  private static final String SEPARATOR = ",`";
  private static final int DIGITS = 2;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final FundFlowHeader header;
  private final String[] fields;
  private final int line;
  private final int surplus;

  private FundFlowRow(FundFlowHeader header, String[] fields, int line) {
    this.header = header;
    this.fields = fields;
    this.line = line;
    this.surplus = fields.length - header.size();
  }

  static FundFlowRow parse(FundFlowHeader header, String text, int line)
      throws StatementRefusedException {
    String[] fields = text.substring(1).split(SEPARATOR, -1);
    if (fields.length < header.size()) {
      throw new StatementRefusedException(
          line, null, fields.length + " of " + header.size() + " fields: the line is cut");
    }
    if (fields.length > header.size() && header.positionOf(FundFlowColumn.REMARK) < 0) {
      throw new StatementRefusedException(
          line, null, fields.length + " fields where the header has " + header.size());
    }
    return new FundFlowRow(header, fields, line);
  }

  int line() {
    return line;
  }

  /** The field of a column, without surrounding blanks. */
  String get(FundFlowColumn column) {
    int position = header.positionOf(column);
    int remark = header.positionOf(FundFlowColumn.REMARK);
    return fields[position > remark ? position + surplus : position].strip();
  }

  /** A field that must not be empty. */
  String id(FundFlowColumn column) throws StatementRefusedException {
    String value = get(column);
    if (value.isEmpty()) {
      throw new StatementRefusedException(line, column.title(), "is empty");
    }
    return value;
  }

  /** What came in, or, negative, what went out, in fen. */
  long signedAmount() throws StatementRefusedException {
    String text = get(FundFlowColumn.AMOUNT);
    long amount = Decimals.unsigned(text, DIGITS, line, FundFlowColumn.AMOUNT.title());
    String direction = get(FundFlowColumn.DIRECTION);
    if (direction.equals(FundFlowColumn.INCOME)) {
      return amount;
    }
    if (direction.equals(FundFlowColumn.EXPENSE)) {
      return -amount;
    }
    throw new StatementRefusedException(
        line,
        FundFlowColumn.DIRECTION.title(),
        "'"
            + direction
            + "' is neither "
            + FundFlowColumn.INCOME
            + " nor "
            + FundFlowColumn.EXPENSE);
  }

  /** True when the money came in. */
  boolean isIncome() {
    return get(FundFlowColumn.DIRECTION).equals(FundFlowColumn.INCOME);
  }

  /** What is in the account after the row, in fen. */
  long balance() throws StatementRefusedException {
    return Decimals.amount(
        get(FundFlowColumn.BALANCE), DIGITS, line, FundFlowColumn.BALANCE.title());
  }

  /** Beijing time of the booking. */
  LocalDateTime time() throws StatementRefusedException {
    String text = get(FundFlowColumn.TIME);
    try {
      return LocalDateTime.parse(text, TIME);
    } catch (DateTimeException e) {
      throw new StatementRefusedException(
          line,
          FundFlowColumn.TIME.title(),
          "'" + text + "' is not a time of the form yyyy-MM-dd HH:mm:ss");
    }
  }
}
