package dev.settle.stream.ledger;

import dev.settle.schemas.avro.BusinessDayCloseRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.BookingRules;
import dev.settle.stream.ledger.rule.Change;
import dev.settle.stream.ledger.rule.ChangeReader;
import dev.settle.stream.ledger.rule.HoldChange;
import dev.settle.stream.ledger.rule.InstructionChange;
import dev.settle.stream.ledger.rule.LedgerLeg;
import dev.settle.stream.ledger.rule.OrderChange;
import dev.settle.stream.ledger.rule.QuarantineCategory;
import dev.settle.stream.ledger.rule.RefundChange;
import dev.settle.stream.ledger.rule.RefusedChangeException;
import dev.settle.stream.state.StateKey;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The first keyed step, by the id of the order, hold or instruction: drops repetitions, holds each
 * change against the state it meets, and gives the legs of the journals that follow. Records arrive
 * undecoded: only bytes cross the network, and whatever is refused goes to the quarantine whole.
 *
 * <p><b>Refused changes</b> move no money and leave the state as it was, so a later legal change
 * goes on from the last accepted version. The same refused change delivered again (same entity,
 * version, position and operation) is dropped as a repetition, unless an operator replays it: then
 * it is judged anew.
 *
 * <p><b>Reference data</b> is broadcast: closed days and hot merchants. The first subtask answers a
 * closing; by the alignment of checkpoints that answer is committed only when every subtask knows
 * the closing, and together with every entry that was booked before.
 */
public final class JournalFunction
    extends KeyedBroadcastProcessFunction<String, TopicRecord, TopicRecord, LedgerLeg>
    implements KeyOnDemand {
  private static final long serialVersionUID = 1;
  private static final String MERCHANT_TABLE = "merchant";

  @SuppressWarnings("NullAway.Init") // by bind()
  private transient StateKey key;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient OrderChangeDecoder ordinaryOrders;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient AvroCodec<PaymentChange> codec;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient AvroCodec<ReferenceChange> referenceCodec;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient PaymentBook payments;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient HoldBook holds;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient InstructionBook instructions;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient ReferenceBook reference;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient MapState<String, String> refused;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient JournalMetrics metrics;

  private transient boolean isFirstSubtask;

  @Override
  public void bind(StateKey stateKey) {
    key = stateKey;
  }

  @Override
  public void open(OpenContext context) {
    ordinaryOrders = new OrderChangeDecoder();
    codec = AvroCodec.of(PaymentChange.class);
    referenceCodec = AvroCodec.of(ReferenceChange.class);
    metrics = new JournalMetrics(getRuntimeContext().getMetricGroup());
    payments = new PaymentBook(getRuntimeContext(), key, codec, metrics);
    holds = new HoldBook(getRuntimeContext());
    instructions = new InstructionBook(getRuntimeContext());
    reference = new ReferenceBook();
    refused = getRuntimeContext().getMapState(LedgerIds.REFUSED);
    isFirstSubtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
  }

  @Override
  public void writeBack() throws Exception {
    payments.writeBack();
  }

  @Override
  public void processElement(TopicRecord in, ReadOnlyContext context, Collector<LedgerLeg> out)
      throws Exception {
    metrics.changes.inc();
    payments.makeRoom();
    Output output = new Output(context, out);
    OrderChange order = in.isReplay() ? null : ordinaryOrders.decode(in.value, in.key);
    if (order == null) {
      key.set(in.key);
      takeAny(in, output);
      return;
    }
    metrics.reached(order.lsn());
    try {
      payments.take(order, output);
    } catch (RefusedChangeException e) {
      key.set(in.key);
      refuse(in, codec.decode(in.value), e, output);
    }
  }

  private void takeAny(TopicRecord in, Output output) throws Exception {
    PaymentChange wire;
    try {
      wire = codec.decode(in.value);
    } catch (CodecException e) {
      output.quarantine(in, null, malformed(e));
      return;
    }
    try {
      Change change = ChangeReader.read(wire, in.key);
      metrics.reached(change.lsn());
      if (change instanceof OrderChange order) {
        payments.take(order, output);
      } else if (change instanceof RefundChange refund) {
        payments.take(refund, in, output);
      } else if (change instanceof HoldChange hold) {
        holds.take(hold, output);
      } else if (change instanceof InstructionChange instruction) {
        instructions.take(instruction, output);
      }
      if (in.isReplay()) {
        refused.remove(identity(wire));
      }
    } catch (RefusedChangeException e) {
      refuse(in, wire, e, output);
    }
  }

  private void refuse(TopicRecord in, PaymentChange wire, RefusedChangeException why, Output output)
      throws Exception {
    if (refused.contains(identity(wire)) && !in.isReplay()) {
      metrics.duplicates.inc();
      return;
    }
    output.refuse(in, wire, why);
  }

  @Override
  public void processBroadcastElement(TopicRecord in, Context context, Collector<LedgerLeg> out)
      throws Exception {
    var closedDays = context.getBroadcastState(LedgerIds.CLOSED_DAYS);
    var hotMerchants = context.getBroadcastState(LedgerIds.HOT_MERCHANTS);
    BookingRules rules = reference.rules(closedDays, hotMerchants);
    long now = context.currentProcessingTime();
    try {
      ReferenceChange change = decodeReference(in);
      BusinessDayCloseRow close = change.getBusinessDayClose();
      if (close != null) {
        ClosedDay closed = ReferenceBook.close(change, close, now, rules, closedDays);
        if (closed != null && isFirstSubtask) {
          context.output(LedgerIds.CLOSINGS, closed);
        }
      } else if (change.getTable().equals(MERCHANT_TABLE)) {
        ReferenceBook.merchant(change.getKey(), change.getMerchant(), rules, hotMerchants);
      }
    } catch (RefusedChangeException e) {
      // Every subtask sees it; one tells.
      if (isFirstSubtask) {
        metrics.quarantined(e.category());
        context.output(LedgerIds.QUARANTINE, QuarantinedChange.of(in, e, now));
      }
    }
  }

  private ReferenceChange decodeReference(TopicRecord in) throws RefusedChangeException {
    try {
      return referenceCodec.decode(in.value);
    } catch (CodecException e) {
      throw malformed(e);
    }
  }

  private static RefusedChangeException malformed(CodecException e) {
    return new RefusedChangeException(QuarantineCategory.MALFORMED, String.valueOf(e.getMessage()));
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
    if (wire.getHoldAfter() != null) {
      return wire.getHoldAfter().getVersion();
    }
    return wire.getRefundAfter() == null ? 0 : wire.getRefundAfter().getVersion();
  }

  /** The outlets while one change is handled. */
  private final class Output implements Booking {
    private final ReadOnlyContext context;
    private final Collector<LedgerLeg> out;

    Output(ReadOnlyContext context, Collector<LedgerLeg> out) {
      this.context = context;
      this.out = out;
    }

    @Override
    public void post(List<LedgerLeg> journal, Change cause) throws Exception {
      metrics.journals.inc();
      reference
          .rules(
              context.getBroadcastState(LedgerIds.CLOSED_DAYS),
              context.getBroadcastState(LedgerIds.HOT_MERCHANTS))
          .place(journal, cause);
      journal.forEach(out::collect);
    }

    @Override
    public void duplicate() {
      metrics.duplicates.inc();
    }

    @Override
    public void refuse(TopicRecord record, PaymentChange wire, RefusedChangeException why)
        throws Exception {
      refused.put(identity(wire), record.place());
      quarantine(record, wire, why);
    }

    void quarantine(TopicRecord record, @Nullable PaymentChange wire, RefusedChangeException why)
        throws Exception {
      metrics.quarantined(why.category());
      QuarantinedChange change = QuarantinedChange.of(record, why, context.currentProcessingTime());
      String refundId = null;
      if (wire != null) {
        change.read(wire);
        refundId = wire.getEntityId();
      }
      change.stateMet =
          new StateMet(
                  payments.orderMet(record.key),
                  refundId == null ? null : payments.refundMet(refundId),
                  holds.met(),
                  instructions.met())
              .toJson();
      context.output(LedgerIds.QUARANTINE, change);
    }
  }
}
