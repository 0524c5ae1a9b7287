package dev.settle.stream.ledger.rule;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import org.jspecify.annotations.Nullable;

/**
 * One side of a posting on its way to its account; the account step adds sequence and balance. The
 * fields mean what they mean in {@code LedgerEntry.avsc}. A Flink POJO; no operator changes one
 * that it was given.
 */
public final class LedgerLeg {
  /** What a journal is made for. */
  public enum Cause {
    /** An order was paid. */
    PAYMENT,
    /** A refund succeeded. */
    REFUND
  }

  /** Account address. */
  public String account = "";

  /** Shard of the account. */
  public int shard;

  /** ISO 4217. */
  public String currency = "";

  /** Signed minor units. */
  public long amount;

  /** Pure function of the business cause. */
  public String journalId = "";

  /** Index in the journal, from 0. */
  public int leg;

  /** The other side of the posting. */
  public String counterAccount = "";

  /** Payment or refund. */
  public Cause cause = Cause.PAYMENT;

  /** The order's kind. */
  public OrderKind kind = OrderKind.PURCHASE;

  /** The order's channel. */
  public Channel channel = Channel.WALLET;

  /** The channel's id of the payment. */
  public @Nullable String channelTxnId;

  /** The channel's id of the refund. */
  public @Nullable String channelRefundId;

  /** The order. */
  public String orderId = "";

  /** The refund, on refunds. */
  public @Nullable String refundId;

  /** The merchant, on purchases and tips. */
  public @Nullable String merchantId;

  /** When it happened: milliseconds since the epoch. */
  public long eventTime;

  /** Business date as days since 1970-01-01. */
  public int businessDay;

  /** Position of the change that caused it. */
  public long sourceLsn;

  /** W3C trace context. */
  public @Nullable String traceParent;

  /** For Flink's serialiser. */
  public LedgerLeg() {}
}
