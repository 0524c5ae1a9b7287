package dev.settle.stack.statements;

import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.schemas.money.Money;
import java.math.RoundingMode;
import java.time.Instant;
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
 * @param requestedAt when a refund was asked for; null on payments
 */
public record ChannelLine(
    StatementLine line,
    String userId,
    String product,
    long feeRatePpm,
    @Nullable Instant requestedAt) {
  private static final String SUCCESS = "SUCCESS";

  /** A payment with the fee that the rate gives. */
  static ChannelLine payment(
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
            paidAt,
            0);
    return new ChannelLine(line, userId, product, feeRatePpm, null);
  }

  /**
   * A refund of a payment, with its fee given back.
   *
   * @param payment the payment, of which the ids, the user and the product are taken
   * @param amount what is given back, positive
   */
  static ChannelLine refund(
      ChannelLine payment,
      Instant succeededAt,
      String channelRefundId,
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
            succeededAt,
            0);
    return new ChannelLine(line, payment.userId, payment.product, payment.feeRatePpm, requestedAt);
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
    StatementLine other =
        new StatementLine(
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
            line.lineNo());
    return new ChannelLine(other, userId, product, feeRatePpm, requestedAt);
  }

  private static long feeOf(Money amount, long feeRatePpm) {
    return amount.atRate(feeRatePpm, RoundingMode.HALF_UP).minor();
  }
}
