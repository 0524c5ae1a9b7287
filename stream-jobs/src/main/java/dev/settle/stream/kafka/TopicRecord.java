package dev.settle.stream.kafka;

import dev.settle.stream.type.InFlightType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A Kafka record as it stood in its topic, undecoded, so that whatever it turns out to be it can
 * still be handed on whole. A Flink POJO: public fields, no-argument constructor.
 */
public final class TopicRecord {
  /** Between operators; in state it is a Flink POJO. */
  public static final TypeInformation<TopicRecord> IN_FLIGHT =
      new InFlightType<>(TopicRecord.class, new TopicRecordSerializer());

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

  /** The quarantined record that an operator replays by this one; empty on all others. */
  public String replayOf = "";

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

  /** True when an operator wrote it to have a refused change judged anew. */
  public boolean isReplay() {
    return !replayOf.isEmpty();
  }

  /** The same record in another object: an operator never keeps one that it was given. */
  public TopicRecord copy() {
    TopicRecord copy = new TopicRecord(topic, partition, offset, key, value);
    copy.replayOf = replayOf;
    return copy;
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
