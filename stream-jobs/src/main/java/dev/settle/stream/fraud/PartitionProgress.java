package dev.settle.stream.fraud;

import dev.settle.stream.type.Compact;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How far one partition has been read, and what was read last: enough to know what the source
 * repeats. After a crash the connector sends again, in the same order, what it had not noted as
 * sent. So whatever is older than the newest commit of its partition by more than {@link
 * #MEMORY_MS}, in time and in the log, is a repetition; what is younger is looked up.
 */
final class PartitionProgress {
  /**
   * Commits of concurrent transactions reach the log, and so the topic, in an order that differs
   * from that of their times by moments. This is far more.
   */
  static final long MEMORY_MS = 10_000;

  /** A snapshot of the source is of no order; ids of so many rows are remembered at most. */
  private static final int MEMORY_MAX = 500_000;

  private record Seen(String id, long committedAt) {}

  private final int partition;
  private final Deque<Seen> recent = new ArrayDeque<>();
  private final Set<String> ids = new HashSet<>();
  private long offset = -1;
  private long newestCommit;
  private long newestLsn = -1;

  PartitionProgress(int partition) {
    this.partition = partition;
  }

  int partition() {
    return partition;
  }

  /** Offset of the newest event that was read. */
  long offset() {
    return offset;
  }

  /**
   * Takes note of an event.
   *
   * @return true when it was here before
   */
  boolean isRepeated(CapturedEvent captured) {
    offset = Math.max(offset, captured.offset());
    boolean old = captured.committedAt() < newestCommit - MEMORY_MS;
    if (old && (captured.snapshot() || captured.lsn() <= newestLsn)) {
      return true;
    }
    if (!remember(captured.event().id(), captured.committedAt())) {
      return true;
    }
    if (!captured.snapshot()) {
      newestCommit = Math.max(newestCommit, captured.committedAt());
      newestLsn = Math.max(newestLsn, captured.lsn());
    }
    while (recent.getFirst().committedAt < newestCommit - MEMORY_MS || recent.size() > MEMORY_MAX) {
      ids.remove(recent.removeFirst().id);
    }
    return false;
  }

  private boolean remember(String id, long committedAt) {
    if (!ids.add(id)) {
      return false;
    }
    recent.addLast(new Seen(id, committedAt));
    return true;
  }

  /** Takes in what another subtask knew of the partition. */
  void merge(PartitionProgress other) {
    offset = Math.max(offset, other.offset);
    newestCommit = Math.max(newestCommit, other.newestCommit);
    newestLsn = Math.max(newestLsn, other.newestLsn);
    other.recent.forEach(seen -> remember(seen.id, seen.committedAt));
  }

  /** Writes them for state. */
  static final class Serializer extends StateSerializer<PartitionProgress> {
    private static final long serialVersionUID = 1;
    private static final int FORMAT = 1;

    Serializer() {
      super(FORMAT);
    }

    @Override
    protected void write(PartitionProgress progress, DataOutputView target) throws IOException {
      Compact.writeNumber(progress.partition, target);
      Compact.writeNumber(progress.offset, target);
      Compact.writeNumber(progress.newestCommit, target);
      Compact.writeNumber(progress.newestLsn, target);
      Compact.writeNumber(progress.recent.size(), target);
      for (Seen seen : progress.recent) {
        Compact.writeText(seen.id, target);
        Compact.writeNumber(seen.committedAt, target);
      }
    }

    @Override
    protected PartitionProgress read(int writtenFormat, DataInputView source) throws IOException {
      PartitionProgress progress = new PartitionProgress((int) Compact.readNumber(source));
      progress.offset = Compact.readNumber(source);
      progress.newestCommit = Compact.readNumber(source);
      progress.newestLsn = Compact.readNumber(source);
      for (long left = Compact.readNumber(source); left > 0; left--) {
        progress.remember(Compact.readText(source), Compact.readNumber(source));
      }
      return progress;
    }

    @Override
    public TypeSerializerSnapshot<PartitionProgress> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** What a savepoint remembers. */
  public static final class Snapshot extends StateSerializerSnapshot<PartitionProgress> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<PartitionProgress> restoreSerializer() {
      return new Serializer();
    }
  }
}
