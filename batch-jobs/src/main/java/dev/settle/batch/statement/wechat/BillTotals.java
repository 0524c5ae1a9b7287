package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.StatementRefusedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Sums of the detail rows, and the summary that the bill declares about them. */
final class BillTotals {
  private static final Pattern HEADER_SEPARATOR = Pattern.compile("[,，]");
  private static final Pattern ROW_SEPARATOR = Pattern.compile(",`?");
  private static final String COUNT = "总交易单数";

  /** Names of a declared total, by the column that it sums. */
  private static final Map<String, Column> SUMMED =
      Map.ofEntries(
          Map.entry("应结订单总金额", Column.SETTLEMENT_AMOUNT),
          Map.entry("总交易额", Column.SETTLEMENT_AMOUNT),
          Map.entry("退款总金额", Column.REFUND_AMOUNT),
          Map.entry("总退款金额", Column.REFUND_AMOUNT),
          Map.entry("充值券退款总金额", Column.COUPON_REFUND_AMOUNT),
          Map.entry("总企业红包退款金额", Column.COUPON_REFUND_AMOUNT),
          Map.entry("总代金券或立减优惠退款金额", Column.COUPON_REFUND_AMOUNT),
          Map.entry("手续费总金额", Column.FEE),
          Map.entry("订单总金额", Column.ORDER_AMOUNT),
          Map.entry("申请退款总金额", Column.REQUESTED_REFUND_AMOUNT),
          Map.entry("申请退款金额", Column.REQUESTED_REFUND_AMOUNT));

  private final BillHeader header;
  private final Map<Column, Sum> sums = new EnumMap<>(Column.class);
  private long rows;
  private List<String> declared = List.of();

  BillTotals(BillHeader header) {
    this.header = header;
  }

  /** True for the line that names the totals. */
  static boolean isSummaryHeader(String line) {
    return line.startsWith(COUNT) || line.startsWith("`" + COUNT);
  }

  void countRow() {
    rows++;
  }

  void add(Column column, long minor) {
    Sum sum = sums.computeIfAbsent(column, any -> new Sum());
    sum.minor = Math.addExact(sum.minor, minor);
  }

  /** Takes the line that names the totals. */
  void declare(String line, int lineNo) throws StatementRefusedException {
    List<String> names = new ArrayList<>();
    Set<Column> seen = new HashSet<>();
    for (String cell : HEADER_SEPARATOR.split(line, -1)) {
      String name = cell.strip().replace("`", "").replace(" ", "");
      Column column = SUMMED.get(name);
      if (!name.equals(COUNT) && column == null) {
        throw new StatementRefusedException(lineNo, name, "unknown total: it cannot be verified");
      }
      if (column != null && !seen.add(column)) {
        throw new StatementRefusedException(lineNo, name, "the summary names this total twice");
      }
      names.add(name);
    }
    require(seen, Column.SETTLEMENT_AMOUNT, "应结订单总金额", lineNo);
    require(seen, Column.FEE, "手续费总金额", lineNo);
    if (header.part() != BillPart.SUCCESS) {
      require(seen, Column.REFUND_AMOUNT, "退款总金额", lineNo);
    }
    declared = names;
  }

  /** Compares the summary row with what was counted. */
  void verify(String line, int lineNo, int digits) throws StatementRefusedException {
    String bare = line.startsWith("`") ? line.substring(1) : line;
    String[] values = ROW_SEPARATOR.split(bare, -1);
    if (values.length != declared.size()) {
      throw new StatementRefusedException(
          lineNo,
          null,
          "the summary has "
              + values.length
              + " of "
              + declared.size()
              + " totals: the line is cut");
    }
    for (int i = 0; i < values.length; i++) {
      verify(declared.get(i), values[i].strip(), lineNo, digits);
    }
  }

  private void verify(String name, String value, int lineNo, int digits)
      throws StatementRefusedException {
    Column column = SUMMED.get(name);
    if (column == null) {
      if (!value.equals(Long.toString(rows))) {
        throw new StatementRefusedException(
            lineNo, name, "declares " + value + " rows, the bill has " + rows);
      }
      return;
    }
    long total =
        column == Column.FEE
            ? Decimals.padded(value, digits, Column.FEE_DIGITS, lineNo, name)
            : Decimals.amount(value, digits, lineNo, name);
    Sum added = sums.get(column);
    long sum = added == null ? 0 : added.minor;
    if (total != sum) {
      throw new StatementRefusedException(
          lineNo, name, "declares " + value + ", the rows sum to " + plain(sum, digits));
    }
  }

  private static String plain(long minor, int digits) {
    return Decimals.plain(minor, digits);
  }

  private static void require(Set<Column> seen, Column column, String name, int lineNo)
      throws StatementRefusedException {
    if (!seen.contains(column)) {
      throw new StatementRefusedException(lineNo, name, "the summary lacks this total");
    }
  }

  /** A sum that grows. */
  private static final class Sum {
    private long minor;
  }
}
