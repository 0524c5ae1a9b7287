package dev.settle.batch.statement.wechat;

import static dev.settle.batch.statement.wechat.Column.*;

import dev.settle.batch.statement.StatementRefusedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The header of a bill bound by column name, in whatever order. The layout follows from the columns
 * that are there: refund columns make it ALL or REFUND, times of a refund make it REFUND, {@code
 * 应结订单金额} makes it the layout since 2018.
 */
final class BillHeader {
  private static final Pattern SEPARATOR = Pattern.compile("[,，]");
  private static final Set<Column> ALWAYS =
      EnumSet.of(
          TIME,
          MERCHANT,
          TRANSACTION_ID,
          ORDER_ID,
          TRADE_STATE,
          CURRENCY,
          SETTLEMENT_AMOUNT,
          COUPON_AMOUNT,
          FEE,
          RATE);
  private static final Set<Column> OF_REFUNDS =
      EnumSet.of(
          WECHAT_REFUND_ID, Column.REFUND_ID, REFUND_AMOUNT, COUPON_REFUND_AMOUNT, REFUND_STATE);
  private static final Set<Column> OF_REFUND_BILLS =
      EnumSet.of(REFUND_REQUESTED_AT, REFUND_SUCCEEDED_AT);

  private final Map<Column, Integer> positions;
  private final int size;
  private final BillPart part;

  private BillHeader(Map<Column, Integer> positions, int size, BillPart part) {
    this.positions = positions;
    this.size = size;
    this.part = part;
  }

  /** True when a first line looks like a bill's header at all. */
  static boolean isHeader(String line) {
    List<String> names = namesOf(line);
    return names.contains(TIME.title()) || names.contains(TRANSACTION_ID.title());
  }

  /** Binds the first line of a bill. */
  static BillHeader bind(String line) throws StatementRefusedException {
    List<String> names = namesOf(line);
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new StatementRefusedException(1, name, "the header names this column twice");
      }
    }
    Map<Column, Integer> positions = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      bind(column, names, positions);
    }
    requireAll(positions);
    return new BillHeader(positions, names.size(), partOf(positions.keySet()));
  }

  /** What the bill covers. */
  BillPart part() {
    return part;
  }

  /** Number of columns. */
  int size() {
    return size;
  }

  /** True when the layout has the column. */
  boolean has(Column column) {
    return positions.containsKey(column);
  }

  /** Position of a column that the layout has. */
  int positionOf(Column column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalStateException("column " + column + " is not in this layout: ask has first");
    }
    return position;
  }

  private static void bind(Column column, List<String> names, Map<Column, Integer> positions)
      throws StatementRefusedException {
    for (String name : column.names()) {
      int position = names.indexOf(name);
      if (position >= 0 && positions.put(column, position) != null) {
        throw new StatementRefusedException(
            1, name, "the header has the column of the old and of the new layout");
      }
    }
  }

  private static void requireAll(Map<Column, Integer> positions) throws StatementRefusedException {
    Set<Column> required = EnumSet.copyOf(ALWAYS);
    Set<Column> present = positions.keySet();
    boolean refunds =
        OF_REFUNDS.stream().anyMatch(present::contains)
            || OF_REFUND_BILLS.stream().anyMatch(present::contains);
    boolean newLayout = present.contains(ORDER_AMOUNT) || present.contains(REQUESTED_REFUND_AMOUNT);
    if (refunds) {
      required.addAll(OF_REFUNDS);
    }
    if (OF_REFUND_BILLS.stream().anyMatch(present::contains)) {
      required.addAll(OF_REFUND_BILLS);
    }
    if (newLayout) {
      required.add(ORDER_AMOUNT);
      if (refunds) {
        required.add(REQUESTED_REFUND_AMOUNT);
      }
    }
    for (Column column : required) {
      if (!present.contains(column)) {
        throw new StatementRefusedException(
            1, column.title(), "the header lacks this required column");
      }
    }
  }

  private static BillPart partOf(Set<Column> present) {
    if (present.containsAll(OF_REFUND_BILLS)) {
      return BillPart.REFUND;
    }
    return present.containsAll(OF_REFUNDS) ? BillPart.ALL : BillPart.SUCCESS;
  }

  private static List<String> namesOf(String line) {
    List<String> names = new ArrayList<>();
    for (String cell : SEPARATOR.split(line, -1)) {
      String bare = cell.strip();
      names.add((bare.startsWith("`") ? bare.substring(1) : bare).replace(" ", ""));
    }
    return names;
  }
}
