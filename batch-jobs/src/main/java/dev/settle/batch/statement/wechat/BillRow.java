package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * The fields of one detail row. There is no quoting: rows are split on comma-backtick, and when a
 * product name or attachment holds that very sequence, the columns on either side of these two keep
 * their places, counted from the left and from the right.
 */
final class BillRow {
  private static final String SEPARATOR = ",`";
  private static final String TIME_SHAPE = "dddd-dd-dd dd:dd:dd";

  private final BillHeader header;
  private final String[] fields;
  private int line;
  private int surplus;

  BillRow(BillHeader header) {
    this.header = header;
    this.fields = new String[header.size() * 4];
  }

  /** Takes a detail row; the fields are valid until the next one. */
  void parse(String text, int lineNo) throws StatementRefusedException {
    line = lineNo;
    int count = 0;
    int from = 1;
    while (true) {
      int to = text.indexOf(SEPARATOR, from);
      if (count == fields.length) {
        throw new StatementRefusedException(
            line, null, "more than " + fields.length + " fields: not a row of this bill");
      }
      fields[count++] = text.substring(from, to < 0 ? text.length() : to);
      if (to < 0) {
        break;
      }
      from = to + SEPARATOR.length();
    }
    surplus = count - header.size();
    if (surplus < 0) {
      throw new StatementRefusedException(
          line, null, count + " of " + header.size() + " fields: the line is cut");
    }
    if (surplus > 0 && !hasFreeText()) {
      throw new StatementRefusedException(
          line, null, count + " fields where the header has " + header.size());
    }
  }

  int line() {
    return line;
  }

  /** The field of a column, without surrounding blanks. */
  String get(Column column) {
    int position = header.positionOf(column);
    boolean rightOfFreeText = surplus > 0 && position > lastFreeText();
    return fields[rightOfFreeText ? position + surplus : position].strip();
  }

  /** A field that must not be empty; WeChat writes an absent id as {@code 0}. */
  String id(Column column) throws StatementRefusedException {
    String value = get(column);
    if (value.isEmpty() || value.equals("0")) {
      throw new StatementRefusedException(line, column.title(), "is empty");
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) == '`') {
        throw new StatementRefusedException(line, column.title(), "'" + value + "' is not an id");
      }
    }
    return value;
  }

  /** True when the layout has the column and the row has an id in it. */
  boolean hasId(Column column) {
    return header.has(column) && !get(column).isEmpty() && !get(column).equals("0");
  }

  long amount(Column column, int digits) throws StatementRefusedException {
    return Decimals.amount(get(column), digits, line, column.title());
  }

  /** An amount that must not be below zero. */
  long positive(Column column, int digits) throws StatementRefusedException {
    long amount = amount(column, digits);
    if (amount < 0) {
      throw new StatementRefusedException(
          line,
          column.title(),
          "'" + get(column) + "' is negative: amounts of a bill have no sign");
    }
    return amount;
  }

  /** A local time of the form {@code yyyy-MM-dd HH:mm:ss}. */
  LocalDateTime time(Column column) throws StatementRefusedException {
    String text = get(column);
    boolean shaped = text.length() == TIME_SHAPE.length();
    for (int i = 0; shaped && i < text.length(); i++) {
      char c = text.charAt(i);
      char shape = TIME_SHAPE.charAt(i);
      shaped = shape == 'd' ? c >= '0' && c <= '9' : c == shape;
    }
    if (shaped) {
      try {
        return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19));
      } catch (DateTimeException e) {
        throw new StatementRefusedException(
            line, column.title(), "'" + text + "' does not exist: " + e.getMessage());
      }
    }
    throw new StatementRefusedException(
        line, column.title(), "'" + text + "' is not a time of the form yyyy-MM-dd HH:mm:ss");
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private boolean hasFreeText() {
    return header.has(Column.PRODUCT)
        && header.has(Column.ATTACHMENT)
        && Math.abs(header.positionOf(Column.PRODUCT) - header.positionOf(Column.ATTACHMENT)) == 1;
  }

  private int lastFreeText() {
    return Math.max(header.positionOf(Column.PRODUCT), header.positionOf(Column.ATTACHMENT));
  }
}
