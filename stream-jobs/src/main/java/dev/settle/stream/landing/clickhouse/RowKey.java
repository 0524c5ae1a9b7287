package dev.settle.stream.landing.clickhouse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the identity back from an encoded row, as an SQL literal to find the row by. */
final class RowKey {
  private RowKey() {}

  /**
   * The identity of an encoded row as an SQL tuple, such as {@code tuple('user:1', 'CNY', 0, 17)};
   * of a single column its value alone, since that column in brackets is no tuple to ClickHouse.
   *
   * @param key the columns that the row begins with
   * @param row in {@link RowBinary}
   */
  static String literal(List<KeyColumn> key, byte[] row) {
    ByteBuffer in = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
    List<String> values = new ArrayList<>(key.size());
    for (KeyColumn column : key) {
      values.add(
          switch (column.type()) {
            case STRING -> quote(string(in));
            case UINT16 -> Integer.toString(Short.toUnsignedInt(in.getShort()));
            case INT64 -> "toInt64(" + in.getLong() + ")";
            case DATE -> "toDate(" + Short.toUnsignedInt(in.getShort()) + ")";
          });
    }
    return values.size() == 1 ? values.get(0) : "tuple(" + String.join(", ", values) + ")";
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
