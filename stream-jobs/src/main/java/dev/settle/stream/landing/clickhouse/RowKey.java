package dev.settle.stream.landing.clickhouse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the identity back from an encoded row, as an SQL literal to find the row by. */
final class RowKey {
  private RowKey() {}

  /**
   * The identity of an encoded row as an SQL tuple, such as {@code ('user:1', 'CNY', 0, 17)}.
   *
   * @param key the columns that the row begins with
   * @param row in {@link RowBinary}
   */
  static String literal(List<KeyColumn> key, byte[] row) {
    ByteBuffer in = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder tuple = new StringBuilder("tuple(");
    for (int i = 0; i < key.size(); i++) {
      tuple.append(i == 0 ? "" : ", ");
      switch (key.get(i).type()) {
        case STRING -> tuple.append(quote(string(in)));
        case UINT16 -> tuple.append(Short.toUnsignedInt(in.getShort()));
        case INT64 -> tuple.append("toInt64(").append(in.getLong()).append(')');
        case DATE -> tuple.append("toDate(").append(Short.toUnsignedInt(in.getShort())).append(')');
      }
    }
    return tuple.append(')').toString();
  }

  private static String string(ByteBuffer in) {
    int length = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      length |= (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    byte[] text = new byte[length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
