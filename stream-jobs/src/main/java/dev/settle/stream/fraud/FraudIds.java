package dev.settle.stream.fraud;

import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.util.OutputTag;

/**
 * The fraud job's names: operators, state, side outputs. Savepoints find their state by them, so
 * none may ever change.
 */
final class FraudIds {
  static final String JOB = "settle-fraud";

  static final String SOURCE = "payments";
  static final String REFERENCE_SOURCE = "fraud-rules";
  static final String ROUTE = "route";
  static final String HISTORY = "history";
  static final String EVALUATE = "evaluate";
  static final String ALERTS_SINK = "fraud-alerts";
  static final String LATE_SINK = "fraud-late";
  static final String QUARANTINE_SINK = "quarantine";

  /** Broadcast, by rule id: the last good version, and where its own payments begin. */
  static final MapStateDescriptor<String, RuleStart> RULES =
      new MapStateDescriptor<>("rules", StringSerializer.INSTANCE, new RuleStart.Serializer());

  /** Of a subtask: how far it is in event time. */
  static final ListStateDescriptor<Long> CLOCK = new ListStateDescriptor<>("clock", Types.LONG);

  /** Of the routing step: how far the partitions have been read, in chunks. */
  static final ListStateDescriptor<byte[]> PROGRESS =
      new ListStateDescriptor<>("progress", BytePrimitiveArraySerializer.INSTANCE);

  /** Of the routing step: events that the watermark has not passed, in chunks. */
  static final ListStateDescriptor<byte[]> WAITING =
      new ListStateDescriptor<>("waiting", BytePrimitiveArraySerializer.INSTANCE);

  /** Of the history step: rules whose history is to be read, or is being read. */
  static final ListStateDescriptor<HistoryRule> HISTORY_RULES =
      new ListStateDescriptor<>("history-rules", new HistoryRule.Serializer());

  /** Of the history step: events that were read and not yet sent. */
  static final ListStateDescriptor<CapturedEvent> HISTORY_READ =
      new ListStateDescriptor<>("history-read", new CapturedEvent.Serializer());

  /** Of the history step: how far the partitions have been read for history. */
  static final ListStateDescriptor<HistoryPosition> HISTORY_POSITIONS =
      new ListStateDescriptor<>("history-positions", new HistoryPosition.Serializer());

  /** Of the history step: what of it the source repeats. */
  static final ListStateDescriptor<PartitionProgress> HISTORY_SEEN =
      new ListStateDescriptor<>("history-seen", new PartitionProgress.Serializer());

  /** By key: events that the watermark has not passed, in no order. */
  static final ListStateDescriptor<KeyedEvent> BUFFER =
      new ListStateDescriptor<>("buffer", new KeyedEvent.Serializer());

  /** By key: events that wait until a rule's history is read. */
  static final ListStateDescriptor<WarmingEvent> WARMING =
      new ListStateDescriptor<>("warming", new WarmingEvent.Serializer());

  /** Rules whose history is read, id and the version they begin with. */
  static final ListStateDescriptor<String> LIVE = new ListStateDescriptor<>("live", Types.STRING);

  /** By key: the windows of its rules. */
  static final ValueStateDescriptor<KeyWindows> WINDOWS =
      new ValueStateDescriptor<>("windows", new KeyWindowsSerializer());

  /** Of the operator: rules that were paused for their keys, id and version. */
  static final ListStateDescriptor<String> PAUSED =
      new ListStateDescriptor<>("paused", Types.STRING);

  /** Payments that came too late for some windows. */
  static final OutputTag<EncodedRecord> LATE =
      new OutputTag<>("late", Types.POJO(EncodedRecord.class));

  /** Rules that were refused. */
  static final OutputTag<EncodedRecord> QUARANTINE =
      new OutputTag<>("quarantine", Types.POJO(EncodedRecord.class));

  /** What the routing steps know of rules. */
  static final OutputTag<RuleNotice> NOTICES = new OutputTag<>("rules", RuleNotice.IN_FLIGHT);

  private FraudIds() {}
}
