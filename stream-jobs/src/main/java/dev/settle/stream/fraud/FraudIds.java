package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.type.InFlightType;
import java.time.Duration;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
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
  static final String EVALUATE = "evaluate";
  static final String ALERTS_SINK = "fraud-alerts";
  static final String LATE_SINK = "fraud-late";
  static final String QUARANTINE_SINK = "quarantine";

  /** Events between operators. */
  static final TypeInformation<FraudEvent> EVENT =
      new InFlightType<>(FraudEvent.class, new FraudEventSerializer());

  /** Broadcast, by rule id: the last good version as it stood in its topic. */
  static final MapStateDescriptor<String, byte[]> RULES =
      new MapStateDescriptor<>(
          "rules", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /**
   * By event id: that it came. The connector repeats what it sent shortly before it crashed; a day
   * covers any outage in which it is not set up anew.
   */
  static final ValueStateDescriptor<Boolean> SEEN = seen();

  /** By event id: an event that came before the rules were read. */
  static final ValueStateDescriptor<FraudEvent> HELD =
      new ValueStateDescriptor<>("held", new FraudEventSerializer());

  /** By key: events above the watermark, in no order. */
  static final ListStateDescriptor<FraudEvent> PENDING =
      new ListStateDescriptor<>("pending", new FraudEventSerializer());

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

  private FraudIds() {}

  private static ValueStateDescriptor<Boolean> seen() {
    ValueStateDescriptor<Boolean> seen = new ValueStateDescriptor<>("seen", Types.BOOLEAN);
    seen.enableTimeToLive(
        StateTtlConfig.newBuilder(Duration.ofDays(1))
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
            .cleanupInRocksdbCompactFilter(10_000)
            .build());
    return seen;
  }
}
