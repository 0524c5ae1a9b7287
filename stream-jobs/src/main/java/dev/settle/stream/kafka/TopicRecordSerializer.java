package dev.settle.stream.kafka;

import dev.settle.stream.type.Compact;
import dev.settle.stream.type.InFlightSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a record for the network: the value's bytes and little more. */
final class TopicRecordSerializer extends InFlightSerializer<TopicRecord> {
  private static final long serialVersionUID = 1;

  /** The topic that was read last: records of one subtask nearly all have the same. */
  private transient String lastTopic = "";

  @Override
  public TopicRecordSerializer duplicate() {
    return new TopicRecordSerializer();
  }

  @Override
  public void serialize(TopicRecord record, DataOutputView target) throws IOException {
    Compact.writeText(record.topic, target);
    Compact.writeNumber(record.partition, target);
    target.writeLong(record.offset);
    Compact.writeText(record.key, target);
    Compact.writeBytes(record.value, target);
    Compact.writeText(record.replayOf, target);
  }

  @Override
  public TopicRecord deserialize(DataInputView source) throws IOException {
    String topic = Compact.readText(source);
    if (topic.equals(lastTopic)) {
      topic = lastTopic;
    } else {
      lastTopic = topic;
    }
    int partition = (int) Compact.readNumber(source);
    long offset = source.readLong();
    String key = Compact.readText(source);
    TopicRecord record = new TopicRecord(topic, partition, offset, key, Compact.readBytes(source));
    record.replayOf = Compact.readText(source);
    return record;
  }
}
