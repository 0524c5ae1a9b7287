package dev.settle.stack.statements;

import dev.settle.batch.statement.adyen.AdyenSettlementWriter;
import dev.settle.stack.traffic.ChannelAgreement;
import dev.settle.stack.traffic.ChannelPayout;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;

/**
 * Adyen's settlement details. A batch is a day, closed by its payout, as it is agreed here; only
 * what is settled is listed, so it shows no state. The file's name has no date.
 */
final class AdyenStatement implements ChannelStatement {
  /** The batch of this day is number 1. */
  private static final LocalDate BEFORE_FIRST = LocalDate.of(2019, 12, 31);

  @Override
  public ChannelAgreement agreement() {
    return ChannelAgreement.ADYEN;
  }

  @Override
  public boolean canShow(FaultKind kind, boolean refund) {
    return kind != FaultKind.WRONG_STATUS;
  }

  @Override
  public String fileName(LocalDate date) {
    return writer(date).fileName();
  }

  @Override
  public ChannelPayout payout(LocalDate date, List<ChannelLine> lines) {
    return FileLines.payout(agreement(), "ADYP" + batch(date), date, lines);
  }

  @Override
  public void write(OutputStream out, LocalDate date, List<ChannelLine> lines) throws IOException {
    writer(date).write(FileLines.paidOut(lines, payout(date, lines), "MerchantPayout"), out);
  }

  private AdyenSettlementWriter writer(LocalDate date) {
    return new AdyenSettlementWriter(
        agreement().accountNo(), batch(date), AdyenSettlementWriter.COLUMNS);
  }

  private static int batch(LocalDate date) {
    return Math.toIntExact(date.toEpochDay() - BEFORE_FIRST.toEpochDay());
  }
}
