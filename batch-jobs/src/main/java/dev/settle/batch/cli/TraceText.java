package dev.settle.batch.cli;

import dev.settle.batch.report.Amounts;
import dev.settle.batch.trace.OrderTrace;
import dev.settle.batch.trace.Step;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An order's way for people, and for programs: amounts as decimals, times ISO 8601, UTC. */
final class TraceText {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private TraceText() {}

  /** One line a step, with the time since the order was first committed. */
  static String text(OrderTrace trace) {
    StringBuilder text = new StringBuilder();
    text.append("order ")
        .append(trace.orderId())
        .append(": ")
        .append(trace.kind())
        .append(" by ")
        .append(trace.channel())
        .append(", ")
        .append(Amounts.withCode(trace.amount(), trace.currency()))
        .append(trace.merchant().isEmpty() ? "" : ", merchant " + trace.merchant())
        .append(", ")
        .append(trace.status())
        .append('\n');
    if (!trace.traceParent().isEmpty()) {
      text.append("trace ").append(trace.traceParent()).append('\n');
    }
    if (trace.row() != null) {
      text.append("row in PostgreSQL: ")
          .append(trace.row().isEmpty() ? "none" : trace.row())
          .append('\n');
    }
    text.append('\n');
    Instant begin = begin(trace);
    for (Step step : trace.steps()) {
      Instant at = step.at();
      text.append(
          String.format(
              Locale.ROOT,
              "%-10s  %-24s  %11s  %s%n",
              step.stage().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              at == null ? "" : at.toString(),
              at == null ? "" : "+" + delay(begin, at),
              (step.reference().isEmpty() ? "" : step.reference() + ": ") + step.what()));
    }
    return text.toString();
  }

  /** One object on one line. */
  static String json(OrderTrace trace) {
    StringWriter text = new StringWriter();
    Instant begin = begin(trace);
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("order_id", trace.orderId());
      json.writeStringProperty("kind", trace.kind());
      json.writeStringProperty("channel", trace.channel());
      json.writeStringProperty("merchant", trace.merchant());
      json.writeStringProperty("currency", trace.currency());
      json.writeStringProperty("amount", Amounts.plain(trace.amount(), trace.currency()));
      json.writeStringProperty("status", trace.status());
      json.writeStringProperty("trace_parent", trace.traceParent());
      json.writeStringProperty("row", trace.row());
      json.writeArrayPropertyStart("steps");
      for (Step step : trace.steps()) {
        Instant at = step.at();
        json.writeStartObject();
        json.writeStringProperty("stage", step.stage().name());
        json.writeStringProperty("at", at == null ? null : at.toString());
        if (at == null || begin == null) {
          json.writeNullProperty("ms_after_commit");
        } else {
          json.writeNumberProperty("ms_after_commit", Duration.between(begin, at).toMillis());
        }
        json.writeStringProperty("reference", step.reference());
        json.writeStringProperty("what", step.what());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + System.lineSeparator();
  }

  private static @Nullable Instant begin(OrderTrace trace) {
    return trace.steps().stream()
        .filter(step -> step.stage() == Step.Stage.COMMITTED)
        .map(Step::at)
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  private static String delay(@Nullable Instant begin, Instant at) {
    if (begin == null) {
      return "";
    }
    Duration delay = Duration.between(begin, at);
    if (delay.abs().compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.3f s", delay.toMillis() / 1_000.0);
    }
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", delay.toHours(), delay.toMinutesPart(), delay.toSecondsPart());
  }
}
