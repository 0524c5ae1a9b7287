package dev.settle.stream.kafka;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka sink whose committer is watched, and whose start can be guarded; in all else the Kafka
 * sink itself, also in its state, so that savepoints of either fit the other.
 *
 * @param <T> type of the records
 */
final class WatchedSink<T>
    implements Sink<T>,
        SupportsCommitter<KafkaCommittable>,
        SupportsWriterState<T, KafkaWriterState>,
        SupportsPostCommitTopology<KafkaCommittable>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1;

  private final KafkaSink<T> sink;
  private final String bootstrapServers;
  private final @Nullable StartGuard guard;

  WatchedSink(KafkaSink<T> sink, String bootstrapServers, @Nullable StartGuard guard) {
    this.sink = sink;
    this.bootstrapServers = bootstrapServers;
    this.guard = guard;
  }

  /** Called for a job without state only; a restored one gets {@link #restoreWriter}. */
  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    // One subtask is enough: no transaction is committed before all subtasks have started.
    if (guard != null && context.getTaskInfo().getIndexOfThisSubtask() == 0) {
      guard.check(bootstrapServers);
    }
    return sink.createWriter(context);
  }

  @Override
  public StatefulSinkWriter<T, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> state) {
    return sink.restoreWriter(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return new WatchedCommitter(
        sink.createCommitter(context),
        new KafkaCommitLog(bootstrapServers),
        context.getTaskInfo().getIndexOfThisSubtask(),
        context.metricGroup());
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    sink.addPostCommitTopology(committables);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return sink.getLineageVertex();
  }
}
