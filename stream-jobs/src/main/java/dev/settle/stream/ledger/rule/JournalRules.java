package dev.settle.stream.ledger.rule;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.payment.Channel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which postings follow from a payment and from a refund (domain.md section 3). A journal has one
 * posting of two legs, −amount at the source (leg 0) and +amount at the destination (leg 1), so it
 * sums to zero. Its id says what caused it and nothing else: a replay makes the same.
 */
public final class JournalRules {
  private JournalRules() {}

  /**
   * The journal of an order that was paid.
   *
   * @param order the order's state after the change was accepted
   * @param moved what the change added to the amount paid, in minor units, positive
   */
  public static List<LedgerLeg> payment(OrderState order, OrderChange change, long moved) {
    Posting posting = postingOf(order, moved);
    return List.of(paymentLeg(order, change, posting, 0), paymentLeg(order, change, posting, 1));
  }

  /**
   * The journal of a refund that succeeded: the payment's way back.
   *
   * @param order the state of the refund's order, which is paid
   */
  public static List<LedgerLeg> refund(OrderState order, RefundChange change) {
    Posting posting = postingOf(order, order.amount).reversed(change.amount());
    return List.of(refundLeg(order, change, posting, 0), refundLeg(order, change, posting, 1));
  }

  /** Where an order's money goes, by its kind and channel. */
  static Posting postingOf(OrderState order, long amount) {
    return switch (order.kind) {
      case PURCHASE, TIP ->
          new Posting(
              order.channel == Channel.WALLET
                  ? user(order.payerId)
                  : AccountAddress.channel(order.channel),
              AccountAddress.merchantPending(present("merchant_id", order.merchantId)),
              amount);
      case TOP_UP ->
          new Posting(AccountAddress.channel(order.channel), user(order.payeeId), amount);
      case TRANSFER -> new Posting(user(order.payerId), user(order.payeeId), amount);
      case WITHDRAWAL ->
          new Posting(user(order.payerId), AccountAddress.channel(order.channel), amount);
    };
  }

  private static LedgerLeg paymentLeg(
      OrderState order, OrderChange change, Posting posting, int index) {
    LedgerLeg leg = leg(order, change, posting, index, order.paidAt);
    leg.journalId = "order:" + change.orderId() + ":paid";
    leg.cause = LedgerLeg.Cause.PAYMENT;
    return leg;
  }

  private static LedgerLeg refundLeg(
      OrderState order, RefundChange change, Posting posting, int index) {
    long succeededAt = Objects.requireNonNull(change.succeededAt(), "succeeded_at of a refund");
    LedgerLeg leg = leg(order, change, posting, index, succeededAt);
    leg.journalId = "refund:" + change.refundId() + ":succeeded";
    leg.cause = LedgerLeg.Cause.REFUND;
    leg.refundId = change.refundId();
    leg.channelRefundId = change.channelRefundId();
    return leg;
  }

  private static LedgerLeg leg(
      OrderState order, Change change, Posting posting, int index, long eventTime) {
    boolean takes = index == 0;
    LedgerLeg leg = new LedgerLeg();
    leg.account = takes ? posting.source() : posting.destination();
    leg.counterAccount = takes ? posting.destination() : posting.source();
    leg.amount = takes ? Math.negateExact(posting.amount()) : posting.amount();
    leg.leg = index;
    leg.shard = AccountAddress.shardOf(leg.account, change.orderId());
    leg.currency = order.currency;
    leg.kind = order.kind;
    leg.channel = order.channel;
    leg.channelTxnId = order.channelTxnId;
    leg.orderId = change.orderId();
    leg.merchantId = order.merchantId;
    leg.eventTime = eventTime;
    leg.businessDay = Math.toIntExact(BusinessDay.dateOf(order.channel, eventTime).toEpochDay());
    leg.sourceLsn = change.lsn();
    leg.traceParent = change.traceParent();
    return leg;
  }

  private static String user(@Nullable String userId) {
    return AccountAddress.user(present("payer_id or payee_id", userId));
  }

  /** The lifecycle lets no order through without the parties of its kind. */
  private static String present(String field, @Nullable String value) {
    return Objects.requireNonNull(value, field);
  }
}
