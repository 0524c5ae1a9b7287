package dev.settle.batch.clickhouse;

import dev.settle.schemas.payment.Channel;
import java.time.LocalDate;

/** The partition of a table by which results are swapped in. */
public sealed interface Partition {
  /** The partition's value as ClickHouse writes it in ALTER TABLE. */
  String literal();

  /** The condition that the partition's rows meet. */
  String condition();

  /**
   * One business date, in a table that is partitioned by date alone.
   *
   * @param date business date
   */
  record OfDate(LocalDate date) implements Partition {
    @Override
    public String literal() {
      return "'" + date + "'";
    }

    @Override
    public String condition() {
      return "business_date = '" + date + "'";
    }
  }

  /**
   * One business date and channel.
   *
   * @param date business date
   * @param channel the channel
   */
  record OfChannel(LocalDate date, Channel channel) implements Partition {
    @Override
    public String literal() {
      return "('" + date + "', '" + channel.name() + "')";
    }

    @Override
    public String condition() {
      return "business_date = '" + date + "' AND channel = '" + channel.name() + "'";
    }
  }

  /**
   * One revision of what a night shared of a channel.
   *
   * @param date the night
   * @param channel the channel
   * @param revision from 1
   */
  record OfRevision(LocalDate date, Channel channel, int revision) implements Partition {
    @Override
    public String literal() {
      return "('" + date + "', '" + channel.name() + "', " + revision + ")";
    }

    @Override
    public String condition() {
      return new OfChannel(date, channel).condition() + " AND revision = " + revision;
    }
  }
}
