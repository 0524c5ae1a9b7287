package dev.settle.stream.fraud;

import dev.settle.stream.type.Compact;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A rule and where its own payments begin: what the routing steps had read when they learnt of it
 * is its history, what they read behind that goes on from there. So each payment is in one of the
 * two, whatever the order in which they reach a window.
 */
final class RuleStart {
  private final byte[] record;
  private final long version;
  private final long start;
  private final long safeTime;
  private final long sentTo;
  private final Map<Integer, Long> read;
  private final int toTell;

  /**
   * A rule with its place.
   *
   * @param toTell routing steps that have yet to tell what they had read
   */
  RuleStart(
      byte[] record,
      long version,
      long start,
      long safeTime,
      long sentTo,
      Map<Integer, Long> read,
      int toTell) {
    this.record = record;
    this.version = version;
    this.start = start;
    this.safeTime = safeTime;
    this.sentTo = sentTo;
    this.read = read;
    this.toTell = toTell;
  }

  /** The rule's last good version as it stood in its topic. */
  byte[] record() {
    return record;
  }

  /** The version of that record. */
  long version() {
    return version;
  }

  /** The version from which on its windows have the same content. */
  long start() {
    return start;
  }

  /** Nothing that is not history is older, unless it is late; milliseconds since the epoch. */
  long safeTime() {
    return safeTime;
  }

  /** By partition, the offset of the last payment that had been read. */
  Map<Integer, Long> read() {
    return read;
  }

  /**
   * True when every routing step has told what it had read: only then is it known what is history.
   */
  boolean isTold() {
    return toTell == 0;
  }

  /** True when nothing had been sent on. */
  boolean hasNoHistory() {
    return sentTo == Long.MIN_VALUE || read.isEmpty();
  }

  /** True when a payment is history: it had been read, and sent on or left to be read again. */
  boolean isHistory(int partition, long offset, long time) {
    if (time > sentTo) {
      return false;
    }
    Long last = read.get(partition);
    return last != null && offset <= last;
  }

  /** With what another routing step had read. */
  RuleStart and(RuleStart other) {
    Map<Integer, Long> all = new TreeMap<>(read);
    other.read.forEach((partition, offset) -> all.merge(partition, offset, Math::max));
    return new RuleStart(
        record,
        version,
        start,
        Math.min(safeTime, other.safeTime),
        Math.max(sentTo, other.sentTo),
        all,
        toTell - 1);
  }

  /** The same start with a newer record. */
  RuleStart with(RuleStart newer) {
    return new RuleStart(newer.record, newer.version, start, safeTime, sentTo, read, toTell);
  }

  /** Writes them for state and for the network. */
  static final class Serializer extends StateSerializer<RuleStart> {
    private static final long serialVersionUID = 1;
    private static final int FORMAT = 1;

    Serializer() {
      super(FORMAT);
    }

    @Override
    protected void write(RuleStart rule, DataOutputView target) throws IOException {
      Compact.writeBytes(rule.record, target);
      Compact.writeNumber(rule.version, target);
      Compact.writeNumber(rule.start, target);
      Compact.writeNumber(rule.safeTime, target);
      Compact.writeNumber(rule.sentTo, target);
      Compact.writeNumber(rule.toTell, target);
      Compact.writeNumber(rule.read.size(), target);
      for (Map.Entry<Integer, Long> entry : rule.read.entrySet()) {
        Compact.writeNumber(entry.getKey(), target);
        Compact.writeNumber(entry.getValue(), target);
      }
    }

    @Override
    protected RuleStart read(int writtenFormat, DataInputView source) throws IOException {
      byte[] record = Compact.readBytes(source);
      long version = Compact.readNumber(source);
      long start = Compact.readNumber(source);
      long safeTime = Compact.readNumber(source);
      long sentTo = Compact.readNumber(source);
      int toTell = (int) Compact.readNumber(source);
      Map<Integer, Long> read = new TreeMap<>();
      for (long left = Compact.readNumber(source); left > 0; left--) {
        int partition = (int) Compact.readNumber(source);
        read.put(partition, Compact.readNumber(source));
      }
      return new RuleStart(record, version, start, safeTime, sentTo, read, toTell);
    }

    @Override
    public TypeSerializerSnapshot<RuleStart> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** What a savepoint remembers. */
  public static final class Snapshot extends StateSerializerSnapshot<RuleStart> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<RuleStart> restoreSerializer() {
      return new Serializer();
    }
  }
}
