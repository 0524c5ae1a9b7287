package dev.settle.stream.fraud.rule;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.OrderStatus;
import dev.settle.schemas.payment.PaymentLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a change of an order that it became paid, and what was given back. Both stand in the
 * order's row, which names payer, device and all the rest, where a refund's row names its order
 * only; the payment service raises {@code refunded_amount} in the transaction in which the refund
 * succeeds. An order that is first seen late in its life (a snapshot) gives both events at once.
 *
 * <p>Nothing is paid after its row was committed: a clock that is ahead would take the watermark
 * with it and make every other payment late, so an event is at its commit at the latest.
 */
public final class EventReader {
  /** Free texts are cut: they become keys and are kept. */
  private static final int TEXT_LENGTH_MAX = 128;

  private EventReader() {}

  /**
   * The events of a change; mostly none.
   *
   * @throws UnreadableChangeException when the row has words or amounts that are not known
   */
  public static List<FraudEvent> read(PaymentChange change) throws UnreadableChangeException {
    OrderRow after = change.getOrderAfter();
    if (change.getEntity() != Entity.PAYMENT_ORDER || after == null || !isPaid(after)) {
      return List.of();
    }
    OrderRow before = change.getOrderBefore();
    long committedAt = change.getSource().getCommittedAt();
    List<FraudEvent> events = new ArrayList<>(2);
    if (before == null || !isPaid(before)) {
      Long paidAt = after.getPaidAt();
      if (paidAt == null) {
        throw new UnreadableChangeException("order " + after.getOrderId() + " is paid at no time");
      }
      events.add(
          event(
              after, after.getOrderId(), false, after.getAmount(), Math.min(paidAt, committedAt)));
    }
    long refunded = after.getRefundedAmount() - (before == null ? 0 : before.getRefundedAmount());
    if (refunded > 0) {
      String id = after.getOrderId() + "#" + after.getVersion();
      events.add(event(after, id, true, refunded, Math.min(after.getUpdatedAt(), committedAt)));
    }
    return events;
  }

  private static boolean isPaid(OrderRow row) throws UnreadableChangeException {
    return known(OrderStatus.class, row.getStatus(), row).isPaid();
  }

  private static FraudEvent event(OrderRow row, String id, boolean refund, long amount, long time)
      throws UnreadableChangeException {
    if (amount < 1 || amount > PaymentLimits.AMOUNT_MINOR_MAX || time < 0) {
      throw new UnreadableChangeException(
          "order %s: amount %d at time %d".formatted(row.getOrderId(), amount, time));
    }
    return new FraudEvent(
        id,
        row.getOrderId(),
        refund,
        known(OrderKind.class, row.getKind(), row),
        known(Channel.class, row.getChannel(), row),
        row.getCurrency(),
        amount,
        text(row.getPayerId()),
        text(row.getPayeeId()),
        text(row.getMerchantId()),
        text(row.getDeviceId()),
        text(row.getClientIp()),
        time);
  }

  private static String text(@Nullable String value) {
    if (value == null) {
      return "";
    }
    return value.length() <= TEXT_LENGTH_MAX ? value : value.substring(0, TEXT_LENGTH_MAX);
  }

  private static <E extends Enum<E>> E known(Class<E> type, String value, OrderRow row)
      throws UnreadableChangeException {
    try {
      return Enum.valueOf(type, value);
    } catch (IllegalArgumentException e) {
      throw new UnreadableChangeException(
          "order " + row.getOrderId() + ": '" + value + "' is not known to this version");
    }
  }
}
