package dev.settle.stream.trace;

import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of traced payments, when the checkpoint that lands their rows is complete: {@code
 * capture} from commit to capture, {@code book} from there to the ledger, {@code land} from there
 * to ClickHouse. Keyed by trace context.
 *
 * <p>It has no state: what it knows is in memory, bounded and lost with a restart. A trace is a
 * help, not a proof; it must never cost the job anything. A journal whose change was read before a
 * restart has no {@code book}.
 */
public final class SpanFunction extends KeyedProcessFunction<String, TraceEvent, Void>
    implements CheckpointedFunction, CheckpointListener {
  /** Events that wait for their checkpoint; more are dropped. */
  static final int WAITING_MAX = 10_000;

  /** Changes that are remembered for their journals. */
  private static final int REMEMBERED_MAX = 50_000;

  private static final long serialVersionUID = 1;

  private final SpanOutput output;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Spans spans;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient Map<String, Long> capturedAt;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient List<Step> arrived;

  @SuppressWarnings("NullAway.Init") // by open()
  private transient NavigableMap<Long, List<Step>> byCheckpoint;

  private transient int waiting;

  /** One event, in an object of its own: the job reuses those that it hands over. */
  private record Step(
      String traceParent,
      boolean booked,
      String change,
      String entityId,
      long lsn,
      String journalId,
      long at,
      long capturedAt) {}

  /** With what to write to. */
  public SpanFunction(SpanOutput output) {
    this.output = output;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {}

  @Override
  public void open(OpenContext context) {
    spans = output.open();
    capturedAt =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED_MAX;
          }
        };
    arrived = new ArrayList<>();
    byCheckpoint = new TreeMap<>();
    MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("trace");
    metrics.gauge("spansExported", spans::exported);
    metrics.gauge("spansDropped", spans::dropped);
  }

  @Override
  public void processElement(TraceEvent event, Context context, Collector<Void> out) {
    String change = event.lsn + "/" + event.entityId;
    if (!event.booked) {
      capturedAt.put(change, event.capturedAt);
    }
    if (waiting == WAITING_MAX) {
      spans.drop(1);
      return;
    }
    waiting++;
    arrived.add(
        new Step(
            event.traceParent,
            event.booked,
            change,
            event.entityId,
            event.lsn,
            event.journalId,
            event.at,
            event.capturedAt));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    if (!arrived.isEmpty()) {
      byCheckpoint.put(context.getCheckpointId(), arrived);
      arrived = new ArrayList<>();
    }
  }

  /** The sinks insert the rows of this checkpoint now. */
  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    long landedAt = System.currentTimeMillis();
    NavigableMap<Long, List<Step>> complete = byCheckpoint.headMap(checkpointId, true);
    for (List<Step> steps : complete.values()) {
      waiting -= steps.size();
      steps.forEach(step -> make(step, landedAt));
    }
    complete.clear();
    spans.flush();
  }

  private void make(Step step, long landedAt) {
    Attributes attributes =
        Attributes.builder()
            .put("settle.entity_id", step.entityId())
            .put("settle.source_lsn", step.lsn())
            .build();
    if (!step.booked()) {
      spans.add(step.traceParent(), "capture", step.at(), step.capturedAt(), attributes);
      return;
    }
    Attributes journal = attributes.toBuilder().put("settle.journal_id", step.journalId()).build();
    @Nullable Long captured = capturedAt.get(step.change());
    if (captured != null) {
      spans.add(step.traceParent(), "book", captured, step.at(), journal);
    }
    spans.add(step.traceParent(), "land", step.at(), landedAt, journal);
  }

  @Override
  public void close() {
    if (spans != null) {
      spans.close();
    }
  }
}
