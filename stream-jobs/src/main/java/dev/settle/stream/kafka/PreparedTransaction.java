package dev.settle.stream.kafka;

import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * A transaction that waits for its checkpoint. The three together name it once and for all: the
 * pool takes a transactional id again, but each time with a higher epoch.
 *
 * @param transactionalId name in the pool
 * @param producerId the broker's number for the name
 * @param epoch the broker's number for this use of it
 */
record PreparedTransaction(String transactionalId, long producerId, short epoch) {

  static PreparedTransaction of(KafkaCommittable committable) {
    return new PreparedTransaction(
        committable.getTransactionalId(), committable.getProducerId(), committable.getEpoch());
  }

  @Override
  public String toString() {
    return transactionalId + " (producer " + producerId + ", epoch " + epoch + ")";
  }
}
