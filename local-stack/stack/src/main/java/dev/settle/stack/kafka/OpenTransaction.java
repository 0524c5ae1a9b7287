package dev.settle.stack.kafka;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that is neither committed nor aborted: readers see nothing that was written behind
 * it.
 *
 * @param transactionalId its name; null when the coordinator does not know it (a hanging one, which
 *     no timeout ends)
 * @param state the coordinator's name of its state; HANGING without a coordinator
 * @param producerId the broker's number for the name
 * @param epoch the broker's number for this use of it
 * @param age how long it has been open; null while nothing is written
 * @param timeout when the broker aborts it; null when never
 * @param partitions what it has written to, as {@code TOPIC-PARTITION}
 */
public record OpenTransaction(
    @Nullable String transactionalId,
    String state,
    long producerId,
    int epoch,
    @Nullable Duration age,
    @Nullable Duration timeout,
    List<String> partitions) {

  /** State of a transaction that only a partition knows. */
  public static final String HANGING = "HANGING";
}
