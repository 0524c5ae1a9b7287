package dev.settle.stream.fraud;

import dev.settle.stream.kafka.TopicSerializer;
import java.nio.charset.StandardCharsets;

/** Writes encoded records to one topic. */
final class EncodedRecordSerializer extends TopicSerializer<EncodedRecord> {
  private static final long serialVersionUID = 1;

  EncodedRecordSerializer(String topic) {
    super(topic);
  }

  @Override
  protected byte[] keyOf(EncodedRecord element) {
    return element.key.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected byte[] valueOf(EncodedRecord element) {
    return element.value;
  }
}
