package dev.settle.stream.landing;

import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.landing.clickhouse.TableRow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic record → encoded row. What it does with a record that cannot be landed depends on whose it
 * is: see {@link Unlandable}. A record without value (a tombstone of a compacted topic) says
 * nothing and is passed over.
 */
public final class EncodeFunction extends RichFlatMapFunction<TopicRecord, TableRow> {
  /** What to do with a record that cannot be landed. */
  public enum Unlandable {
    /**
     * Stop. For topics that this pipeline writes: such a record means that the job is older than
     * its writer, and to skip it would lose rows.
     */
    FAIL,
    /**
     * Count and log it. For what comes from outside: the ledger job puts the same record, whole,
     * into quarantine, from where it lands.
     */
    COUNT
  }

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(EncodeFunction.class);

  /** Log lines in full at first, then one in so many: a flood must not fill the disk. */
  private static final int LOGGED_FIRST = 20;

  private static final int LOGGED_EVERY = 1000;

  private final RowEncoder<?> encoder;
  private final Unlandable unlandable;
  private transient Counter refused = new SimpleCounter();

  /** An operator for one table. */
  public EncodeFunction(RowEncoder<?> encoder, Unlandable unlandable) {
    this.encoder = encoder;
    this.unlandable = unlandable;
  }

  @Override
  public void open(OpenContext context) {
    refused =
        getRuntimeContext()
            .getMetricGroup()
            .addGroup("landing")
            .addGroup("table", encoder.table().shortName())
            .counter("unlandable");
  }

  @Override
  public void flatMap(TopicRecord record, Collector<TableRow> out) {
    if (record.value.length == 0) {
      return;
    }
    TableRow row;
    try {
      row = encoder.encode(record.value);
    } catch (CodecException | IllegalArgumentException e) {
      refuse(record, e);
      return;
    }
    if (row != null) {
      out.collect(row);
    }
  }

  private void refuse(TopicRecord record, Exception cause) {
    String message =
        "record at "
            + record
            + " cannot land in "
            + encoder.table().name()
            + ": "
            + cause.getMessage();
    switch (unlandable) {
      case FAIL ->
          throw new IllegalStateException(
              message + ". Is this job of an older release than the topic's writer?", cause);
      case COUNT -> {
        refused.inc();
        long count = refused.getCount();
        if (count <= LOGGED_FIRST || count % LOGGED_EVERY == 0) {
          LOG.warn("{} (number {}; expected in settlement.quarantine)", message, count);
        }
      }
    }
  }
}
