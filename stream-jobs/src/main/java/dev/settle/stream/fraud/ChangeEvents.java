package dev.settle.stream.fraud;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.SourcePosition;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.fraud.rule.EventReader;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.UnreadableChangeException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes events out of the topic of changes; most changes are none. */
final class ChangeEvents {
  private final AvroCodec<PaymentChange> codec = AvroCodec.of(PaymentChange.class);

  /**
   * The events of a record.
   *
   * @throws CodecException when it is no change
   * @throws UnreadableChangeException when its row has words or amounts that are not known
   */
  List<CapturedEvent> read(ConsumerRecord<byte[], byte[]> in)
      throws CodecException, UnreadableChangeException {
    if (in.value() == null) {
      return List.of();
    }
    PaymentChange change = codec.decode(in.value());
    List<FraudEvent> events = EventReader.read(change);
    if (events.isEmpty()) {
      return List.of();
    }
    SourcePosition source = change.getSource();
    long changedAt =
        source.getSnapshot() ? change.getOrderAfter().getUpdatedAt() : source.getCommittedAt();
    List<CapturedEvent> captured = new ArrayList<>(events.size());
    for (FraudEvent event : events) {
      captured.add(
          new CapturedEvent(
              event,
              in.partition(),
              in.offset(),
              source.getLsn(),
              changedAt,
              source.getSnapshot()));
    }
    return captured;
  }
}
