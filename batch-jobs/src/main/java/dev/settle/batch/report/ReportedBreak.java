package dev.settle.batch.report;

/**
 * A break in a report. Amounts: minor units.
 *
 * @param instruction what corrected it; empty unless it was adjusted
 */
public record ReportedBreak(
    String status,
    String breakClass,
    long ageDays,
    String bucket,
    String origin,
    String currency,
    long ledger,
    long channel,
    long stake,
    String orderId,
    String refundId,
    String channelTxnId,
    long line,
    String kind,
    String id,
    String itemId,
    String instruction,
    String maker,
    String checker) {}
