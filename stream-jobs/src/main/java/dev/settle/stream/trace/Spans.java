package dev.settle.stream.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Spans with given times, sent in batches and never waited for. One batch is on its way at a time;
 * what is flushed meanwhile is dropped and counted, and so is what the receiver does not take. Used
 * by one thread; the counts may be read by others.
 */
public final class Spans implements AutoCloseable {
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final TextMapGetter<String> ONLY_TRACE_PARENT =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals("traceparent") ? carrier : null;
        }
      };

  private final SpanExporter exporter;
  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private final AtomicLong exported = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private List<SpanData> waiting = new ArrayList<>();
  private CompletableResultCode sending = CompletableResultCode.ofSuccess();

  /** Spans for an exporter, which is closed with this. */
  Spans(SpanExporter exporter) {
    this.exporter = exporter;
    this.provider =
        SdkTracerProvider.builder()
            .setResource(Resource.getDefault().toBuilder().put("service.name", "settle").build())
            // A trace is kept or not by who began it; one that nobody began is none of ours.
            .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
            .addSpanProcessor(new Collect())
            .build();
    this.tracer = provider.get("dev.settle.stream");
  }

  /**
   * Spans for an OTLP receiver over HTTP.
   *
   * @param endpoint its base address, such as {@code http://127.0.0.1:4318}
   */
  public static Spans to(String endpoint) {
    String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    return new Spans(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(base + "/v1/traces")
            .setTimeout(SEND_TIMEOUT)
            .setConnectTimeout(SEND_TIMEOUT)
            .setRetryPolicy(null)
            .build());
  }

  /**
   * Adds a span below the one that the trace context names.
   *
   * @param fromMs begin, milliseconds since the epoch
   * @param toMs end; the clocks of two machines may put it before the begin, which is then kept
   */
  void add(String traceParent, String name, long fromMs, long toMs, Attributes attributes) {
    Context parent =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), traceParent, ONLY_TRACE_PARENT);
    tracer
        .spanBuilder(name)
        .setParent(parent)
        .setStartTimestamp(fromMs, TimeUnit.MILLISECONDS)
        .setAllAttributes(attributes)
        .startSpan()
        .end(Math.max(fromMs, toMs), TimeUnit.MILLISECONDS);
  }

  /** Sends what was added, without waiting. */
  void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    List<SpanData> batch = waiting;
    waiting = new ArrayList<>();
    if (!sending.isDone()) {
      drop(batch.size());
      return;
    }
    CompletableResultCode result = exporter.export(batch);
    sending = result;
    result.whenComplete(() -> (result.isSuccess() ? exported : dropped).addAndGet(batch.size()));
  }

  /** Counts spans that are not sent. */
  void drop(int spans) {
    dropped.addAndGet(spans);
  }

  /** Spans that the receiver has taken. */
  long exported() {
    return exported.get();
  }

  /** Spans that were lost. */
  long dropped() {
    return dropped.get();
  }

  /** Gives up after a short time what is still on its way. */
  @Override
  public void close() {
    sending.join(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    provider.close();
    exporter.shutdown().join(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private final class Collect implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      waiting.add(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
