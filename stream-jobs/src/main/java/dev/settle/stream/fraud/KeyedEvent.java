package dev.settle.stream.fraud;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.InFlightSerializer;
import dev.settle.stream.type.InFlightType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An event on its way to one of its keys.
 *
 * @param key what windows are kept for
 */
record KeyedEvent(String key, FraudEvent event) {
  static final TypeInformation<KeyedEvent> IN_FLIGHT =
      new InFlightType<>(KeyedEvent.class, new Serializer());

  private static final class Serializer extends InFlightSerializer<KeyedEvent> {
    private static final long serialVersionUID = 1;

    private final FraudEventSerializer events = new FraudEventSerializer();

    @Override
    public void serialize(KeyedEvent keyed, DataOutputView target) throws IOException {
      Compact.writeText(keyed.key, target);
      events.serialize(keyed.event, target);
    }

    @Override
    public KeyedEvent deserialize(DataInputView source) throws IOException {
      return new KeyedEvent(Compact.readText(source), events.deserialize(source));
    }
  }
}
