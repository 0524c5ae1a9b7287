package dev.settle.stream.landing;

import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.landing.clickhouse.TableSpec;
import dev.settle.stream.trace.TraceEvent;
import dev.settle.stream.trace.TraceTap;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic record → encoded row of the first of its tables that takes it. Rows of the first table are
 * the output, those of the others come out at the side, see {@link #rowsOf}. What it does with a
 * record that cannot be landed depends on whose it is: see {@link Unlandable}. A record without
 * value (a tombstone of a compacted topic) says nothing and is passed over.
 *
 * @param <A> Avro record of the topic
 */
public final class EncodeFunction<A extends SpecificRecordBase>
    extends ProcessFunction<TopicRecord, TableRow> {
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

  /** Where what is told of traced records comes out. */
  public static final OutputTag<TraceEvent> TRACES =
      new OutputTag<>("traces", Types.POJO(TraceEvent.class));

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(EncodeFunction.class);

  /** Log lines in full at first, then one in so many: a flood must not fill the disk. */
  private static final int LOGGED_FIRST = 20;

  private static final int LOGGED_EVERY = 1000;

  private final ArrayList<RowEncoder<A>> encoders;
  private final ArrayList<OutputTag<TableRow>> outputs;
  private final Unlandable unlandable;
  private final @Nullable TraceTap<A> tap;
  private transient Counter refused = new SimpleCounter();

  /**
   * An operator for the tables of one topic.
   *
   * @param encoders one for each table, asked in this order
   * @param tap what tells of traced records at the side {@link #TRACES}; null: nothing is traced
   */
  public EncodeFunction(
      List<RowEncoder<A>> encoders, Unlandable unlandable, @Nullable TraceTap<A> tap) {
    this.encoders = new ArrayList<>(encoders);
    this.outputs = new ArrayList<>(encoders.stream().map(e -> rowsOf(e.table())).toList());
    this.unlandable = unlandable;
    this.tap = tap;
  }

  /** Where the rows of any but the first table come out. */
  public static OutputTag<TableRow> rowsOf(TableSpec table) {
    return new OutputTag<>(table.shortName(), Types.POJO(TableRow.class));
  }

  @Override
  public void open(OpenContext context) {
    refused =
        getRuntimeContext()
            .getMetricGroup()
            .addGroup("landing")
            .addGroup("table", encoders.get(0).table().shortName())
            .counter("unlandable");
  }

  @Override
  public void processElement(TopicRecord record, Context context, Collector<TableRow> out) {
    if (record.value.length == 0) {
      return;
    }
    int table = 0;
    try {
      A decoded = encoders.get(0).decode(record.value);
      for (; table < encoders.size(); table++) {
        TableRow row = encoders.get(table).encode(decoded);
        if (row != null) {
          emit(table, row, context, out);
          if (tap != null) {
            tell(tap, decoded, context);
          }
          return;
        }
      }
    } catch (CodecException | IllegalArgumentException e) {
      refuse(record, encoders.get(table).table(), e);
    }
  }

  private void tell(TraceTap<A> told, A record, Context context) {
    TraceEvent event = told.tell(record);
    if (event != null) {
      context.output(TRACES, event);
    }
  }

  private void emit(int table, TableRow row, Context context, Collector<TableRow> out) {
    if (table == 0) {
      out.collect(row);
    } else {
      context.output(outputs.get(table), row);
    }
  }

  private void refuse(TopicRecord record, TableSpec table, Exception cause) {
    String message =
        "record at " + record + " cannot land in " + table.name() + ": " + cause.getMessage();
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
