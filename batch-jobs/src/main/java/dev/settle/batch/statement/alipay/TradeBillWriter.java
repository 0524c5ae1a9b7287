package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Writes a trade bill (业务明细) as Alipay does, row by row in constant memory: tabs behind
 * identifiers, no quoting, CRLF, and totals that hold. In a zip the 汇总 comes with it. For tests and
 * the demo.
 */
public final class TradeBillWriter {
  /** The layouts in use. */
  public enum Layout {
    /** With 分润. */
    COLUMNS_25(
        "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注"),
    /** With 实收净额, 商户识别号, 交易方式 and instalments. */
    COLUMNS_29(
        "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号,服务费（元）,实收净额（元）,商户识别号,交易方式,备注,花呗分期手续费,花呗分期数");

    private final String header;

    Layout(String header) {
      this.header = header;
    }
  }

  private static final String TITLE = "业务明细";
  private static final String SUMMARY_TITLE = "业务汇总";
  private static final String SUMMARY_HEADER =
      "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final BillOutput out;
  private final BillIdentity bill;
  private final Layout layout;
  private final Sums paid = new Sums();
  private final Sums refunded = new Sums();

  /** Sums of the rows so far, in fen, signed as written. */
  private static final class Sums {
    private long rows;
    private long ordered;
    private long received;
    private long merchantDiscount;
    private long alipayDiscount;
    private long fee;
  }

  private TradeBillWriter(BillOutput out, BillIdentity bill, Layout layout) throws IOException {
    this.out = out;
    this.bill = bill;
    this.layout = layout;
    out.begin(TITLE, TITLE, layout.header);
  }

  /** Begins the csv of the details. */
  public static TradeBillWriter plain(OutputStream out, BillIdentity bill, Layout layout)
      throws IOException {
    return new TradeBillWriter(BillOutput.plain(out, bill), bill, layout);
  }

  /** Begins a zip of details and 汇总. */
  public static TradeBillWriter zip(OutputStream out, BillIdentity bill, Layout layout)
      throws IOException {
    return new TradeBillWriter(BillOutput.zip(out, bill), bill, layout);
  }

  /** Writes a payment or a refund. */
  public void write(StatementLine line, TradeDetails details) throws IOException {
    boolean refund = line.kind() == LineKind.REFUND;
    if (!refund && line.kind() != LineKind.PAYMENT) {
      throw new IllegalArgumentException("a trade bill has no " + line.kind());
    }
    int sign = refund ? -1 : 1;
    long merchantDiscount = sign * details.merchantDiscount();
    long alipayDiscount = sign * details.alipayDiscount();
    long ordered = Math.addExact(line.amount(), merchantDiscount);
    count(refund ? refunded : paid, line, ordered, merchantDiscount, alipayDiscount);
    String refundNo = line.refundId() == null ? "" : line.refundId();
    String head =
        "%s\t,%s\t,%s\t,%s,%s,%s,\t,\t,\t,\t,*津水(602***@qq.com)\t,%s,%s,0.00,0.00,%s,%s,0.00,,0.00\t,0.00,%s\t,%s"
            .formatted(
                line.channelTxnId(),
                line.orderId(),
                refund ? "退款" : "交易",
                BillOutput.text(details.product()),
                TIME.format(details.createdAt()),
                TIME.format(LocalDateTime.ofInstant(line.occurredAt(), Channel.ALIPAY.zone())),
                Yuan.of(ordered),
                Yuan.of(line.amount()),
                Yuan.of(alipayDiscount),
                Yuan.of(merchantDiscount),
                refundNo,
                Yuan.of(-line.fee()));
    out.line(
        switch (layout) {
          case COLUMNS_25 -> head + ",0.00,";
          case COLUMNS_29 ->
              head + "," + Yuan.of(line.net()) + "," + bill.merchant() + ",无线支付,,0.00,0";
        });
  }

  /** Writes the totals, in a zip the 汇总 too; what it was written to stays open. */
  public void finish() throws IOException {
    out.endRows(TITLE);
    out.line(
        "#交易合计：%d笔，商家实收共%s元，商家优惠共%s元"
            .formatted(paid.rows, Yuan.of(paid.received), Yuan.of(paid.merchantDiscount)));
    out.line(
        "#退款合计：%d笔，商家实收退款共%s元，商家优惠退款共%s元"
            .formatted(
                refunded.rows, Yuan.of(refunded.received), Yuan.of(refunded.merchantDiscount)));
    out.end();
    if (out.isZip()) {
      writeSummary();
    }
    out.finish();
  }

  private void writeSummary() throws IOException {
    out.begin(TITLE + "(汇总)", SUMMARY_TITLE, SUMMARY_HEADER);
    long received = Math.addExact(paid.received, refunded.received);
    long fee = Math.addExact(paid.fee, refunded.fee);
    out.line(
        "合计\t,\t,%d,%d,%s,%s,%s,%s,0.00,%s,0.00,%s"
            .formatted(
                paid.rows,
                refunded.rows,
                Yuan.of(Math.addExact(paid.ordered, refunded.ordered)),
                Yuan.of(received),
                Yuan.of(Math.addExact(paid.alipayDiscount, refunded.alipayDiscount)),
                Yuan.of(Math.addExact(paid.merchantDiscount, refunded.merchantDiscount)),
                Yuan.of(fee),
                Yuan.of(Math.addExact(received, fee))));
    out.endRows(SUMMARY_TITLE);
    out.end();
  }

  private static void count(
      Sums sums, StatementLine line, long ordered, long merchantDiscount, long alipayDiscount) {
    sums.rows++;
    sums.ordered = Math.addExact(sums.ordered, ordered);
    sums.received = Math.addExact(sums.received, line.amount());
    sums.merchantDiscount = Math.addExact(sums.merchantDiscount, merchantDiscount);
    sums.alipayDiscount = Math.addExact(sums.alipayDiscount, alipayDiscount);
    sums.fee = Math.subtractExact(sums.fee, line.fee());
  }
}
