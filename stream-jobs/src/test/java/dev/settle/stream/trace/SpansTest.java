package dev.settle.stream.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {
  private static final String SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void shouldSendSpansOfSampledTracesOnly() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        Spans spans = Spans.to(receiver.endpoint() + "/")) {
      spans.add(SAMPLED, "capture", 1_000, 1_250, Attributes.empty());
      spans.add(SAMPLED.replace("-01", "-00"), "capture", 1_000, 1_250, Attributes.empty());
      spans.add("no trace context", "capture", 1_000, 1_250, Attributes.empty());
      spans.flush();
      await(() -> spans.exported() == 1);

      assertThat(receiver.spans())
          .singleElement()
          .satisfies(
              span -> {
                assertThat(span.getName()).isEqualTo("capture");
                assertThat(span.getStartTimeUnixNano()).isEqualTo(1_000_000_000L);
                assertThat(span.getEndTimeUnixNano()).isEqualTo(1_250_000_000L);
              });
      assertThat(spans.dropped()).isZero();
    }
  }

  @Test
  void shouldKeepTheBeginWhenTheOtherMachinesClockIsBehind() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        Spans spans = Spans.to(receiver.endpoint())) {
      spans.add(SAMPLED, "capture", 1_000, 900, Attributes.empty());
      spans.flush();
      await(() -> spans.exported() == 1);

      assertThat(receiver.spans().get(0).getEndTimeUnixNano()).isEqualTo(1_000_000_000L);
    }
  }

  @Test
  void shouldDropAndCountWhileTheReceiverIsSilentAndNeverWait() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.startSilent();
        Spans spans = Spans.to(receiver.endpoint())) {
      Instant begin = Instant.now();
      for (int batch = 0; batch < 100; batch++) {
        spans.add(SAMPLED, "capture", 1_000, 1_001, Attributes.empty());
        spans.flush();
      }
      // A hundred waits of the sender's own 5 s would be minutes.
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(4));
      assertThat(spans.dropped()).isEqualTo(99);

      receiver.release();
      await(() -> spans.exported() == 1);
      spans.add(SAMPLED, "capture", 1_000, 1_001, Attributes.empty());
      spans.flush();
      await(() -> spans.exported() == 2);
    }
  }

  @Test
  void shouldCountWhatNobodyTakes() throws Exception {
    String endpoint;
    try (OtlpReceiver gone = OtlpReceiver.start()) {
      endpoint = gone.endpoint();
    }
    try (Spans spans = Spans.to(endpoint)) {
      spans.add(SAMPLED, "capture", 1_000, 1_001, Attributes.empty());
      spans.flush();
      await(() -> spans.dropped() == 1);
      assertThat(spans.exported()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, true",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03, true",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00, false",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g, false",
    "00-trace-o1, false",
    ", false"
  })
  void shouldReadTheSampledFlag(String traceParent, boolean sampled) {
    assertThat(TraceEvent.isSampled(traceParent)).isEqualTo(sampled);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(20);
    }
  }
}
