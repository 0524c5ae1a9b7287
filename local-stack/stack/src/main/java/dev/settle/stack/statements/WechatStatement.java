package dev.settle.stack.statements;

import dev.settle.batch.statement.wechat.BillLayout;
import dev.settle.batch.statement.wechat.TradeBillRow;
import dev.settle.batch.statement.wechat.WechatBillWriter;
import dev.settle.stack.traffic.ChannelAgreement;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/** WeChat Pay's trade bill (交易账单). It alone tells the state of a refund. */
public final class WechatStatement implements ChannelStatement {
  private final BillLayout layout;
  private final WechatBillWriter writer;

  /** Bills in one layout, with a byte order mark or without. */
  public WechatStatement(BillLayout layout, boolean byteOrderMark) {
    this.layout = layout;
    this.writer = new WechatBillWriter(layout, byteOrderMark);
  }

  @Override
  public ChannelAgreement agreement() {
    return ChannelAgreement.WECHAT;
  }

  @Override
  public boolean lists(ChannelLine line) {
    return layout.lists(line.line());
  }

  @Override
  public boolean canShow(FaultKind kind, boolean refund) {
    return refund || kind != FaultKind.WRONG_STATUS;
  }

  @Override
  public String fileName(LocalDate date) {
    return writer.fileName(agreement().accountNo(), date);
  }

  @Override
  public void write(OutputStream out, LocalDate date, List<ChannelLine> lines) throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    writer.write(text, agreement().accountNo(), lines.stream().map(WechatStatement::row).toList());
    text.flush();
  }

  private static TradeBillRow row(ChannelLine line) {
    return new TradeBillRow(
        line.line(), line.userId(), line.product(), line.feeRatePpm(), line.requestedAt());
  }
}
