package dev.settle.stream.fraud;

import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.cursors.LongLongCursor;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
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

  /** A snapshot of the source is of no order: after so many rows the first are forgotten. */
  private static final int MEMORY_MAX = 500_000;

  private final int partition;

  /**
   * The ids that came last, each {@link IdHash} by its first half: numbers, since of strings the
   * garbage collector would look at each again and again. When the newest is younger than them by
   * more than {@link #MEMORY_MS}, the ids before them go.
   */
  private LongLongHashMap ids = new LongLongHashMap();

  private LongLongHashMap idsBefore = new LongLongHashMap();

  /** Commit of the first of the newer ids. */
  private long idsFrom = Long.MIN_VALUE;

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
    IdHash id = IdHash.of(captured.event().id());
    if (holds(ids, id) || holds(idsBefore, id)) {
      return true;
    }
    ids.put(id.first(), id.second());
    if (!captured.snapshot()) {
      newestCommit = Math.max(newestCommit, captured.committedAt());
      newestLsn = Math.max(newestLsn, captured.lsn());
    }
    if (newestCommit - MEMORY_MS > idsFrom || ids.size() > MEMORY_MAX) {
      idsBefore = ids;
      ids = new LongLongHashMap(ids.size());
      idsFrom = newestCommit;
    }
    return false;
  }

  private static boolean holds(LongLongHashMap ids, IdHash id) {
    int place = ids.indexOf(id.first());
    return ids.indexExists(place) && ids.indexGet(place) == id.second();
  }

  /** Takes in what another subtask knew of the partition. */
  void merge(PartitionProgress other) {
    offset = Math.max(offset, other.offset);
    newestCommit = Math.max(newestCommit, other.newestCommit);
    newestLsn = Math.max(newestLsn, other.newestLsn);
    idsFrom = Math.max(idsFrom, other.idsFrom);
    ids.putAll(other.ids);
    idsBefore.putAll(other.idsBefore);
  }

  /** Writes them for state. */
  static final class Serializer extends StateSerializer<PartitionProgress> {
    private static final long serialVersionUID = 1;
    private static final int FORMAT = 2;

    Serializer() {
      super(FORMAT);
    }

    @Override
    protected void write(PartitionProgress progress, DataOutputView target) throws IOException {
      Compact.writeNumber(progress.partition, target);
      Compact.writeNumber(progress.offset, target);
      Compact.writeNumber(progress.newestCommit, target);
      Compact.writeNumber(progress.newestLsn, target);
      target.writeLong(progress.idsFrom);
      write(progress.ids, target);
      write(progress.idsBefore, target);
    }

    private static void write(LongLongHashMap ids, DataOutputView target) throws IOException {
      Compact.writeNumber(ids.size(), target);
      for (LongLongCursor id : ids) {
        target.writeLong(id.key);
        target.writeLong(id.value);
      }
    }

    @Override
    protected PartitionProgress read(int writtenFormat, DataInputView source) throws IOException {
      PartitionProgress progress = new PartitionProgress((int) Compact.readNumber(source));
      progress.offset = Compact.readNumber(source);
      progress.newestCommit = Compact.readNumber(source);
      progress.newestLsn = Compact.readNumber(source);
      if (writtenFormat == 1) {
        for (long left = Compact.readNumber(source); left > 0; left--) {
          IdHash id = IdHash.of(Compact.readText(source));
          progress.ids.put(id.first(), id.second());
          Compact.readNumber(source);
        }
        progress.idsFrom = progress.newestCommit;
      } else {
        progress.idsFrom = source.readLong();
        progress.ids = readIds(source);
        progress.idsBefore = readIds(source);
      }
      return progress;
    }

    private static LongLongHashMap readIds(DataInputView source) throws IOException {
      int size = (int) Compact.readNumber(source);
      LongLongHashMap ids = new LongLongHashMap(size);
      for (int i = 0; i < size; i++) {
        ids.put(source.readLong(), source.readLong());
      }
      return ids;
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
