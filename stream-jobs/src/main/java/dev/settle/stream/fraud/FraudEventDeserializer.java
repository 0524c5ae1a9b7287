package dev.settle.stream.fraud;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.fraud.rule.EventReader;
import dev.settle.stream.fraud.rule.FraudEvent;
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
final class FraudEventDeserializer implements KafkaRecordDeserializationSchema<FraudEvent> {
  private static final long serialVersionUID = 1;

  private transient @Nullable AvroCodec<PaymentChange> codec;
  private transient Counter unreadable = new SimpleCounter();

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    codec = AvroCodec.of(PaymentChange.class);
    unreadable = context.getMetricGroup().addGroup("fraud").counter("unreadable");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> in, Collector<FraudEvent> out) {
    AvroCodec<PaymentChange> opened = codec;
    if (opened == null) {
      throw new IllegalStateException("the deserialiser is used before it is opened");
    }
    if (in.value() == null) {
      return;
    }
    try {
      EventReader.read(opened.decode(in.value())).forEach(out::collect);
    } catch (CodecException | UnreadableChangeException e) {
      unreadable.inc();
    }
  }

  @Override
  public TypeInformation<FraudEvent> getProducedType() {
    return FraudIds.EVENT;
  }
}
