package dev.settle.batch.statement.unionpay;

import dev.settle.batch.statement.ByteLines;
import dev.settle.batch.statement.StatementRefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * One row of a ZM or ZME file: fields of fixed widths, one space between two. The row is given as
 * ISO 8859-1 text, one character a byte, because its widths count bytes: a name of two Chinese
 * characters takes four.
 */
final class FixedRow {
  private final RowField[] fields;
  private final int bytes;
  private final CharsetDecoder chinese =
      ByteLines.CHINESE
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private String text = "";
  private int line;

  /** A row of these fields. */
  FixedRow(RowField... fields) {
    this.fields = fields.clone();
    this.bytes = fields[fields.length - 1].to();
  }

  /** Takes a row; its fields are valid until the next one. */
  void parse(String row, int lineNo) throws StatementRefusedException {
    text = row;
    line = lineNo;
    if (row.length() != bytes) {
      throw new StatementRefusedException(
          line,
          null,
          row.length()
              + " bytes where a row has "
              + bytes
              + (row.length() < bytes ? ": the line is cut" : ""));
    }
    for (int i = 0; i + 1 < fields.length; i++) {
      if (row.charAt(fields[i].to()) != ' ') {
        throw new StatementRefusedException(
            line,
            fields[i].title(),
            "byte "
                + (fields[i].to() + 1)
                + " is no space: the fields are shifted, widths count GBK bytes");
      }
    }
    requireChinese();
  }

  /** True when a text could be a row: it has the length and the spaces of one. */
  boolean fits(String row) {
    if (row.length() != bytes) {
      return false;
    }
    for (int i = 0; i + 1 < fields.length; i++) {
      if (row.charAt(fields[i].to()) != ' ') {
        return false;
      }
    }
    return true;
  }

  int line() {
    return line;
  }

  /** The field without the blanks around it; fields that are not ASCII are never asked for. */
  String get(RowField field) {
    return text.substring(field.from(), field.to()).strip();
  }

  /** The first byte of a field. */
  char first(RowField field) {
    return text.charAt(field.from());
  }

  /** True when the field holds nothing: blanks, or zeros as UnionPay fills absent ids. */
  boolean isAbsent(RowField field) {
    for (int i = field.from(); i < field.to(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '0') {
        return false;
      }
    }
    return true;
  }

  /** An id: printable ASCII without blanks, not empty. */
  String id(RowField field) throws StatementRefusedException {
    if (isAbsent(field)) {
      throw new StatementRefusedException(line, field.title(), "is empty");
    }
    String value = get(field);
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        throw new StatementRefusedException(line, field.title(), "'" + value + "' is not an id");
      }
    }
    return value;
  }

  /** Fen of an unsigned field of digits that is filled up with zeros. */
  long fen(RowField field) throws StatementRefusedException {
    return digits(field, field.from());
  }

  /**
   * Fen of a field that leads with {@code C}, to the merchant, positive here, or {@code D}, from
   * the merchant, negative here. A blank in the sign's place is right for zero only.
   */
  long signedFen(RowField field) throws StatementRefusedException {
    long fen = digits(field, field.from() + 1);
    char sign = text.charAt(field.from());
    if (sign == 'C' || (sign == ' ' && fen == 0)) {
      return fen;
    }
    if (sign == 'D') {
      return -fen;
    }
    throw new StatementRefusedException(
        line,
        field.title(),
        "'" + text.substring(field.from(), field.to()) + "' begins with neither C nor D");
  }

  /** As {@link #signedFen}; a field of blanks is 0. */
  long signedFenOrNone(RowField field) throws StatementRefusedException {
    return get(field).isEmpty() ? 0 : signedFen(field);
  }

  private long digits(RowField field, int from) throws StatementRefusedException {
    long fen = 0;
    for (int i = from; i < field.to(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new StatementRefusedException(
            line,
            field.title(),
            "'"
                + text.substring(field.from(), field.to())
                + "' is not an amount in fen, filled up with zeros");
      }
      fen = fen * 10 + (c - '0');
    }
    return fen;
  }

  private void requireChinese() throws StatementRefusedException {
    boolean ascii = true;
    for (int i = 0; ascii && i < text.length(); i++) {
      ascii = text.charAt(i) < 0x80;
    }
    if (ascii) {
      return;
    }
    for (RowField field : fields) {
      String bytes = text.substring(field.from(), field.to());
      try {
        chinese.decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
      } catch (CharacterCodingException e) {
        throw new StatementRefusedException(
            line,
            field.title(),
            "not GBK text: the file is in another encoding, or a character is cut");
      }
    }
  }
}
