package dev.settle.batch.statement;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a statement file says as a whole. Of a refused file the part that was read before the fault:
 * it serves the report only.
 *
 * @param format the agreed name of the format, such as {@code WECHAT_TRADE_BILL}; null when unknown
 * @param part what the file covers: ALL, SUCCESS or REFUND; null when unknown
 * @param channel name of the channel; null when unknown
 * @param merchant account at the channel; null when unknown
 * @param businessDate the day that the file is about; null when unknown
 * @param lines number of detail lines
 * @param currency ISO 4217; null when unknown
 * @param paymentCount payments
 * @param paymentAmount their sum, minor units
 * @param refundCount refunds, those in process included
 * @param refundAmount their sum, positive, minor units
 * @param feeAmount fees less fees given back, minor units, positive when the merchant pays
 */
public record StatementSummary(
    @Nullable String format,
    @Nullable String part,
    @Nullable String channel,
    @Nullable String merchant,
    @Nullable LocalDate businessDate,
    long lines,
    @Nullable String currency,
    long paymentCount,
    long paymentAmount,
    long refundCount,
    long refundAmount,
    long feeAmount) {

  /** Nothing known. */
  public static StatementSummary unknown() {
    return new StatementSummary(null, null, null, null, null, 0, null, 0, 0, 0, 0, 0);
  }

  StatementSummary asPart(String of) {
    return new StatementSummary(
        format,
        of,
        channel,
        merchant,
        businessDate,
        lines,
        currency,
        paymentCount,
        paymentAmount,
        refundCount,
        refundAmount,
        feeAmount);
  }

  /** What the channel settles: payments less refunds less fees, minor units, exact. */
  public long netAmount() {
    return Math.subtractExact(Math.subtractExact(paymentAmount, refundAmount), feeAmount);
  }
}
