package dev.settle.stack.kafka;

/**
 * A partition whose readers wait for a transaction.
 *
 * @param partition as {@code TOPIC-PARTITION}
 * @param lastStableOffset first offset that a reader of committed records does not get
 * @param end where the partition ends
 */
public record HeldPartition(String partition, long lastStableOffset, long end) {

  /** Records, and marks of transactions, that wait. */
  public long waiting() {
    return end - lastStableOffset;
  }
}
