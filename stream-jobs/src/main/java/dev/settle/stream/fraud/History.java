package dev.settle.stream.fraud;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What was paid before a rule was known. */
interface History extends Serializable {
  /**
   * Begins to read.
   *
   * @param from by partition, the first offset; where there is none the first that can hold a
   *     payment of {@code fromTime}
   * @param fromTime first event time that matters, milliseconds since the epoch
   * @param to by partition, the last offset
   */
  Reader read(Map<Integer, Long> from, long fromTime, Map<Integer, Long> to) throws IOException;

  /** Reads the partitions piece by piece. */
  interface Reader extends AutoCloseable {
    /**
     * The next events of some of these partitions, each partition's in its order; none when there
     * are none at the moment.
     */
    List<CapturedEvent> poll(Collection<Integer> partitions) throws IOException;

    /** By partition that is not yet read to its end: the next offset. */
    Map<Integer, Long> next();

    @Override
    void close();
  }
}
