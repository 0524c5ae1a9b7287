package dev.settle.stream.landing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.JobEnvironment;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.landing.clickhouse.TableRow;
import dev.settle.stream.trace.OtlpReceiver;
import dev.settle.stream.trace.TraceEvent;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A payment's way as an OTLP receiver is told of it. */
class LandingTraceTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String SAMPLED = "00-" + TRACE + "-" + PARENT + "-01";
  private static final long COMMITTED = 1_764_000_000_000L;

  @Test
  void shouldTellTheWayOfASampledPaymentFromCommitToLanding() throws Exception {
    long begin = System.currentTimeMillis();
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      run(
          receiver.endpoint(),
          List.of(
              change("o-1", SAMPLED, Operation.INSERT),
              change("o-2", SAMPLED.replace("-01", "-00"), Operation.INSERT),
              change("o-3", null, Operation.INSERT),
              change("o-4", SAMPLED, Operation.SNAPSHOT)),
          List.of(entry("o-1", SAMPLED, 0), entry("o-1", SAMPLED, 1), entry("o-2", null, 0)));

      Map<String, Span> spans =
          receiver.spans().stream().collect(Collectors.toMap(Span::getName, Function.identity()));
      assertThat(spans).containsOnlyKeys("capture", "book", "land");
      assertThat(spans.values())
          .allSatisfy(
              span -> {
                assertThat(hex(span.getTraceId())).isEqualTo(TRACE);
                assertThat(hex(span.getParentSpanId())).isEqualTo(PARENT);
              });
      assertThat(times(spans, "capture")).containsExactly(COMMITTED, COMMITTED + 40);
      assertThat(times(spans, "book")).containsExactly(COMMITTED + 40, COMMITTED + 300);
      assertThat(times(spans, "land").get(0)).isEqualTo(COMMITTED + 300);
      assertThat(times(spans, "land").get(1)).isGreaterThanOrEqualTo(begin);
    }
  }

  @Test
  void shouldLandAsEverWhenNobodyReceivesSpans() throws Exception {
    String gone;
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      gone = receiver.endpoint();
    }

    run(gone, List.of(change("o-1", SAMPLED, Operation.INSERT)), List.of(entry("o-1", SAMPLED, 0)));
  }

  @Test
  void shouldHaveNoStepForSpansWithoutAnEndpoint() {
    StreamExecutionEnvironment environment = environment();
    define(environment, options(), List.of(), List.of());

    assertThat(environment.getStreamGraph().getStreamNodes())
        .noneMatch(node -> node.getOperatorName().equals("trace"));
    assertThat(Types.POJO(TraceEvent.class)).isInstanceOf(PojoTypeInfo.class);
  }

  private static void run(String endpoint, List<byte[]> changes, List<byte[]> entries)
      throws Exception {
    StreamExecutionEnvironment environment = environment();
    define(environment, options("--otlp-endpoint", endpoint), changes, entries);
    environment.execute();
  }

  private static LandingOptions options(String... more) {
    LandingOptions options = new LandingOptions();
    options.read(LandingJob.NAME, more);
    return options;
  }

  private static StreamExecutionEnvironment environment() {
    LandingOptions options = options("--parallelism", "1", "--checkpoint-interval", "200 ms");
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    JobEnvironment.configure(environment, options);
    return environment;
  }

  private static void define(
      StreamExecutionEnvironment environment,
      LandingOptions options,
      List<byte[]> changes,
      List<byte[]> entries) {
    LandingJob.defineTopology(
        topic ->
            records(
                environment,
                topic,
                switch (topic) {
                  case Topics.CHANGES -> changes;
                  case Topics.ENTRIES -> entries;
                  default -> List.of();
                }),
        table -> new DiscardingSink<TableRow>(),
        options.spanOutput());
  }

  private static DataStream<TopicRecord> records(
      StreamExecutionEnvironment environment, String topic, List<byte[]> values) {
    // A bounded source must not be empty: a record without value is passed over.
    List<byte[]> some = values.isEmpty() ? List.of(new byte[0]) : values;
    TopicRecord[] records = new TopicRecord[some.size()];
    for (int offset = 0; offset < records.length; offset++) {
      records[offset] = Records.topicRecord(topic, offset, some.get(offset));
    }
    return environment.fromData(Types.POJO(TopicRecord.class), records).uid("source-" + topic);
  }

  private static byte[] change(String orderId, @Nullable String traceParent, Operation op) {
    PaymentChange change = Records.order(orderId, 1, op);
    change.getOrderAfter().setTraceParent(traceParent);
    change.getSource().setLsn(77);
    change.getSource().setCommittedAt(COMMITTED);
    change.setCapturedAt(COMMITTED + 40);
    return Records.encode(change);
  }

  private static byte[] entry(String orderId, @Nullable String traceParent, int leg) {
    LedgerEntry entry = Records.entry("user:1", leg + 1, 100);
    entry.setOrderId(orderId);
    entry.setLeg(leg);
    entry.setSourceLsn(77);
    entry.setBookedAt(COMMITTED + 300);
    entry.setTraceParent(traceParent);
    return Records.encode(entry);
  }

  private static List<Long> times(Map<String, Span> spans, String name) {
    Span span = Objects.requireNonNull(spans.get(name));
    return List.of(
        TimeUnit.NANOSECONDS.toMillis(span.getStartTimeUnixNano()),
        TimeUnit.NANOSECONDS.toMillis(span.getEndTimeUnixNano()));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
