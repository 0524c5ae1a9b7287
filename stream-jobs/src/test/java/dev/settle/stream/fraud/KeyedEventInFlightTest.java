package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.Home;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class KeyedEventInFlightTest {
  @Test
  void shouldReadWhatWasWrittenWithAnEventOfSeveralHomesAsOneObject() throws IOException {
    FraudEvent event = Events.purchase("o1", 20_000, 5);
    FraudEvent later = Events.refund("o1#3", 20_000, 5);
    List<KeyedEvent> sent =
        List.of(
            live("user:u1", event),
            live("device:d1", event),
            live("user:u1", later),
            live("ip:10.0.0.1", event),
            KeyedEvent.historyEnd("user:u1", "rule", 3));

    List<KeyedEvent> read = roundTrip(sent);
    assertThat(read).isEqualTo(sent);
    assertThat(read.get(1).event()).isSameAs(read.get(0).event());
  }

  @Test
  void shouldReadEventsThatAreLongerThanAnyBefore() throws IOException {
    List<KeyedEvent> sent = new ArrayList<>();
    for (int length = 1; length < 2_000; length *= 3) {
      sent.add(live("user:u1", Events.purchase("o".repeat(length), 20_000, 5)));
      sent.add(live("user:u1", Events.purchase("o", 20_000, 5)));
    }
    assertThat(roundTrip(sent)).isEqualTo(sent);
  }

  @Test
  void shouldBeOneForEachThread() {
    KeyedEventInFlight serializer = new KeyedEventInFlight();
    assertThat(serializer.duplicate()).isNotSameAs(serializer).isEqualTo(serializer);
  }

  private static KeyedEvent live(String home, FraudEvent event) {
    return KeyedEvent.live(
        new Home(home, Home.PAYER), new CapturedEvent(event, 2, 7, 7, event.time(), false));
  }

  private static List<KeyedEvent> roundTrip(List<KeyedEvent> sent) throws IOException {
    KeyedEventInFlight writer = new KeyedEventInFlight();
    KeyedEventInFlight reader = new KeyedEventInFlight();
    DataOutputSerializer out = new DataOutputSerializer(64);
    for (KeyedEvent keyed : sent) {
      writer.serialize(keyed, out);
    }
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    List<KeyedEvent> read = new ArrayList<>();
    while (in.available() > 0) {
      read.add(reader.deserialize(in));
    }
    return read;
  }
}
