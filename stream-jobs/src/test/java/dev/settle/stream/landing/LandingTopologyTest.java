package dev.settle.stream.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.JobOptions;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.landing.clickhouse.TableRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The topology with records from memory and sinks that only collect. */
class LandingTopologyTest {
  /** Where the sinks' subtasks, which Flink copies, put their rows; by table. */
  private static final Map<String, Queue<TableRow>> LANDED = new ConcurrentHashMap<>();

  @BeforeEach
  void forget() {
    LANDED.clear();
  }

  @Test
  void shouldLandEachTopicInItsTables() throws Exception {
    byte[] order1 = Records.encode(Records.order("o-1", 1, Operation.INSERT));
    byte[] order2 = Records.encode(Records.order("o-1", 2, Operation.UPDATE));
    Map<String, List<byte[]>> topics =
        Map.of(
            Topics.FRAUD_ALERTS,
            List.of(
                Records.encode(Records.fraudAlert("f-1")),
                Records.encode(Records.fraudAlert("f-1")),
                Records.encode(Records.fraudAlert("f-2"))),
            Topics.FRAUD_LATE,
            List.of(Records.encode(Records.fraudLate("o-1"))),
            Topics.ENTRIES,
            List.of(
                Records.encode(Records.entry("user:1", 1, 5)),
                Records.encode(Records.entry("user:1", 2, 5))),
            Topics.QUARANTINE,
            List.of(Records.encode(Records.refused("q", new byte[0]))),
            Topics.CHANGES,
            List.of(
                order1,
                order2,
                order1, // delivered again
                order2,
                new byte[] {1, 2, 3}, // unreadable: quarantined by the ledger job
                new byte[0], // a tombstone
                Records.encode(Records.refund("r-1", "o-1", 1)),
                Records.encode(Records.hold("o-1", 1, "CAPTURED")), // an id of an order's
                Records.encode(Records.instruction("o-1", Operation.INSERT)),
                Records.encode(Records.instruction("o-1", Operation.SNAPSHOT))),
            Topics.REFERENCE,
            List.of(
                Records.encode(Records.merchant("m-1", 1, 10, false)),
                Records.encode(Records.merchant("m-1", 1, 10, false)),
                Records.encode(Records.merchant("m-1", 0, 11, true)),
                Records.encode(Records.channelAccount(1, 12, false)),
                Records.encode(Records.businessDayClose())),
            Topics.ALERTS,
            List.of(
                Records.encode(Records.alert("a-1")),
                Records.encode(Records.alertOfAJob("a-2")),
                Records.encode(Records.alert("a-1"))),
            Topics.CLOSINGS,
            List.of(
                Records.encode(Records.closing(LocalDate.of(2026, 11, 21))),
                Records.encode(Records.closing(LocalDate.of(2026, 11, 22))),
                Records.encode(Records.closing(LocalDate.of(2026, 11, 21)))));
    StreamExecutionEnvironment environment = environment();
    define(environment, topics);
    environment.execute();

    assertThat(LANDED)
        .containsOnlyKeys(
            "settlement.ledger_entry",
            "settlement.quarantine",
            "settlement.payment_event",
            "settlement.merchant_version",
            "settlement.channel_account_version",
            "settlement.ledger_instruction",
            "settlement.ledger_alert",
            "settlement.day_closing",
            "settlement.fraud_alert",
            "settlement.fraud_late_event");
    assertThat(LANDED.get("settlement.fraud_alert")).hasSize(2);
    assertThat(LANDED.get("settlement.fraud_late_event")).hasSize(1);
    assertThat(LANDED.get("settlement.ledger_entry")).hasSize(2);
    assertThat(LANDED.get("settlement.quarantine")).hasSize(1);
    assertThat(LANDED.get("settlement.payment_event")).hasSize(4);
    assertThat(LANDED.get("settlement.ledger_instruction")).hasSize(1);
    assertThat(LANDED.get("settlement.ledger_alert")).hasSize(2);
    assertThat(LANDED.get("settlement.day_closing")).hasSize(2);
    assertThat(LANDED.get("settlement.merchant_version")).hasSize(2);
    assertThat(LANDED.get("settlement.channel_account_version")).hasSize(1);
  }

  @Test
  void shouldStopWhenOurOwnTopicHoldsWhatItCannotRead() {
    StreamExecutionEnvironment environment = environment();
    define(environment, Map.of(Topics.ENTRIES, List.of(new byte[] {9, 9})));
    assertThat(org.assertj.core.api.Assertions.catchThrowable(environment::execute))
        .hasStackTraceContaining("older release than the topic's writer");
  }

  @Test
  void shouldNameEveryOperatorAndGiveItAUid() {
    StreamExecutionEnvironment environment = environment();
    define(environment, Map.of());
    List<String> missing = new ArrayList<>();
    for (StreamNode node : environment.getStreamGraph().getStreamNodes()) {
      if (node.getTransformationUID() == null) {
        missing.add(node.getOperatorName());
      }
      assertThat(node.getMaxParallelism()).isEqualTo(JobOptions.MAX_PARALLELISM);
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void shouldSerialiseRowsInFlightAsPojo() {
    assertThat(Types.POJO(TableRow.class)).isInstanceOf(PojoTypeInfo.class);
  }

  private static StreamExecutionEnvironment environment() {
    LandingOptions options = new LandingOptions();
    options.read(LandingJob.NAME, "--parallelism", "1");
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    JobEnvironment.configure(environment, options);
    return environment;
  }

  private static void define(
      StreamExecutionEnvironment environment, Map<String, List<byte[]>> values) {
    LandingJob.defineTopology(
        topic -> records(environment, topic, values.getOrDefault(topic, List.of())),
        table -> new CollectingSink(table.name()),
        null);
  }

  private static DataStream<TopicRecord> records(
      StreamExecutionEnvironment environment, String topic, List<byte[]> values) {
    List<TopicRecord> records = new ArrayList<>();
    for (int offset = 0; offset < values.size(); offset++) {
      records.add(Records.topicRecord(topic, offset, values.get(offset)));
    }
    if (records.isEmpty()) {
      // A bounded source must not be empty: a record without value is passed over.
      records.add(Records.topicRecord(topic, 0, new byte[0]));
    }
    return environment
        .fromData(Types.POJO(TopicRecord.class), records.toArray(new TopicRecord[0]))
        .uid("source-" + topic);
  }

  private record CollectingSink(String table) implements Sink<TableRow> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<TableRow> createWriter(WriterInitContext context) {
      Queue<TableRow> rows = LANDED.computeIfAbsent(table, name -> new ConcurrentLinkedQueue<>());
      return new SinkWriter<>() {
        @Override
        public void write(TableRow row, Context ignored) {
          rows.add(new TableRow(row.entity, row.rank, row.partition, row.bytes));
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
