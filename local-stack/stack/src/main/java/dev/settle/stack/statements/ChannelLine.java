package dev.settle.stack.statements;

import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.schemas.money.Money;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A payment or a refund as a channel knows it: the line of its statement, whatever the format, and
 * what some formats have besides.
 *
 * @param line the canonical line; in no file yet, so it has no place in one
 * @param userId who paid, as the channel knows it
 * @param product free text, may hold commas
 * @param feeRatePpm the agreed rate, parts per million
 * @param orderedAt when the order was made, on a refund the payment's
 * @param requestedAt when a refund was asked for; null on payments
 */
public record ChannelLine(
    StatementLine line,
    String userId,
    String product,
    long feeRatePpm,
    Instant orderedAt,
    @Nullable Instant requestedAt) {
  private static final String SUCCESS = "SUCCESS";

  /** A payment with the fee that the rate gives; no format tells parts of a second. */
  static ChannelLine payment(
      Instant orderedAt,
      Instant paidAt,
      String transactionId,
      String orderId,
      String userId,
      String product,
      Money amount,
      long feeRatePpm) {
    StatementLine line =
        new StatementLine(
            transactionId,
            null,
            orderId,
            null,
            LineKind.PAYMENT,
            SUCCESS,
            amount.minor(),
            feeOf(amount, feeRatePpm),
            amount.currency().getCurrencyCode(),
            paidAt.truncatedTo(ChronoUnit.SECONDS),
            0);
    return new ChannelLine(line, userId, product, feeRatePpm, orderedAt, null);
  }

  /**
   * A refund of a payment, with its fee given back.
   *
   * @param payment the payment, of which the ids, the user and the product are taken
   * @param channelRefundId the channel's id of it; null where the channel gives none
   * @param amount what is given back, positive
   */
  static ChannelLine refund(
      ChannelLine payment,
      Instant succeededAt,
      @Nullable String channelRefundId,
      String refundId,
      Money amount,
      Instant requestedAt) {
    StatementLine line =
        new StatementLine(
            payment.line.channelTxnId(),
            channelRefundId,
            payment.line.orderId(),
            refundId,
            LineKind.REFUND,
            SUCCESS,
            Math.negateExact(amount.minor()),
            Math.negateExact(feeOf(amount, payment.feeRatePpm)),
            amount.currency().getCurrencyCode(),
            succeededAt.truncatedTo(ChronoUnit.SECONDS),
            0);
    return new ChannelLine(
        line, payment.userId, payment.product, payment.feeRatePpm, payment.orderedAt, requestedAt);
  }

  /** True for a refund. */
  public boolean isRefund() {
    return line.kind() == LineKind.REFUND;
  }

  /** What was paid, or given back; positive. */
  public Money amount() {
    return new Money(Math.absExact(line.amount()), Currency.getInstance(line.currency()));
  }

  /** Our id of the refund; empty on payments. */
  String refundId() {
    return line.refundId() == null ? "" : line.refundId();
  }

  /** The canonical line as it stands in a file. */
  StatementLine atLine(int lineNo) {
    return lineOf(line.amount(), line.fee(), line.state(), lineNo);
  }

  /** The same line with another amount, positive, and the fee that goes with it. */
  ChannelLine withAmount(Money other) {
    long fee = feeOf(other, feeRatePpm);
    return isRefund()
        ? with(Math.negateExact(other.minor()), Math.negateExact(fee), line.state())
        : with(other.minor(), fee, line.state());
  }

  /** The same line with another fee, signed minor units. */
  ChannelLine withFee(long other) {
    return with(line.amount(), other, line.state());
  }

  /** The same refund in another state; only for refunds. */
  ChannelLine withState(String state) {
    if (!isRefund()) {
      throw new IllegalStateException(
          "order " + line.orderId() + ": a payment has no state of a refund");
    }
    return with(line.amount(), line.fee(), state);
  }

  private ChannelLine with(long amount, long fee, String state) {
    StatementLine other = lineOf(amount, fee, state, line.lineNo());
    return new ChannelLine(other, userId, product, feeRatePpm, orderedAt, requestedAt);
  }

  private StatementLine lineOf(long amount, long fee, String state, int lineNo) {
    return new StatementLine(
        line.channelTxnId(),
        line.channelRefundId(),
        line.orderId(),
        line.refundId(),
        line.kind(),
        state,
        amount,
        fee,
        line.currency(),
        line.occurredAt(),
        lineNo);
  }

  private static long feeOf(Money amount, long feeRatePpm) {
    return amount.atRate(feeRatePpm, RoundingMode.HALF_UP).minor();
  }
}
