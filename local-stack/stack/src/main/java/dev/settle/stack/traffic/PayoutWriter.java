package dev.settle.stack.traffic;

import java.util.List;

/** Books what the channels pay out to the platform's bank, as its treasury does. */
public final class PayoutWriter {
  private PayoutWriter() {}

  /**
   * Orders a journal for each; what is ordered already is skipped, and what moves nothing is no
   * journal.
   *
   * @return how many were new
   */
  public static long write(PaymentDatabase database, List<ChannelPayout> payouts)
      throws InterruptedException {
    List<InstructionPlan> instructions =
        payouts.stream()
            .filter(payout -> payout.amount() != 0)
            .map(ChannelPayout::instruction)
            .toList();
    try (WriterPool pool = new WriterPool(database, 1)) {
      if (!instructions.isEmpty()) {
        pool.submit(Batch.ofInstructions(instructions));
      }
      pool.finish();
      return pool.othersNew();
    }
  }
}
