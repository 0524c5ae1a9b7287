package dev.settle.stream.kafka;

/**
 * A Kafka record as it stood in its topic, undecoded, so that whatever it turns out to be it can
 * still be handed on whole. A Flink POJO: public fields, no-argument constructor.
 */
public final class TopicRecord {
  /** Topic that the record was read from. */
  public String topic = "";

  /** Partition of the topic. */
  public int partition;

  /** Offset in the partition. */
  public long offset;

  /** The record's key as UTF-8; empty when it has none. */
  public String key = "";

  /** The record's value; empty when it has none. */
  public byte[] value = new byte[0];

  /** For Flink's serialiser. */
  public TopicRecord() {}

  /** A record at its place. */
  public TopicRecord(String topic, int partition, long offset, String key, byte[] value) {
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.key = key;
    this.value = value;
  }

  /** Where the record stands; unique for as long as the topic is not created anew. */
  public String place() {
    return topic + "/" + partition + "/" + offset;
  }

  @Override
  public String toString() {
    return place() + " key " + key + ", " + value.length + " bytes";
  }
}
