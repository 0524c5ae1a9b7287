package dev.settle.stream.ledger;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.payment.OrderStatus;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.ChangeReader;
import dev.settle.stream.ledger.rule.JournalRules;
import dev.settle.stream.ledger.rule.OrderChange;
import dev.settle.stream.ledger.rule.OrderLifecycle;
import dev.settle.stream.ledger.rule.OrderState;
import dev.settle.stream.ledger.rule.RefundChange;
import dev.settle.stream.ledger.rule.RefundLifecycle;
import dev.settle.stream.ledger.rule.RefundState;
import dev.settle.stream.ledger.rule.RefusedChangeException;
import dev.settle.stream.state.KeyedStore;
import dev.settle.stream.state.StateKey;
import dev.settle.stream.state.WriteBackCache;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * Orders and their refunds, in the state of the order's key. About 200 bytes an order and 100 a
 * refund, kept for ever. Cost: one read of an order that was not used lately, one write of each
 * order that was used, a checkpoint; one read and one write more a change of a refund.
 *
 * <p>Orders are kept in memory between checkpoints. Whatever else is in the state is used with the
 * key set: by the caller for a refund, here for the refunds that wait for an order.
 */
final class PaymentBook {
  /** About 700 bytes each. */
  private static final int ORDERS_IN_MEMORY_MAX = 30_000;

  private final AvroCodec<PaymentChange> codec;
  private final JournalMetrics metrics;
  private final StateKey key;
  private final WriteBackCache<OrderState> orders;
  private final MapState<String, RefundState> refunds;
  private final MapState<String, TopicRecord> waiting;

  PaymentBook(
      RuntimeContext runtime,
      StateKey key,
      AvroCodec<PaymentChange> codec,
      JournalMetrics metrics) {
    this.key = key;
    this.codec = codec;
    this.metrics = metrics;
    orders =
        new WriteBackCache<>(
            new KeyedStore<>(runtime.getState(LedgerIds.ORDER_STATE), key), ORDERS_IN_MEMORY_MAX);
    refunds = runtime.getMapState(LedgerIds.REFUNDS);
    waiting = runtime.getMapState(LedgerIds.WAITING);
  }

  /** Makes room in memory for the next order; first of all, as it may set any key. */
  void makeRoom() throws Exception {
    orders.makeRoom();
  }

  /** Writes the orders that are only in memory to the state; sets any key. */
  void writeBack() throws Exception {
    orders.writeBack();
  }

  void take(OrderChange change, Booking booking) throws Exception {
    WriteBackCache.Slot<OrderState> slot = orders.at(change.orderId());
    OrderState order = orderOf(slot);
    if (OrderLifecycle.isDuplicate(order, change)) {
      booking.duplicate();
      return;
    }
    long moved = OrderLifecycle.accept(order, change);
    if (moved > 0) {
      booking.post(JournalRules.payment(order, change, moved), change);
    }
    if (order.refundsWaiting > 0 && order.status != OrderStatus.PENDING) {
      key.set(change.orderId());
      releaseWaiting(order, booking);
    }
    slot.update(order);
    if (order.status != OrderStatus.PENDING) {
      slot.done();
    }
  }

  void take(RefundChange change, TopicRecord in, Booking booking) throws Exception {
    RefundState refund = refund(change.refundId());
    if (RefundLifecycle.isDuplicate(refund, change)) {
      booking.duplicate();
      return;
    }
    WriteBackCache.Slot<OrderState> slot = orders.at(change.orderId());
    OrderState order = orderOf(slot);
    switch (RefundLifecycle.accept(order, refund, change)) {
      case NONE -> {}
      case POST -> {
        booking.post(JournalRules.refund(order, change), change);
        slot.update(order);
      }
      case WAIT -> {
        waiting.put(change.refundId(), in.copy());
        metrics.refundsParked.inc();
        slot.update(order);
      }
    }
    refunds.put(change.refundId(), refund);
  }

  /** The order as last accepted; null when it is not known. */
  @Nullable OrderState orderMet(String orderId) throws Exception {
    return orders.at(orderId).value();
  }

  /** A refund as last accepted; null when it is not known. */
  @Nullable RefundState refundMet(String refundId) throws Exception {
    return refunds.get(refundId);
  }

  private void releaseWaiting(OrderState order, Booking booking) throws Exception {
    List<Waiting> all = new ArrayList<>();
    for (Map.Entry<String, TopicRecord> entry : waiting.entries()) {
      TopicRecord record = entry.getValue();
      PaymentChange wire = codec.decode(record.value);
      try {
        all.add(new Waiting(record, wire, (RefundChange) ChangeReader.read(wire, record.key)));
      } catch (RefusedChangeException e) {
        // An earlier release let it through. It must not take the order's change with it.
        order.refundsWaiting--;
        booking.refuse(record, wire, e);
      }
    }
    waiting.clear();
    // The state backends keep maps in orders of their own; the source's order is the same for all.
    all.sort(
        Comparator.comparingLong((Waiting w) -> w.change().lsn())
            .thenComparing(w -> w.change().refundId()));
    for (Waiting next : all) {
      String refundId = next.change().refundId();
      RefundState refund = refund(refundId);
      metrics.refundsReleased.inc();
      try {
        RefundLifecycle.release(order, refund, next.change());
        booking.post(JournalRules.refund(order, next.change()), next.change());
        refunds.put(refundId, refund);
      } catch (RefusedChangeException e) {
        booking.refuse(next.record(), next.wire(), e);
        RefundLifecycle.takeBack(refund, next.change());
        refunds.put(refundId, refund);
      }
    }
  }

  private static OrderState orderOf(WriteBackCache.Slot<OrderState> slot) {
    OrderState known = slot.value();
    return known == null ? new OrderState() : known;
  }

  private RefundState refund(String refundId) throws Exception {
    RefundState known = refunds.get(refundId);
    return known == null ? new RefundState() : known;
  }

  /** A refund that waited, as it came. */
  private record Waiting(TopicRecord record, PaymentChange wire, RefundChange change) {}
}
