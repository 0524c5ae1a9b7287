package dev.settle.stack.statements;

import dev.settle.batch.statement.stripe.StripePayoutWriter;
import dev.settle.stack.traffic.ChannelAgreement;
import dev.settle.stack.traffic.ChannelPayout;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Stripe's itemised payout reconciliation. A payout of its own closes each day, as it is agreed
 * here; only what is settled is listed, so it shows no state.
 */
final class StripeStatement implements ChannelStatement {
  @Override
  public ChannelAgreement agreement() {
    return ChannelAgreement.STRIPE;
  }

  @Override
  public boolean canShow(FaultKind kind, boolean refund) {
    return kind != FaultKind.WRONG_STATUS;
  }

  @Override
  public String fileName(LocalDate date) {
    return "payout_reconciliation_itemized_" + date + ".csv";
  }

  @Override
  public ChannelPayout payout(LocalDate date, List<ChannelLine> lines) {
    String id = "po_" + date.format(DateTimeFormatter.BASIC_ISO_DATE);
    return FileLines.payout(agreement(), id, date, lines);
  }

  @Override
  public void write(OutputStream out, LocalDate date, List<ChannelLine> lines) throws IOException {
    ChannelPayout payout = payout(date, lines);
    new StripePayoutWriter(payout.payoutId(), date, StripePayoutWriter.COLUMNS)
        .write(FileLines.paidOut(lines, payout, "payout"), out);
  }
}
