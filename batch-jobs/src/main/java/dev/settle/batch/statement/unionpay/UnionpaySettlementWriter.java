package dev.settle.batch.statement.unionpay;

import dev.settle.batch.statement.ByteLines;
import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.unionpay.RdSummary.Totals;
import dev.settle.schemas.payment.Channel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a settlement of one merchant and date from canonical lines, as UnionPay lays it out: for
 * tests and the demo. Payments become 消费 rows, refunds 退货 rows. A line that the format cannot hold
 * is an {@link IllegalArgumentException}. Memory is constant.
 */
public final class UnionpaySettlementWriter {
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMddHHmmss");
  private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("yyMMdd");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final String SEQUENCE = "88";
  private static final long FEN_MAX = 999_999_999_999L;

  private final String merchant;
  private final LocalDate date;
  private final LocalDateTime from;
  private final LocalDateTime to;
  private final byte[] row = new byte[ZmField.ROW_BYTES];
  private Totals payments = Totals.ZERO;
  private Totals refunds = Totals.ZERO;

  /**
   * A writer of one settlement.
   *
   * @param merchant 1 to 15 letters and digits
   * @param date settlement date
   */
  public UnionpaySettlementWriter(String merchant, LocalDate date) {
    if (!merchant.matches("[0-9A-Za-z]{1,15}")) {
      throw new IllegalArgumentException("'" + merchant + "' is no merchant of UnionPay");
    }
    this.merchant = merchant;
    this.date = date;
    this.from = date.minusDays(1).atTime(Channel.UNIONPAY.cutOff());
    this.to = date.atTime(Channel.UNIONPAY.cutOff());
  }

  /** Name of the zip. */
  public String zipName() {
    return merchant + "_" + DAY.format(date) + ".zip";
  }

  /** Name of the file of details. */
  public String detailsName() {
    return "INN" + SHORT_DAY.format(date) + SEQUENCE + "ZM_" + merchant;
  }

  /** Name of the file of disputes. */
  public String disputesName() {
    return "INN" + SHORT_DAY.format(date) + SEQUENCE + "ZME_" + merchant;
  }

  /** Name of the print summary. */
  public String summaryName() {
    return "RD" + DAY.format(date) + SEQUENCE + "_" + merchant;
  }

  /** Writes the zip: details, no disputes, summary. Does not close the stream. */
  public void writeZip(Iterable<StatementLine> lines, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, ByteLines.CHINESE);
    zip.putNextEntry(new ZipEntry(detailsName()));
    writeDetails(lines, zip);
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry(disputesName()));
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry(summaryName()));
    writeSummary(zip);
    zip.closeEntry();
    zip.finish();
  }

  /** Writes the details. Does not close the stream. */
  public void writeDetails(Iterable<StatementLine> lines, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, 64 * 1024);
    for (StatementLine line : lines) {
      fill(line);
      buffered.write(row);
      buffered.write(LINE_END);
    }
    buffered.flush();
  }

  /** Writes the print summary of the details written before. Does not close the stream. */
  public void writeSummary(OutputStream out) throws IOException {
    String rule = "-".repeat(92);
    List<String> lines =
        List.of(
            "                              中国银联全渠道商户清算汇总",
            "商户代码：" + merchant + "          清算日期：" + date + "          单位：元",
            rule,
            "交易类型            笔数            交易金额            手续费            清算净额",
            rule,
            figures("消费", payments),
            figures("退货", refunds),
            rule,
            figures("合计", payments.plus(refunds)));
    String text = String.join("\r\n", lines) + "\r\n";
    out.write(text.getBytes(ByteLines.CHINESE));
  }

  private static String figures(String title, Totals totals) {
    return "%s %18d %18s %18s %18s"
        .formatted(
            title, totals.count(), yuan(totals.amount()), yuan(totals.fee()), yuan(totals.net()));
  }

  /** With thousands separators, as on paper. */
  private static String yuan(long fen) {
    String plain = Decimals.plain(Math.abs(fen), 2);
    StringBuilder text = new StringBuilder(plain);
    for (int i = plain.length() - 6; i > 0; i -= 3) {
      text.insert(i, ',');
    }
    return fen < 0 ? "-" + text : text.toString();
  }

  private void fill(StatementLine line) {
    Arrays.fill(row, (byte) ' ');
    boolean payment = line.kind() == LineKind.PAYMENT;
    require(payment || line.kind() == LineKind.REFUND, line, "neither payment nor refund");
    require(line.currency().equals("CNY"), line, "not in CNY");
    require(payment ? line.amount() >= 0 : line.amount() <= 0, line, "of the wrong sign");
    require(Math.abs(line.amount()) <= FEN_MAX, line, "beyond 12 digits");
    require(!payment || line.fee() >= 0, line, "a payment with a fee that is given back");
    put(ZmField.TRANSACTION_CODE, payment ? "S22" : "S30");
    put(ZmField.ACQUIRER, "00049992");
    put(ZmField.SENDER, "00049992");
    put(ZmField.TRACE, "%06d".formatted(line.lineNo() % 1_000_000));
    put(ZmField.TIME, TIME.format(timeOf(line)));
    put(ZmField.ACCOUNT, "621626******0001");
    put(ZmField.AMOUNT, "%012d".formatted(Math.abs(line.amount())));
    put(ZmField.CATEGORY, "5411");
    put(ZmField.TERMINAL_TYPE, "07");
    put(ZmField.CARD_TYPE, "01");
    putSigned(ZmField.FEE, -line.fee(), line);
    putSigned(ZmField.SETTLEMENT, line.net(), line);
    putSigned(ZmField.NET, line.net(), line);
    put(ZmField.TYPE, payment ? "01" : "04");
    put(ZmField.SUB_TYPE, payment ? "01" : "00");
    put(ZmField.BUSINESS, "000201");
    put(ZmField.MERCHANT, merchant);
    putIds(line, payment);
    Totals totals = new Totals(1, line.amount(), line.fee(), line.net());
    payments = payment ? payments.plus(totals) : payments;
    refunds = payment ? refunds : refunds.plus(totals);
  }

  private void putIds(StatementLine line, boolean payment) {
    if (payment) {
      putId(ZmField.QUERY_ID, line.channelTxnId(), line);
      putId(ZmField.ORDER_ID, line.orderId(), line);
      return;
    }
    String refund = line.channelRefundId();
    String own = line.refundId();
    require(refund != null && own != null, line, "a refund without ids of its own");
    putId(ZmField.ORIGINAL_QUERY_ID, line.channelTxnId(), line);
    putId(ZmField.QUERY_ID, String.valueOf(refund), line);
    putId(ZmField.ORDER_ID, String.valueOf(own), line);
    if (!line.orderId().isEmpty()) {
      putId(ZmField.ORIGINAL_ORDER_ID, line.orderId(), line);
    }
  }

  private LocalDateTime timeOf(StatementLine line) {
    LocalDateTime time = LocalDateTime.ofInstant(line.occurredAt(), Channel.UNIONPAY.zone());
    require(!time.isBefore(from) && time.isBefore(to), line, "not of settlement date " + date);
    require(time.equals(time.truncatedTo(ChronoUnit.SECONDS)), line, "at a fraction of a second");
    return time;
  }

  private void putSigned(ZmField field, long fen, StatementLine line) {
    require(Math.abs(fen) <= FEN_MAX, line, "beyond 12 digits");
    put(field, "%s%012d".formatted(fen < 0 ? "D" : "C", Math.abs(fen)));
  }

  private void putId(ZmField field, String id, StatementLine line) {
    boolean held =
        id.matches("[!-~]{1," + field.width() + "}") && !id.chars().allMatch(c -> c == '0');
    require(held, line, "has '" + id + "', which is no " + field.title());
    put(field, id);
  }

  private void put(ZmField field, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, row, field.from(), bytes.length);
  }

  private static void require(boolean holds, StatementLine line, String what) {
    if (!holds) {
      throw new IllegalArgumentException("line " + line.lineNo() + " is " + what);
    }
  }
}
