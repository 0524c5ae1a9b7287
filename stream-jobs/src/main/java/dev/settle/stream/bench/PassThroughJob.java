package dev.settle.stream.bench;

import dev.settle.stream.kafka.TopicSerializer;
import dev.settle.stream.kafka.TopicSource;
import dev.settle.stream.kafka.TransactionalSink;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The baseline: key and value of each record go from one topic to another as the bytes they are,
 * exactly once. No key is read, nothing is decoded, no record leaves its thread. Source, sink and
 * their settings are the ledger job's.
 */
final class PassThroughJob {
  private PassThroughJob() {}

  /** The job between two topics. */
  static void defineOnKafka(
      StreamExecutionEnvironment environment,
      String bootstrapServers,
      String transactionalIdPrefix,
      String fromTopic,
      String toTopic) {
    environment
        .fromSource(
            TopicSource.of(bootstrapServers, "settle-pass-through", new Bytes(), fromTopic),
            WatermarkStrategy.noWatermarks(),
            "records",
            RawRecord.TYPE)
        .uid("records")
        .sinkTo(TransactionalSink.of(bootstrapServers, transactionalIdPrefix, new Same(toTopic)))
        .uid("copy")
        .name("copy");
  }

  /** A record's bytes. A Flink POJO. */
  public static final class RawRecord {
    static final TypeInformation<RawRecord> TYPE = Types.POJO(RawRecord.class);

    /** The key. */
    public byte[] key = {};

    /** The value. */
    public byte[] value = {};

    /** For Flink's serialiser. */
    public RawRecord() {}
  }

  private static final class Bytes implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> in, Collector<RawRecord> out) {
      RawRecord record = new RawRecord();
      record.key = in.key();
      record.value = in.value();
      out.collect(record);
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
      return RawRecord.TYPE;
    }
  }

  private static final class Same extends TopicSerializer<RawRecord> {
    private static final long serialVersionUID = 1;

    Same(String topic) {
      super(topic);
    }

    @Override
    protected byte[] keyOf(RawRecord element) {
      return element.key;
    }

    @Override
    protected byte[] valueOf(RawRecord element) {
      return element.value;
    }
  }
}
