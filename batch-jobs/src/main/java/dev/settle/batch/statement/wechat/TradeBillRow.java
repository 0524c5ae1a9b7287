package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.StatementLine;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the writer needs for a detail row of a trade bill.
 *
 * @param line a payment or a refund; its place in the file is not looked at
 * @param userId who paid, as the channel knows it
 * @param product free text, may hold commas
 * @param feeRatePpm the agreed rate, parts per million, whole hundredths of a percent
 * @param refundRequestedAt when a refund was asked for; null: when it happened
 */
public record TradeBillRow(
    StatementLine line,
    String userId,
    String product,
    long feeRatePpm,
    @Nullable Instant refundRequestedAt) {}
