package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.type.Compact;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes keyed events for the network. An event goes to its four or five homes at once, one behind
 * the other: it is encoded once for all, and where the same bytes come again they are the same
 * object again.
 *
 * <p>Remembers the last event, so each thread has one of its own.
 */
final class KeyedEventInFlight extends KeyedEvent.Serializer {
  private static final long serialVersionUID = 1;
  private static final int NO_EVENT = -1;
  private static final int EVENT_BYTES = 256;

  private transient @Nullable DataOutputSerializer writtenBytes;
  private transient @Nullable FraudEvent written;
  private transient byte @Nullable [] spare;
  private transient byte @Nullable [] readBytes;
  private transient int readLength;
  private transient @Nullable FraudEvent read;

  @Override
  public KeyedEventInFlight duplicate() {
    return new KeyedEventInFlight();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // one that is equal but another object is encoded anew
  void writeEvent(@Nullable FraudEvent event, DataOutputView target) throws IOException {
    if (event == null) {
      Compact.writeNumber(NO_EVENT, target);
      return;
    }
    DataOutputSerializer encoded = writtenBytes;
    if (encoded == null) {
      encoded = new DataOutputSerializer(EVENT_BYTES);
      writtenBytes = encoded;
    }
    if (event != written) {
      written = null;
      encoded.clear();
      events.serialize(event, encoded);
      written = event;
    }
    Compact.writeNumber(encoded.length(), target);
    target.write(encoded.getSharedBuffer(), 0, encoded.length());
  }

  @Override
  @Nullable FraudEvent readEvent(DataInputView source) throws IOException {
    int length = (int) Compact.readNumber(source);
    if (length == NO_EVENT) {
      return null;
    }
    byte[] next = spare;
    if (next == null || next.length < length) {
      next = new byte[Math.max(EVENT_BYTES, length)];
    }
    source.readFully(next, 0, length);
    FraudEvent known = read;
    byte[] last = readBytes;
    if (known != null && last != null && Arrays.equals(next, 0, length, last, 0, readLength)) {
      spare = next;
      return known;
    }
    FraudEvent event = events.deserialize(new DataInputDeserializer(next, 0, length));
    spare = last;
    readBytes = next;
    readLength = length;
    read = event;
    return event;
  }

  /** Nothing is kept as it is written here. */
  @Override
  public TypeSerializerSnapshot<KeyedEvent> snapshotConfiguration() {
    throw new UnsupportedOperationException("events in flight are no state");
  }
}
