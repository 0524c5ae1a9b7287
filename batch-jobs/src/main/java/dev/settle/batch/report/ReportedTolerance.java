package dev.settle.batch.report;

import java.math.BigInteger;

/**
 * A difference that was tolerated. Amounts: minor units.
 *
 * @param difference ledger less channel
 * @param allowed the largest that is tolerated
 */
public record ReportedTolerance(
    String currency,
    BigInteger difference,
    long ledger,
    long channel,
    long allowed,
    String orderId,
    String refundId,
    String channelTxnId,
    String account,
    long line) {}
