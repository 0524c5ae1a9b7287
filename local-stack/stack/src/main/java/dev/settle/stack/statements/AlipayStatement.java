package dev.settle.stack.statements;

import dev.settle.batch.statement.alipay.BillIdentity;
import dev.settle.batch.statement.alipay.TradeBillWriter;
import dev.settle.batch.statement.alipay.TradeDetails;
import dev.settle.schemas.payment.Channel;
import dev.settle.stack.traffic.ChannelAgreement;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Alipay's trade bill (业务明细): a zip of details and totals. It lists only what is finished. */
final class AlipayStatement implements ChannelStatement {
  @Override
  public ChannelAgreement agreement() {
    return ChannelAgreement.ALIPAY;
  }

  @Override
  public boolean canShow(FaultKind kind, boolean refund) {
    return kind != FaultKind.WRONG_STATUS;
  }

  @Override
  public String fileName(LocalDate date) {
    return "%s_%s.zip"
        .formatted(agreement().accountNo(), date.format(DateTimeFormatter.BASIC_ISO_DATE));
  }

  @Override
  public void write(OutputStream out, LocalDate date, List<ChannelLine> lines) throws IOException {
    TradeBillWriter writer =
        TradeBillWriter.zip(
            out,
            BillIdentity.gbk(agreement().accountNo(), date),
            TradeBillWriter.Layout.COLUMNS_25);
    for (ChannelLine line : lines) {
      LocalDateTime ordered = LocalDateTime.ofInstant(line.orderedAt(), Channel.ALIPAY.zone());
      writer.write(line.line(), TradeDetails.of(line.product(), ordered));
    }
    writer.finish();
  }
}
