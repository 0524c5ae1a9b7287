package dev.settle.stream.fraud;

import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.fraud.rule.UnreadableChangeException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes events out of the topic of changes; the many changes that are none go no further. Decoding
 * here gives each partition watermarks of its own. A record that cannot be read is counted: the
 * ledger puts the same one, whole, into the quarantine.
 */
final class FraudEventDeserializer implements KafkaRecordDeserializationSchema<CapturedEvent> {
  private static final long serialVersionUID = 1;

  private transient @Nullable ChangeEvents changes;
  private transient Counter unreadable = new SimpleCounter();

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    changes = new ChangeEvents();
    unreadable = context.getMetricGroup().addGroup("fraud").counter("unreadable");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> in, Collector<CapturedEvent> out) {
    ChangeEvents opened = changes;
    if (opened == null) {
      throw new IllegalStateException("the deserialiser is used before it is opened");
    }
    try {
      opened.read(in).forEach(out::collect);
    } catch (CodecException | UnreadableChangeException e) {
      unreadable.inc();
    }
  }

  @Override
  public TypeInformation<CapturedEvent> getProducedType() {
    return CapturedEvent.IN_FLIGHT;
  }
}
