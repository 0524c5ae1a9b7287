package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.time.LocalDateTime;

/**
 * The fields of one row, split on every comma. These files have no quoting that could be relied on:
 * a product name with a comma makes a row of more fields than columns. Such a row is then laid
 * against the shapes of its columns (times, amounts, ids), and read when every column that matters
 * has exactly one possible place; otherwise it is refused, never guessed. A field in quotes, as
 * other programs write it, is read without them.
 */
final class BillRow {
  private static final int SURPLUS_MAX = 256;

  private final BillHeader header;
  private final int[] ends;
  private final int[] places;
  private String text = "";
  private int line;
  private int count;

  BillRow(BillHeader header) {
    this.header = header;
    this.ends = new int[header.size() + SURPLUS_MAX];
    this.places = new int[header.size()];
  }

  /** Takes a row; the fields are valid until the next one. */
  void parse(String row, int lineNo) throws StatementRefusedException {
    text = row;
    line = lineNo;
    count = 0;
    int from = 0;
    int comma;
    do {
      if (count == ends.length) {
        throw new StatementRefusedException(
            line, null, "more than " + ends.length + " fields: not a row of this bill");
      }
      comma = text.indexOf(',', from);
      ends[count++] = comma < 0 ? text.length() : comma;
      from = comma + 1;
    } while (comma >= 0);
    if (count < header.size()) {
      throw new StatementRefusedException(
          line, null, count + " of " + header.size() + " fields: the line is cut");
    }
    if (count > header.size()) {
      RowAlignment.align(this, header, places);
    }
  }

  int line() {
    return line;
  }

  /** Number of fields, more than columns when free text holds commas. */
  int count() {
    return count;
  }

  /** A field by its number. */
  String field(int index) {
    return clean(text, index == 0 ? 0 : ends[index - 1] + 1, ends[index]);
  }

  /** The field of a column, without surrounding blanks and quotes. */
  String get(Column column) throws StatementRefusedException {
    int position = header.positionOf(column);
    if (count == header.size()) {
      return field(position);
    }
    int place = places[position];
    if (place < 0) {
      throw new StatementRefusedException(
          line,
          column.title(),
          count
              + " fields where the header has "
              + header.size()
              + ", and commas within a text leave open which one this is");
    }
    return field(place);
  }

  /** A field that must not be empty nor have blanks within. */
  String id(Column column) throws StatementRefusedException {
    String value = idOrEmpty(column);
    if (value.isEmpty()) {
      throw new StatementRefusedException(line, column.title(), "is empty");
    }
    return value;
  }

  /** A field without blanks within, which may be empty. */
  String idOrEmpty(Column column) throws StatementRefusedException {
    String value = get(column);
    if (!isId(value)) {
      throw new StatementRefusedException(line, column.title(), "'" + value + "' is not an id");
    }
    return value;
  }

  /** An amount in fen, signed as written. */
  long amount(Column column) throws StatementRefusedException {
    return Decimals.amount(get(column), Yuan.DIGITS, line, column.title());
  }

  /** An amount in fen; 0 where the field is empty or the layout lacks the column. */
  long amountOrNone(Column column) throws StatementRefusedException {
    if (!header.has(column)) {
      return 0;
    }
    String value = get(column);
    return value.isEmpty() ? 0 : Decimals.amount(value, Yuan.DIGITS, line, column.title());
  }

  /** A local time of the form {@code yyyy-MM-dd HH:mm:ss}. */
  LocalDateTime time(Column column) throws StatementRefusedException {
    return BillTimes.parse(get(column), line, column.title());
  }

  static boolean isId(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '"' || c == '\u3000') {
        return false;
      }
    }
    return true;
  }

  /** A field without the tab behind it, other blanks around it, and a pair of quotes. */
  static String clean(String field) {
    return clean(field, 0, field.length());
  }

  private static String clean(String text, int begin, int end) {
    int from = afterBlanks(text, begin, end);
    int to = beforeBlanks(text, from, end);
    if (to - from >= 2 && text.charAt(from) == '"' && text.charAt(to - 1) == '"') {
      from = afterBlanks(text, from + 1, to - 1);
      to = beforeBlanks(text, from, to - 1);
    }
    return text.substring(from, to);
  }

  private static int afterBlanks(String text, int begin, int end) {
    int from = begin;
    while (from < end && text.charAt(from) <= ' ') {
      from++;
    }
    return from;
  }

  private static int beforeBlanks(String text, int begin, int end) {
    int to = end;
    while (to > begin && text.charAt(to - 1) <= ' ') {
      to--;
    }
    return to;
  }
}
