package dev.settle.stream.ledger;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.payment.OrderStatus;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.Change;
import dev.settle.stream.ledger.rule.ChangeReader;
import dev.settle.stream.ledger.rule.JournalRules;
import dev.settle.stream.ledger.rule.LedgerLeg;
import dev.settle.stream.ledger.rule.OrderChange;
import dev.settle.stream.ledger.rule.OrderLifecycle;
import dev.settle.stream.ledger.rule.OrderState;
import dev.settle.stream.ledger.rule.QuarantineCategory;
import dev.settle.stream.ledger.rule.RefundChange;
import dev.settle.stream.ledger.rule.RefundLifecycle;
import dev.settle.stream.ledger.rule.RefundState;
import dev.settle.stream.ledger.rule.RefusedChangeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The first keyed step, by order id: drops repetitions, holds each change against the state of its
 * order, and gives the legs of the journals that follow. Records arrive undecoded: only bytes cross
 * the network, and whatever is refused goes to the quarantine whole.
 *
 * <p><b>Refused changes</b> move no money and leave the order's and the refund's state as it was,
 * so a later legal change goes on from the last accepted version. The same refused change delivered
 * again (same entity, version, position and operation) is dropped as a repetition.
 *
 * <p><b>State</b>, kept for ever, about 200 bytes an order and 100 a refund. Cost: one read and one
 * write of the order's state a change; one more of each for a refund.
 */
public final class OrderFunction extends KeyedProcessFunction<String, TopicRecord, LedgerLeg> {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient AvroCodec<PaymentChange> codec;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient ValueState<OrderState> orderState;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient MapState<String, RefundState> refunds;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient MapState<String, TopicRecord> waiting;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient MapState<String, String> refused;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient OrderMetrics metrics;

  @Override
  public void open(OpenContext context) {
    codec = AvroCodec.of(PaymentChange.class);
    orderState = getRuntimeContext().getState(LedgerIds.ORDER_STATE);
    refunds = getRuntimeContext().getMapState(LedgerIds.REFUNDS);
    waiting = getRuntimeContext().getMapState(LedgerIds.WAITING);
    refused = getRuntimeContext().getMapState(LedgerIds.REFUSED);
    metrics = new OrderMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(TopicRecord in, Context context, Collector<LedgerLeg> out)
      throws Exception {
    metrics.changes.inc();
    PaymentChange wire;
    try {
      wire = codec.decode(in.value);
    } catch (CodecException e) {
      refuse(in, null, new RefusedChangeException(QuarantineCategory.MALFORMED, text(e)), context);
      return;
    }
    try {
      Change change = ChangeReader.read(wire, in.key);
      metrics.reached(change.lsn());
      if (change instanceof OrderChange order) {
        take(order, context, out);
      } else if (change instanceof RefundChange refund) {
        take(refund, in, out);
      }
    } catch (RefusedChangeException e) {
      String identity = identity(wire);
      if (refused.contains(identity)) {
        metrics.duplicates.inc();
        return;
      }
      refused.put(identity, in.place());
      refuse(in, wire, e, context);
    }
  }

  private void take(OrderChange change, Context context, Collector<LedgerLeg> out)
      throws Exception {
    OrderState order = order();
    if (OrderLifecycle.isDuplicate(order, change)) {
      metrics.duplicates.inc();
      return;
    }
    long moved = OrderLifecycle.accept(order, change);
    if (moved > 0) {
      emit(JournalRules.payment(order, change, moved), out);
    }
    if (order.refundsWaiting > 0 && order.status != OrderStatus.PENDING) {
      releaseWaiting(order, context, out);
    }
    orderState.update(order);
  }

  private void take(RefundChange change, TopicRecord in, Collector<LedgerLeg> out)
      throws Exception {
    RefundState refund = refund(change.refundId());
    if (RefundLifecycle.isDuplicate(refund, change)) {
      metrics.duplicates.inc();
      return;
    }
    OrderState order = order();
    switch (RefundLifecycle.accept(order, refund, change)) {
      case NONE -> {}
      case POST -> {
        emit(JournalRules.refund(order, change), out);
        orderState.update(order);
      }
      case WAIT -> {
        // A copy: an operator never keeps an input object.
        waiting.put(
            change.refundId(),
            new TopicRecord(in.topic, in.partition, in.offset, in.key, in.value));
        metrics.refundsParked.inc();
        orderState.update(order);
      }
    }
    refunds.put(change.refundId(), refund);
  }

  private void releaseWaiting(OrderState order, Context context, Collector<LedgerLeg> out)
      throws Exception {
    List<Waiting> all = new ArrayList<>();
    for (Map.Entry<String, TopicRecord> entry : waiting.entries()) {
      PaymentChange wire = codec.decode(entry.getValue().value);
      all.add(
          new Waiting(
              entry.getValue(),
              wire,
              (RefundChange) ChangeReader.read(wire, entry.getValue().key)));
    }
    waiting.clear();
    // The state backends keep maps in orders of their own; the source's order is the same for all.
    all.sort(
        Comparator.comparingLong((Waiting w) -> w.change().lsn())
            .thenComparing(w -> w.change().refundId()));
    for (Waiting next : all) {
      RefundState refund = refund(next.change().refundId());
      metrics.refundsReleased.inc();
      try {
        RefundLifecycle.release(order, refund, next.change());
        emit(JournalRules.refund(order, next.change()), out);
        refunds.put(next.change().refundId(), refund);
      } catch (RefusedChangeException e) {
        refuse(next.record(), next.wire(), e, context);
      }
    }
  }

  private void emit(List<LedgerLeg> journal, Collector<LedgerLeg> out) {
    metrics.journals.inc();
    journal.forEach(out::collect);
  }

  private void refuse(
      TopicRecord in, @Nullable PaymentChange wire, RefusedChangeException why, Context context)
      throws Exception {
    metrics.quarantined(why.category());
    QuarantinedChange change = new QuarantinedChange();
    change.category = why.category();
    change.detail = why.detail();
    change.orderId = in.key;
    RefundState refund = null;
    if (wire != null) {
      change.entity = wire.getEntity().name();
      change.entityId = wire.getEntityId();
      change.orderId = wire.getOrderId();
      change.originalJson = wire.toString();
      change.sourceLsn = wire.getSource().getLsn();
      refund = refunds.get(wire.getEntityId());
    }
    change.stateMet = new StateMet(orderState.value(), refund).toJson();
    change.original = in;
    change.quarantinedAt = context.timerService().currentProcessingTime();
    context.output(LedgerIds.QUARANTINE, change);
  }

  private OrderState order() throws Exception {
    OrderState known = orderState.value();
    return known == null ? new OrderState() : known;
  }

  private RefundState refund(String refundId) throws Exception {
    RefundState known = refunds.get(refundId);
    return known == null ? new RefundState() : known;
  }

  /** What tells one change of the source from every other, also when it is captured again. */
  private static String identity(PaymentChange wire) {
    return wire.getEntity()
        + "/"
        + wire.getEntityId()
        + "/"
        + version(wire)
        + "/"
        + wire.getSource().getLsn()
        + "/"
        + wire.getOp();
  }

  private static long version(PaymentChange wire) {
    if (wire.getOrderAfter() != null) {
      return wire.getOrderAfter().getVersion();
    }
    return wire.getRefundAfter() == null ? 0 : wire.getRefundAfter().getVersion();
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }

  /** A refund that waited, as it came. */
  private record Waiting(TopicRecord record, PaymentChange wire, RefundChange change) {}
}
