package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes WeChat Pay fund flow bills as they are published, from canonical lines; lines end with
 * CRLF. What {@link FundFlowReader} reads back are the same lines, numbered by their place.
 */
public final class FundFlowWriter {
  private static final String CRLF = "\r\n";
  private static final int DIGITS = 2;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(Channel.WECHAT.zone());

  private final boolean fullWidthBrackets;
  private final boolean oldCounts;

  /**
   * A writer.
   *
   * @param fullWidthBrackets as in {@code 收支金额（元）}
   * @param oldCounts as in {@code 20.0}
   */
  public FundFlowWriter(boolean fullWidthBrackets, boolean oldCounts) {
    this.fullWidthBrackets = fullWidthBrackets;
    this.oldCounts = oldCounts;
  }

  /**
   * Writes a bill.
   *
   * @param merchantNo with which the flow ids begin
   * @param opening balance of the account before the first line, in fen
   * @param lines in the order of booking; each moves its net amount
   */
  public void write(Writer out, String merchantNo, long opening, List<StatementLine> lines)
      throws IOException {
    out.write(
        Stream.of(FundFlowColumn.values())
                .map(column -> column.published(fullWidthBrackets))
                .collect(Collectors.joining(","))
            + CRLF);
    long balance = opening;
    FundFlowTotals totals = new FundFlowTotals();
    for (StatementLine line : lines) {
      balance = Math.addExact(balance, line.net());
      totals.count(line.net(), isIncome(line));
      out.write(row(fieldsOf(line, merchantNo, totals.get(FundFlowTotal.ROWS), balance)));
    }
    out.write(
        Stream.of(FundFlowTotal.values()).map(FundFlowTotal::title).collect(Collectors.joining(","))
            + CRLF);
    out.write(
        row(Stream.of(FundFlowTotal.values()).map(total -> declared(totals, total)).toList()));
  }

  private static List<String> fieldsOf(
      StatementLine line, String merchantNo, long number, long balance) {
    boolean income = isIncome(line);
    String type = FundFlowKinds.typeOf(line.kind(), line.state(), income);
    boolean refund = line.kind() == LineKind.REFUND;
    return List.of(
        TIME.format(line.occurredAt()),
        refund ? orEmpty(line.channelRefundId()) : line.channelTxnId(),
        merchantNo + String.format(Locale.ROOT, "%018d", number),
        line.kind() == LineKind.FEE ? FundFlowKinds.TRADE : type,
        type,
        income ? FundFlowColumn.INCOME : FundFlowColumn.EXPENSE,
        Decimals.plain(Math.abs(line.net()), DIGITS),
        Decimals.plain(balance, DIGITS),
        "system",
        refund ? "退款,`协商一致" : "",
        refund ? orEmpty(line.refundId()) : line.orderId());
  }

  private String declared(FundFlowTotals totals, FundFlowTotal total) {
    long value = totals.get(total);
    return total.isCount() ? value + (oldCounts ? ".0" : "") : Decimals.plain(value, DIGITS);
  }

  /** A line of nothing has a direction too: that of its kind. */
  private static boolean isIncome(StatementLine line) {
    return line.net() > 0 || (line.net() == 0 && line.kind() == LineKind.PAYMENT);
  }

  private static String row(List<String> fields) {
    return fields.stream().collect(Collectors.joining(",`", "`", CRLF));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
