package dev.settle.batch.clickhouse;

import dev.settle.schemas.payment.Channel;
import java.time.LocalDate;

/**
 * The partition of one business date and channel, by which results are swapped in.
 *
 * @param date business date
 * @param channel the channel
 */
public record Partition(LocalDate date, Channel channel) {
  /** The partition's value as ClickHouse writes it in ALTER TABLE. */
  String literal() {
    return "('" + date + "', '" + channel.name() + "')";
  }
}
