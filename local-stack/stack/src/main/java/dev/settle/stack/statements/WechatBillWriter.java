package dev.settle.stack.statements;

import dev.settle.schemas.money.Money;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes WeChat Pay trade bills: a header, detail rows whose fields begin with a backtick, a
 * summary header and one summary row; lines end with CRLF.
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

  /** Where a merchant's bill of a day lies under a folder of statements. */
  public Path fileIn(Path statements, String merchantNo, LocalDate date) {
    return statements
        .resolve("wechat")
        .resolve("%s%s%s_%s.csv".formatted(merchantNo, layout.fileWord(), date, date));
  }

  /**
   * Writes a bill; a reader never sees half of it.
   *
   * @param lines in the order in which to write them; those that the layout does not list are left
   *     out
   * @return the file
   */
  public Path write(Path statements, String merchantNo, LocalDate date, List<BillLine> lines)
      throws IOException {
    Path file = fileIn(statements, merchantNo, date);
    Files.createDirectories(file.resolveSibling("."));
    Path half = file.resolveSibling(file.getFileName() + ".part");
    try (BufferedWriter out = Files.newBufferedWriter(half, StandardCharsets.UTF_8)) {
      write(out, merchantNo, lines);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  /** Writes a bill's text. */
  void write(Writer out, String merchantNo, List<BillLine> lines) throws IOException {
    List<BillColumn> columns = layout.columns();
    if (byteOrderMark) {
      out.write(BYTE_ORDER_MARK);
    }
    out.write(columns.stream().map(BillColumn::title).collect(Collectors.joining(",")) + CRLF);
    Sums sums = new Sums();
    for (BillLine line : lines) {
      if (layout.lists(line)) {
        out.write(
            columns.stream()
                .map(column -> column.of(line, merchantNo))
                .collect(Collectors.joining(",`", "`", CRLF)));
        sums.add(line);
      }
    }
    List<String> totals = layout.isCurrent() ? TOTALS : TOTALS.subList(0, TOTALS_OLD);
    out.write(String.join(",", totals) + CRLF);
    out.write(
        sums.row().stream().limit(totals.size()).collect(Collectors.joining(",`", "`", CRLF)));
  }

  /** Totals of the rows written. */
  private static final class Sums {
    private static final String CURRENCY = "CNY";

    private long rows;
    private Money payments = Money.ofMinor(0, CURRENCY);
    private Money refunds = Money.ofMinor(0, CURRENCY);
    private Money fees = Money.ofMinor(0, CURRENCY);

    void add(BillLine line) {
      rows++;
      fees = fees.plus(line.fee());
      if (line.isRefund()) {
        refunds = refunds.plus(line.amount());
      } else {
        payments = payments.plus(line.amount());
      }
    }

    List<String> row() {
      return List.of(
          Long.toString(rows),
          BillColumn.decimal(payments),
          BillColumn.decimal(refunds),
          BillColumn.decimal(Money.ofMinor(0, CURRENCY)),
          BillColumn.fee(fees),
          BillColumn.decimal(payments),
          BillColumn.decimal(refunds));
    }
  }
}
