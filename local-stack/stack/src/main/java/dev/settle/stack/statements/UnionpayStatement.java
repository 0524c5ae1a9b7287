package dev.settle.stack.statements;

import dev.settle.batch.statement.unionpay.UnionpaySettlementWriter;
import dev.settle.stack.traffic.ChannelAgreement;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;

/**
 * UnionPay's settlement (全渠道商户对账文件): a zip of details, disputes and totals. It lists only what is
 * settled, so it shows no state.
 */
final class UnionpayStatement implements ChannelStatement {
  @Override
  public ChannelAgreement agreement() {
    return ChannelAgreement.UNIONPAY;
  }

  @Override
  public boolean canShow(FaultKind kind, boolean refund) {
    return kind != FaultKind.WRONG_STATUS;
  }

  @Override
  public String fileName(LocalDate date) {
    return writer(date).zipName();
  }

  @Override
  public void write(OutputStream out, LocalDate date, List<ChannelLine> lines) throws IOException {
    writer(date).writeZip(FileLines.of(lines), out);
  }

  private UnionpaySettlementWriter writer(LocalDate date) {
    return new UnionpaySettlementWriter(agreement().accountNo(), date);
  }
}
