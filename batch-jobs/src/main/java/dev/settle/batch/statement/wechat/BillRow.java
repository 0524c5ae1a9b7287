package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.ByteLines;
import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * The fields of one detail row. There is no quoting: rows are split on comma-backtick, and when a
 * product name or attachment holds that very sequence, the columns on either side of these two keep
 * their places, counted from the left and from the right.
 *
 * <p>Fields are looked at where their bytes lie. Each kind of field has a plain form, which all but
 * a few have, and which is read byte by byte; whatever has another form is made text and judged by
 * the rules for text.
 */
final class BillRow {
  private static final String TIME_SHAPE = "dddd-dd-dd dd:dd:dd";

  private final BillHeader header;
  private final int[] starts;
  private final int[] ends;
  private byte[] bytes = new byte[0];
  private int line;
  private int surplus;

  BillRow(BillHeader header) {
    this.header = header;
    this.starts = new int[header.size() * 4];
    this.ends = new int[starts.length];
  }

  /** Takes a detail row; the fields are valid until the lines go on. */
  void parse(ByteLines text) throws StatementRefusedException {
    line = text.number();
    bytes = text.bytes();
    int count = split(text.from() + 1, text.to());
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

  private int split(int from, int to) throws StatementRefusedException {
    int count = 0;
    int start = from;
    for (int i = from + 1; i < to; i++) {
      if (bytes[i] == '`' && bytes[i - 1] == ',') {
        count = add(count, start, i - 1);
        start = i + 1;
      }
    }
    return add(count, start, to);
  }

  private int add(int count, int start, int end) throws StatementRefusedException {
    if (count == starts.length) {
      throw new StatementRefusedException(
          line, null, "more than " + starts.length + " fields: not a row of this bill");
    }
    starts[count] = start;
    ends[count] = end;
    return count + 1;
  }

  int line() {
    return line;
  }

  /** The field of a column, without surrounding blanks. */
  String get(Column column) {
    int field = fieldOf(column);
    return new String(bytes, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8)
        .strip();
  }

  /** True when {@link #get} of the column is this word. */
  boolean is(Column column, String word) {
    int field = fieldOf(column);
    int start = starts[field];
    int length = ends[field] - start;
    if (length == word.length()) {
      int i = 0;
      while (i < length && bytes[start + i] == word.charAt(i)) {
        i++;
      }
      if (i == length) {
        return true;
      }
    }
    return !isPlain(field) && get(column).equals(word);
  }

  /** True when the field is empty or blank. */
  boolean isEmpty(Column column) {
    return is(column, "");
  }

  /** A field that must not be empty; WeChat writes an absent id as {@code 0}. */
  String id(Column column) throws StatementRefusedException {
    int field = fieldOf(column);
    int length = ends[field] - starts[field];
    if (isPlain(field) && (length > 1 || (length == 1 && bytes[starts[field]] != '0'))) {
      return new String(bytes, starts[field], length, StandardCharsets.ISO_8859_1);
    }
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
    return header.has(column) && !isEmpty(column) && !is(column, "0");
  }

  /** An amount that must not be below zero. */
  long positive(Column column, int digits) throws StatementRefusedException {
    long plain = plainDecimal(column, digits, digits);
    if (plain >= 0) {
      return plain;
    }
    long amount = Decimals.amount(get(column), digits, line, column.title());
    if (amount < 0) {
      throw new StatementRefusedException(
          line,
          column.title(),
          "'" + get(column) + "' is negative: amounts of a bill have no sign");
    }
    return amount;
  }

  /** The fee, signed; with the decimals that WeChat writes beyond those that it charges. */
  long fee(int digits) throws StatementRefusedException {
    long plain = plainDecimal(Column.FEE, digits, Column.FEE_DIGITS);
    return plain >= 0
        ? plain
        : Decimals.padded(get(Column.FEE), digits, Column.FEE_DIGITS, line, Column.FEE.title());
  }

  /**
   * A decimal in its plain form: one to nine digits, a point, exactly so many decimals, of which
   * those beyond the currency's are zeros. Minor units; -1 when the field has another form.
   */
  private long plainDecimal(Column column, int digits, int decimals) {
    int field = fieldOf(column);
    int end = ends[field];
    int point = end - decimals - 1;
    int start = starts[field];
    if (decimals == 0 || point <= start || point - start > 9 || bytes[point] != '.') {
      return -1;
    }
    long minor = 0;
    for (int i = start; i < end; i++) {
      if (i == point) {
        continue;
      }
      int digit = bytes[i] - '0';
      boolean beyond = i > point + digits;
      if (digit < 0 || digit > (beyond ? 0 : 9)) {
        return -1;
      }
      minor = beyond ? minor : minor * 10 + digit;
    }
    return minor;
  }

  /** A local time of the form {@code yyyy-MM-dd HH:mm:ss}. */
  LocalDateTime time(Column column) throws StatementRefusedException {
    int field = fieldOf(column);
    byte[] text = bytes;
    int start = starts[field];
    int length = ends[field] - start;
    if (length != TIME_SHAPE.length() || !hasTimeShape(bytes, start)) {
      String stripped = get(column);
      text = stripped.getBytes(StandardCharsets.UTF_8);
      start = 0;
      if (!hasTimeShape(text)) {
        throw new StatementRefusedException(
            line,
            column.title(),
            "'" + stripped + "' is not a time of the form yyyy-MM-dd HH:mm:ss");
      }
    }
    try {
      return LocalDateTime.of(
          number(text, start, 4),
          number(text, start + 5, 2),
          number(text, start + 8, 2),
          number(text, start + 11, 2),
          number(text, start + 14, 2),
          number(text, start + 17, 2));
    } catch (DateTimeException e) {
      throw new StatementRefusedException(
          line, column.title(), "'" + get(column) + "' does not exist: " + e.getMessage());
    }
  }

  private static boolean hasTimeShape(byte[] text) {
    return text.length == TIME_SHAPE.length() && hasTimeShape(text, 0);
  }

  private static boolean hasTimeShape(byte[] text, int start) {
    for (int i = 0; i < TIME_SHAPE.length(); i++) {
      int c = text[start + i];
      char shape = TIME_SHAPE.charAt(i);
      if (shape == 'd' ? c < '0' || c > '9' : c != shape) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] text, int start, int length) {
    int number = 0;
    for (int i = start; i < start + length; i++) {
      number = number * 10 + text[i] - '0';
    }
    return number;
  }

  /**
   * True when the field is printable ASCII without blanks and backticks: what {@link #get} gives.
   */
  private boolean isPlain(int field) {
    for (int i = starts[field]; i < ends[field]; i++) {
      int c = bytes[i];
      if (c <= ' ' || c == '`' || c == 0x7F) {
        return false;
      }
    }
    return true;
  }

  private int fieldOf(Column column) {
    int position = header.positionOf(column);
    return surplus > 0 && position > lastFreeText() ? position + surplus : position;
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
