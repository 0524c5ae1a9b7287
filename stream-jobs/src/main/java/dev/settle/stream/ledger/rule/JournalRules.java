package dev.settle.stream.ledger.rule;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.HoldStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which journals follow from a change (domain.md section 3). Each sums to zero per currency. Its id
 * says what caused it and nothing else: a replay makes the same. Legs carry the business date of
 * their event; {@link BookingRules} gives them their place.
 */
public final class JournalRules {
  private static final String HOLD_KIND = "HOLD";

  private JournalRules() {}

  /**
   * The journal of an order that was paid.
   *
   * @param order the order's state after the change was accepted
   * @param moved what the change added to the amount paid, in minor units, positive
   */
  public static List<LedgerLeg> payment(OrderState order, OrderChange change, long moved) {
    LedgerLeg common = ofOrder(order, change, change.orderId(), order.paidAt);
    common.journalId = "order:" + change.orderId() + ":paid";
    common.cause = LedgerLeg.Cause.PAYMENT;
    return journal(common, postingOf(order, moved));
  }

  /**
   * The journal of a refund that succeeded: the payment's way back.
   *
   * @param order the state of the refund's order, which is paid
   */
  public static List<LedgerLeg> refund(OrderState order, RefundChange change) {
    long succeededAt = present("succeeded_at", change.succeededAt());
    LedgerLeg common = ofOrder(order, change, change.orderId(), succeededAt);
    common.journalId = "refund:" + change.refundId() + ":succeeded";
    common.cause = LedgerLeg.Cause.REFUND;
    common.refundId = change.refundId();
    common.channelRefundId = change.channelRefundId();
    return journal(common, postingOf(order, order.amount).reversed(change.amount()));
  }

  /**
   * The journals of a hold's change, in the order of its life: freeze, capture, give back.
   *
   * @param moved what the change added; where it is 0 there is no journal
   */
  public static List<List<LedgerLeg>> hold(HoldChange change, HoldMovement moved) {
    String user = AccountAddress.user(change.ownerId());
    String frozen = AccountAddress.userFrozen(change.ownerId());
    String merchant = AccountAddress.merchantPending(change.merchantId());
    List<List<LedgerLeg>> journals = new ArrayList<>(1);
    if (moved.held() > 0) {
      LedgerLeg common = ofHold(change, change.createdAt());
      common.journalId = "hold:" + change.holdId() + ":held";
      common.cause = LedgerLeg.Cause.HOLD;
      journals.add(journal(common, new Posting(user, frozen, moved.held())));
    }
    if (moved.captured() > 0) {
      // The cumulative amount names the capture: a hold is captured in parts.
      LedgerLeg common = ofHold(change, present("captured_at", change.capturedAt()));
      common.journalId = "hold:" + change.holdId() + ":captured:" + change.capturedAmount();
      common.cause = LedgerLeg.Cause.CAPTURE;
      journals.add(journal(common, new Posting(frozen, merchant, moved.captured())));
    }
    if (moved.returned() > 0) {
      boolean expired = change.status() == HoldStatus.EXPIRED;
      LedgerLeg common = ofHold(change, present("closed_at", change.closedAt()));
      common.journalId = "hold:" + change.holdId() + (expired ? ":expired" : ":released");
      common.cause = expired ? LedgerLeg.Cause.EXPIRY : LedgerLeg.Cause.RELEASE;
      journals.add(journal(common, new Posting(frozen, user, moved.returned())));
    }
    return journals;
  }

  /** The journal of an instruction: its legs as they stand. */
  public static List<LedgerLeg> instruction(InstructionChange change) {
    LedgerLeg common = of(change, change.channel(), change.createdAt());
    common.journalId = "instruction:" + change.instructionId();
    common.cause = LedgerLeg.Cause.INSTRUCTION;
    common.kind = change.kind().name();
    common.orderId = change.orderId() == null ? "" : change.orderId();
    common.merchantId = change.merchantId();
    common.instructionId = change.instructionId();
    common.businessKey = change.businessKey();
    common.businessDay = Math.toIntExact(change.businessDate().toEpochDay());
    List<InstructionChange.Leg> ordered = change.legs();
    List<LedgerLeg> legs = new ArrayList<>(ordered.size());
    for (int index = 0; index < ordered.size(); index++) {
      LedgerLeg leg = new LedgerLeg(common);
      leg.account = ordered.get(index).account();
      leg.counterAccount = ordered.size() == 2 ? ordered.get(1 - index).account() : "";
      leg.currency = ordered.get(index).currency();
      leg.amount = ordered.get(index).amount();
      leg.leg = index;
      legs.add(leg);
    }
    return legs;
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

  /** −amount at the source (leg 0), +amount at the destination (leg 1). */
  private static List<LedgerLeg> journal(LedgerLeg common, Posting posting) {
    LedgerLeg gives = new LedgerLeg(common);
    common.account = posting.source();
    common.counterAccount = posting.destination();
    common.amount = Math.negateExact(posting.amount());
    common.leg = 0;
    gives.account = posting.destination();
    gives.counterAccount = posting.source();
    gives.amount = posting.amount();
    gives.leg = 1;
    return List.of(common, gives);
  }

  private static LedgerLeg ofOrder(OrderState order, Change change, String orderId, long time) {
    LedgerLeg leg = of(change, order.channel, time);
    leg.currency = order.currency;
    leg.kind = order.kind.name();
    leg.channelTxnId = order.channelTxnId;
    leg.orderId = orderId;
    leg.merchantId = order.merchantId;
    return leg;
  }

  private static LedgerLeg ofHold(HoldChange change, long time) {
    LedgerLeg leg = of(change, Channel.WALLET, time);
    leg.currency = change.currency();
    leg.kind = HOLD_KIND;
    leg.merchantId = change.merchantId();
    leg.holdId = change.holdId();
    return leg;
  }

  private static LedgerLeg of(Change change, Channel channel, long time) {
    LedgerLeg leg = new LedgerLeg();
    leg.channel = channel;
    leg.eventTime = time;
    leg.businessDay = Math.toIntExact(BusinessDay.dateOf(channel, time).toEpochDay());
    leg.sourceLsn = change.lsn();
    leg.traceParent = change.traceParent();
    return leg;
  }

  private static String user(@Nullable String userId) {
    return AccountAddress.user(present("payer_id or payee_id", userId));
  }

  /** The lifecycle lets nothing through without what its kind and status need. */
  private static <T> T present(String field, @Nullable T value) {
    return Objects.requireNonNull(value, field);
  }
}
