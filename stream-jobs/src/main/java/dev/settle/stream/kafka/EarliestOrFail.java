package dev.settle.stream.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Begins at the earliest record, but fails the job when an offset that it wants later is gone.
 * {@link OffsetsInitializer#earliest()} would go on at whatever is left and skip money without a
 * word.
 */
// The connector asks for the strategy in a class that the Kafka client has deprecated.
@SuppressWarnings("deprecation")
final class EarliestOrFail implements OffsetsInitializer {
  private static final long serialVersionUID = 1;

  private final OffsetsInitializer earliest = OffsetsInitializer.earliest();

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    return earliest.getPartitionOffsets(partitions, retriever);
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
