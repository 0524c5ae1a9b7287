package dev.settle.stream.ledger;

import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.HoldState;
import dev.settle.stream.ledger.rule.InstructionState;
import dev.settle.stream.ledger.rule.OrderState;
import dev.settle.stream.ledger.rule.RefundState;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.OutputTag;

/**
 * The ledger job's names: operators, state, side outputs. Savepoints find their state by them, so
 * none may ever change.
 */
final class LedgerIds {
  static final String JOB = "settle-ledger";

  static final String SOURCE = "payment-changes";
  static final String REFERENCE_SOURCE = "reference-changes";

  /** By order, hold or instruction id; the name is from when there were orders only. */
  static final String JOURNAL = "order";

  static final String ENCODE = "encode";
  static final String ACCOUNT = "account";
  static final String ENTRIES_SINK = "ledger-entries";
  static final String QUARANTINE_SINK = "quarantine";
  static final String ALERTS_SINK = "ledger-alerts";
  static final String CLOSINGS_SINK = "ledger-closings";

  /** By order id: the order as last accepted. */
  static final ValueStateDescriptor<OrderState> ORDER_STATE =
      new ValueStateDescriptor<>("order", new OrderStateSerializer());

  /** By order id, then refund id: each refund as last accepted. */
  static final MapStateDescriptor<String, RefundState> REFUNDS =
      new MapStateDescriptor<>("refunds", Types.STRING, Types.POJO(RefundState.class));

  /** By order id, then refund id: succeeded refunds that wait for the order's payment. */
  static final MapStateDescriptor<String, TopicRecord> WAITING =
      new MapStateDescriptor<>("refunds-waiting", Types.STRING, Types.POJO(TopicRecord.class));

  /**
   * By order id, then the refused change's identity in the source: the place it was first refused
   * at. It grows with distinct refused changes only, each of which is a record for a person.
   */
  static final MapStateDescriptor<String, String> REFUSED =
      new MapStateDescriptor<>("refused", Types.STRING, Types.STRING);

  /** By hold id: the hold as last accepted. */
  static final ValueStateDescriptor<HoldState> HOLD_STATE =
      new ValueStateDescriptor<>("hold", Types.POJO(HoldState.class));

  /** By instruction id: what was booked. */
  static final ValueStateDescriptor<InstructionState> INSTRUCTION_STATE =
      new ValueStateDescriptor<>("instruction", Types.POJO(InstructionState.class));

  /** Broadcast, by channel and date: closings. One a channel and day. */
  static final MapStateDescriptor<String, ClosedDay> CLOSED_DAYS =
      new MapStateDescriptor<>("closed-days", Types.STRING, Types.POJO(ClosedDay.class));

  /** Broadcast, by merchant id: the merchants that are hot; the others are not in it. */
  static final MapStateDescriptor<String, Boolean> HOT_MERCHANTS =
      new MapStateDescriptor<>("hot-merchants", Types.STRING, Types.BOOLEAN);

  /** All that is broadcast. */
  static final List<MapStateDescriptor<?, ?>> BROADCAST_STATES =
      List.of(CLOSED_DAYS, HOT_MERCHANTS);

  /** By account, shard and currency: sequence and balance. */
  static final ValueStateDescriptor<AccountState> ACCOUNT_STATE =
      new ValueStateDescriptor<>("account", new AccountStateSerializer());

  /** Changes that were refused. */
  static final OutputTag<QuarantinedChange> QUARANTINE =
      new OutputTag<>("quarantine", Types.POJO(QuarantinedChange.class));

  /** Entries that took an available account below zero. */
  static final OutputTag<BookedEntry> OVERDRAFTS =
      new OutputTag<>("overdrafts", BookedEntry.IN_FLIGHT);

  /** Closings that the job took in. */
  static final OutputTag<ClosedDay> CLOSINGS =
      new OutputTag<>("closings", Types.POJO(ClosedDay.class));

  private LedgerIds() {}
}
