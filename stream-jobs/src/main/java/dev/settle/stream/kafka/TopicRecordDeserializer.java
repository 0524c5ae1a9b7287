package dev.settle.stream.kafka;

import dev.settle.schemas.kafka.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Takes a record from Kafka as it is. It never fails: decoding, which may, belongs to an operator
 * that can send what it cannot read to a side output.
 */
public final class TopicRecordDeserializer
    implements KafkaRecordDeserializationSchema<TopicRecord> {
  private static final long serialVersionUID = 1;
  private static final byte[] NOTHING = {};

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> in, Collector<TopicRecord> out) {
    byte[] key = in.key();
    byte[] value = in.value();
    TopicRecord record =
        new TopicRecord(
            in.topic(),
            in.partition(),
            in.offset(),
            key == null ? "" : new String(key, StandardCharsets.UTF_8),
            value == null ? NOTHING : value);
    Header replay = in.headers().lastHeader(Topics.REPLAY_HEADER);
    if (replay != null) {
      record.replayOf = new String(replay.value(), StandardCharsets.UTF_8);
    }
    out.collect(record);
  }

  @Override
  public TypeInformation<TopicRecord> getProducedType() {
    return TopicRecord.IN_FLIGHT;
  }
}
