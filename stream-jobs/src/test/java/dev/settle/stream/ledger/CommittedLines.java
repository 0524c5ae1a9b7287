package dev.settle.stream.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.function.SerializableFunction;

/**
 * A two-phase sink in memory: lines are seen when their checkpoint is complete, as a Kafka
 * transaction's records are. It can fail once, between two checkpoints, to make the job restore.
 *
 * @param <T> what is written
 */
public final class CommittedLines<T> implements Sink<T>, SupportsCommitter<String> {
  private static final long serialVersionUID = 1;

  /** By sink, then batch, so that a batch that is committed again counts once. */
  private static final Map<String, Map<String, List<String>>> COMMITTED = new ConcurrentHashMap<>();

  private static final Map<String, AtomicBoolean> FAILED = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private final SerializableFunction<T, String> toLine;
  private final int failAfterLines;

  /**
   * A sink.
   *
   * @param failAfterLines fail once when so many lines have been committed and another is written
   */
  public CommittedLines(SerializableFunction<T, String> toLine, int failAfterLines) {
    this.toLine = toLine;
    this.failAfterLines = failAfterLines;
    COMMITTED.put(id, new ConcurrentHashMap<>());
    FAILED.put(id, new AtomicBoolean());
  }

  /** Everything that was committed. */
  public List<String> lines() {
    return batches().values().stream().flatMap(List::stream).toList();
  }

  /** True when the sink has failed on purpose. */
  public boolean hasFailed() {
    return failed().get();
  }

  private Map<String, List<String>> batches() {
    return COMMITTED.getOrDefault(id, Map.of());
  }

  private AtomicBoolean failed() {
    return FAILED.getOrDefault(id, new AtomicBoolean());
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new Writer();
  }

  @Override
  public Committer<String> createCommitter(CommitterInitContext context) {
    return new BatchCommitter();
  }

  @Override
  public SimpleVersionedSerializer<String> getCommittableSerializer() {
    return new Utf8();
  }

  /** Gathers a checkpoint's lines; the first line of a batch is its name. */
  private final class Writer implements CommittingSinkWriter<T, String> {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void write(T element, Context context) {
      if (lines().size() >= failAfterLines && failed().compareAndSet(false, true)) {
        throw new IllegalStateException("fails once, on purpose");
      }
      lines.add(toLine.apply(element));
    }

    @Override
    public Collection<String> prepareCommit() {
      if (lines.isEmpty()) {
        return List.of();
      }
      String batch = UUID.randomUUID() + "\n" + String.join("\n", lines);
      lines.clear();
      return List.of(batch);
    }

    @Override
    public void flush(boolean endOfInput) {
      // Nothing to flush: prepareCommit hands over every line.
    }

    @Override
    public void close() {
      // Holds no resource.
    }

    private List<String> lines() {
      return CommittedLines.this.lines();
    }
  }

  private final class BatchCommitter implements Committer<String> {
    @Override
    public void commit(Collection<CommitRequest<String>> requests) {
      for (CommitRequest<String> request : requests) {
        List<String> batch = request.getCommittable().lines().toList();
        batches().put(batch.get(0), batch.subList(1, batch.size()));
      }
    }

    @Override
    public void close() {
      // Holds no resource.
    }
  }

  private static final class Utf8 implements SimpleVersionedSerializer<String> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(String batch) {
      return batch.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String deserialize(int version, byte[] bytes) throws IOException {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
