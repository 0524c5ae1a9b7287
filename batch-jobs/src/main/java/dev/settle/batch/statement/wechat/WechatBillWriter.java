package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes WeChat Pay trade bills: a header, detail rows whose fields begin with a backtick, a
 * summary header and one summary row; lines end with CRLF. What {@link WechatBillReader} reads back
 * are the same lines, numbered by their place, with times to the second.
 */
public final class WechatBillWriter {
  private static final String CRLF = "\r\n";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final List<String> TOTALS =
      List.of("总交易单数", "应结订单总金额", "退款总金额", "充值券退款总金额", "手续费总金额", "订单总金额", "申请退款总金额");
  private static final int TOTALS_OLD = 5;

  private final BillLayout layout;
  private final boolean byteOrderMark;

  /** A writer of one layout, with a byte order mark at the start of the file or without. */
  public WechatBillWriter(BillLayout layout, boolean byteOrderMark) {
    this.layout = layout;
    this.byteOrderMark = byteOrderMark;
  }

  /** Name of a merchant's bill of a day, as WeChat Pay's download gives it. */
  public String fileName(String merchantNo, LocalDate date) {
    return "%s%s%s_%s.csv".formatted(merchantNo, layout.fileWord(), date, date);
  }

  /**
   * Writes a bill's text, to be encoded in UTF-8.
   *
   * @param rows of one currency, in the order in which to write them; those that the layout does
   *     not list are left out
   */
  public void write(Writer out, String merchantNo, List<TradeBillRow> rows) throws IOException {
    List<Column> columns = layout.columns();
    if (byteOrderMark) {
      out.write(BYTE_ORDER_MARK);
    }
    out.write(columns.stream().map(layout::titleOf).collect(Collectors.joining(",")) + CRLF);
    Sums sums = new Sums();
    for (TradeBillRow row : rows) {
      if (layout.lists(row.line())) {
        out.write(
            columns.stream()
                .map(column -> BillCells.of(column, row, merchantNo))
                .collect(Collectors.joining(",`", "`", CRLF)));
        sums.add(row.line());
      }
    }
    List<String> totals = layout.isCurrent() ? TOTALS : TOTALS.subList(0, TOTALS_OLD);
    out.write(String.join(",", totals) + CRLF);
    out.write(
        sums.row().stream().limit(totals.size()).collect(Collectors.joining(",`", "`", CRLF)));
  }

  /** Totals of the rows written, in minor units. */
  private static final class Sums {
    private long rows;
    private long payments;
    private long refunds;
    private long fees;
    private int digits = 2;

    void add(StatementLine line) {
      rows++;
      digits = BillCells.digitsOf(line);
      fees = Math.addExact(fees, line.fee());
      if (line.kind() == LineKind.REFUND) {
        refunds = Math.subtractExact(refunds, line.amount());
      } else {
        payments = Math.addExact(payments, line.amount());
      }
    }

    List<String> row() {
      return List.of(
          Long.toString(rows),
          Decimals.plain(payments, digits),
          Decimals.plain(refunds, digits),
          Decimals.plain(0, digits),
          BillCells.fee(fees, digits),
          Decimals.plain(payments, digits),
          Decimals.plain(refunds, digits));
    }
  }
}
