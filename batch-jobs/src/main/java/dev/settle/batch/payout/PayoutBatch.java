package dev.settle.batch.payout;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Payouts that one file pays from one account of ours.
 *
 * @param id the MsgId and PmtInfId of the bank's file
 * @param currency ISO 4217
 * @param payer our account
 * @param due every payout in it is due by then
 * @param payouts how many
 * @param amount their sum in minor units
 * @param state PROPOSED, APPROVED, FILED or REJECTED
 * @param maker who proposed it
 * @param checker who approved or rejected it; null while it waits
 * @param decidedAt when
 * @param decidedOn on which business day; that of the instructions when it was approved
 */
public record PayoutBatch(
    String id,
    String currency,
    PayerAccount payer,
    LocalDate due,
    int payouts,
    long amount,
    String state,
    String maker,
    @Nullable String checker,
    @Nullable Instant decidedAt,
    @Nullable LocalDate decidedOn) {

  /** True when it was approved, with or without a file. */
  public boolean isApproved() {
    return state.equals("APPROVED") || state.equals("FILED");
  }
}
