package dev.settle.stream.ledger.rule;

import dev.settle.schemas.payment.Channel;
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
    REFUND,
    /** A user's money was frozen. */
    HOLD,
    /** Frozen money was paid to the merchant. */
    CAPTURE,
    /** Frozen money went back. */
    RELEASE,
    /** Frozen money went back because the hold ran out. */
    EXPIRY,
    /** The batch side ordered it. */
    INSTRUCTION
  }

  /** Of {@link #originalBusinessDay}: the entry is in the day that it belongs to. */
  public static final int NOT_LATE = Integer.MIN_VALUE;

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

  /** The other side of the posting; empty when the journal has several. */
  public String counterAccount = "";

  /** What the journal is for. */
  public Cause cause = Cause.PAYMENT;

  /** The order's kind, HOLD, or the instruction's kind. */
  public String kind = "";

  /** The channel whose business dates count. */
  public Channel channel = Channel.WALLET;

  /** The channel's id of the payment. */
  public @Nullable String channelTxnId;

  /** The channel's id of the refund. */
  public @Nullable String channelRefundId;

  /** The order; empty when there is none. */
  public String orderId = "";

  /** The refund, on refunds. */
  public @Nullable String refundId;

  /** The merchant, on purchases and tips. */
  public @Nullable String merchantId;

  /** When it happened: milliseconds since the epoch. */
  public long eventTime;

  /** Business date as days since 1970-01-01. */
  public int businessDay;

  /** The day that it belongs to when that was closed already, else {@link #NOT_LATE}. */
  public int originalBusinessDay = NOT_LATE;

  /** The hold, on its movements. */
  public @Nullable String holdId;

  /** The instruction, on its legs. */
  public @Nullable String instructionId;

  /** What the instruction is for. */
  public @Nullable String businessKey;

  /** Position of the change that caused it. */
  public long sourceLsn;

  /** W3C trace context. */
  public @Nullable String traceParent;

  /** For Flink's serialiser. */
  public LedgerLeg() {}

  /** A leg like another one. */
  LedgerLeg(LedgerLeg like) {
    account = like.account;
    shard = like.shard;
    currency = like.currency;
    amount = like.amount;
    journalId = like.journalId;
    leg = like.leg;
    counterAccount = like.counterAccount;
    cause = like.cause;
    kind = like.kind;
    channel = like.channel;
    channelTxnId = like.channelTxnId;
    channelRefundId = like.channelRefundId;
    orderId = like.orderId;
    refundId = like.refundId;
    merchantId = like.merchantId;
    eventTime = like.eventTime;
    businessDay = like.businessDay;
    originalBusinessDay = like.originalBusinessDay;
    holdId = like.holdId;
    instructionId = like.instructionId;
    businessKey = like.businessKey;
    sourceLsn = like.sourceLsn;
    traceParent = like.traceParent;
  }
}
