package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.Home;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.InFlightType;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import java.util.Comparator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to one of its homes: for every rule that has windows there, or out of history
 * for one rule that is new.
 *
 * @param home what windows are kept together under
 * @param sides of the payment on which it touches the home
 * @param event null on the mark that ends a rule's history
 * @param partition of the topic
 * @param offset in the partition
 * @param historyOf the rule whose history it is; empty when it is no history
 * @param start the rule's version that the history is read for
 */
record KeyedEvent(
    String home,
    int sides,
    @Nullable FraudEvent event,
    int partition,
    long offset,
    String historyOf,
    long start) {
  static final TypeInformation<KeyedEvent> IN_FLIGHT =
      new InFlightType<>(KeyedEvent.class, new KeyedEventInFlight());

  /** In the order in which they are applied. */
  static final Comparator<KeyedEvent> ORDER =
      Comparator.comparing(KeyedEvent::present, FraudEvent.ORDER);

  private static final String NO_RULE = "";

  /** An event as it happens. */
  static KeyedEvent live(Home home, CapturedEvent captured) {
    return new KeyedEvent(
        home.name(),
        home.sides(),
        captured.event(),
        captured.partition(),
        captured.offset(),
        NO_RULE,
        0);
  }

  /** An event that happened before the rule was known. */
  static KeyedEvent history(Home home, CapturedEvent captured, String ruleId, long start) {
    return new KeyedEvent(
        home.name(),
        home.sides(),
        captured.event(),
        captured.partition(),
        captured.offset(),
        ruleId,
        start);
  }

  /** No more history comes for this rule, to the subtask that has the home. */
  static KeyedEvent historyEnd(String home, String ruleId, long start) {
    return new KeyedEvent(home, 0, null, 0, 0, ruleId, start);
  }

  boolean isHistory() {
    return !historyOf.isEmpty();
  }

  /** The event of one that is no mark. */
  FraudEvent present() {
    if (event == null) {
      throw new IllegalStateException("the end of a history is no event");
    }
    return event;
  }

  /** Writes them for state. */
  static class Serializer extends StateSerializer<KeyedEvent> {
    private static final long serialVersionUID = 1;
    private static final int FORMAT = 1;

    final FraudEventSerializer events = new FraudEventSerializer();

    Serializer() {
      super(FORMAT);
    }

    @Override
    protected void write(KeyedEvent keyed, DataOutputView target) throws IOException {
      Compact.writeText(keyed.home, target);
      target.writeByte(keyed.sides);
      Compact.writeNumber(keyed.partition, target);
      Compact.writeNumber(keyed.offset, target);
      Compact.writeText(keyed.historyOf, target);
      Compact.writeNumber(keyed.start, target);
      writeEvent(keyed.event, target);
    }

    void writeEvent(@Nullable FraudEvent event, DataOutputView target) throws IOException {
      target.writeBoolean(event != null);
      if (event != null) {
        events.serialize(event, target);
      }
    }

    @Override
    protected KeyedEvent read(int writtenFormat, DataInputView source) throws IOException {
      String home = Compact.readText(source);
      int sides = source.readByte();
      int partition = (int) Compact.readNumber(source);
      long offset = Compact.readNumber(source);
      String historyOf = Compact.readText(source);
      long start = Compact.readNumber(source);
      FraudEvent event = readEvent(source);
      return new KeyedEvent(home, sides, event, partition, offset, historyOf, start);
    }

    @Nullable FraudEvent readEvent(DataInputView source) throws IOException {
      return source.readBoolean() ? events.deserialize(source) : null;
    }

    @Override
    public TypeSerializerSnapshot<KeyedEvent> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** What a savepoint remembers. */
  public static final class Snapshot extends StateSerializerSnapshot<KeyedEvent> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<KeyedEvent> restoreSerializer() {
      return new Serializer();
    }
  }
}
