package dev.settle.stream.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The jobs' own sink, whose commits the test can hold back after the checkpoint is complete, as an
 * outage at that moment does. One at a time in a JVM.
 *
 * @param <T> type of the records
 */
public final class HeldSink<T>
    implements Sink<T>,
        SupportsCommitter<KafkaCommittable>,
        SupportsWriterState<T, KafkaWriterState>,
        SupportsPostCommitTopology<KafkaCommittable> {
  private static final long serialVersionUID = 1;

  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();
  private static volatile CountDownLatch gate = new CountDownLatch(0);

  private final WatchedSink<T> sink;

  /** Around a sink of {@link TransactionalSink}. */
  public HeldSink(Sink<T> sink) {
    this.sink = (WatchedSink<T>) sink;
  }

  /** From now on commits wait. */
  public static void hold() {
    HELD.clear();
    gate = new CountDownLatch(1);
  }

  /** Commits that wait go on. */
  public static void release() {
    gate.countDown();
  }

  /** Transactional ids of the commits that have waited since {@link #hold()}. */
  public static Set<String> held() {
    return Set.copyOf(HELD);
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
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
    return new HeldCommitter((WatchedCommitter) sink.createCommitter(context));
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    sink.addPostCommitTopology(committables);
  }

  private record HeldCommitter(WatchedCommitter committer) implements Committer<KafkaCommittable> {
    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
        throws IOException, InterruptedException {
      CountDownLatch now = gate;
      if (now.getCount() > 0 && !requests.isEmpty()) {
        for (CommitRequest<KafkaCommittable> request : requests) {
          HELD.add(request.getCommittable().getTransactionalId());
        }
        now.await();
      }
      committer.commit(requests);
    }

    @Override
    public void close() throws IOException {
      committer.close();
    }
  }
}
