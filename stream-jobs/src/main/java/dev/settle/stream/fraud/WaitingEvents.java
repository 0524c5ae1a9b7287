package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.state.StateChunks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Events that wait for the watermark, for some seconds of event time: as bytes, by tenths of a
 * second. A hundred thousand events as objects are a million objects, and each young collection
 * copied all of them; as bytes they are a hundred. They are written to a checkpoint as they are.
 */
final class WaitingEvents {
  private static final long SPAN_MS = 100;
  private static final int SPAN_BYTES = 4 * 1024;
  private static final TypeSerializer<CapturedEvent> EVENTS = new CapturedEvent.Serializer();
  private static final Comparator<CapturedEvent> ORDER =
      Comparator.comparing(CapturedEvent::event, FraudEvent.ORDER);

  /** Events of later spans than the one that the watermark is in. */
  private final TreeMap<Long, DataOutputSerializer> spans = new TreeMap<>();

  /** Events of the span that the watermark is in, which it has not passed. */
  private List<CapturedEvent> next = new ArrayList<>();

  private long nextSpan = Long.MIN_VALUE;
  private long newest = Long.MIN_VALUE;
  private int size;

  void add(CapturedEvent event) throws IOException {
    long span = Math.floorDiv(event.event().time(), SPAN_MS);
    if (span <= nextSpan) {
      next.add(event);
    } else {
      EVENTS.serialize(
          event, spans.computeIfAbsent(span, unused -> new DataOutputSerializer(SPAN_BYTES)));
    }
    newest = Math.max(newest, event.event().time());
    size++;
  }

  int size() {
    return size;
  }

  /** The newest that waits or has waited; {@code Long.MIN_VALUE} when none has. */
  long newest() {
    return newest;
  }

  /** Takes out what the watermark has passed, in the order of {@link FraudEvent#ORDER}. */
  void takeUpTo(long watermark, Consumer<CapturedEvent> taker) throws IOException {
    nextSpan = Math.max(nextSpan, Math.floorDiv(watermark, SPAN_MS));
    while (!spans.isEmpty() && spans.firstKey() < nextSpan) {
      // Span by span, so that few are objects at once.
      decode(spans.pollFirstEntry(), next);
      take(watermark, taker);
    }
    if (!spans.isEmpty() && spans.firstKey() == nextSpan) {
      decode(spans.pollFirstEntry(), next);
    }
    take(watermark, taker);
  }

  private static void decode(Map.Entry<Long, DataOutputSerializer> span, List<CapturedEvent> target)
      throws IOException {
    DataOutputSerializer bytes = span.getValue();
    DataInputDeserializer in =
        new DataInputDeserializer(bytes.getSharedBuffer(), 0, bytes.length());
    while (in.available() > 0) {
      target.add(EVENTS.deserialize(in));
    }
  }

  private void take(long watermark, Consumer<CapturedEvent> taker) {
    next.sort(ORDER);
    int due = 0;
    while (due < next.size() && next.get(due).event().time() <= watermark) {
      taker.accept(next.get(due++));
    }
    size -= due;
    next = new ArrayList<>(next.subList(due, next.size()));
  }

  /** What a checkpoint keeps, see {@link StateChunks}. */
  List<byte[]> toState() throws IOException {
    List<byte[]> chunks = StateChunks.write(next, EVENTS);
    for (DataOutputSerializer span : spans.values()) {
      chunks.add(span.getCopyOfBuffer());
    }
    return chunks;
  }

  /** Takes back what {@link #toState} gave, here or on another subtask. */
  void restore(Iterable<byte[]> chunks) throws IOException {
    List<CapturedEvent> events = new ArrayList<>();
    StateChunks.read(chunks, EVENTS, events::add);
    for (CapturedEvent event : events) {
      add(event);
    }
  }
}
