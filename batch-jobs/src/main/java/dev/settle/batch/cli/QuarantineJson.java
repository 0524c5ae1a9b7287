package dev.settle.batch.cli;

import dev.settle.batch.quarantine.ListedChange;
import dev.settle.batch.quarantine.QuarantinedChange;
import dev.settle.batch.quarantine.Refusal;
import dev.settle.batch.quarantine.Replay;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Refused changes for a program: one object on one line; times are ISO 8601, UTC. */
final class QuarantineJson {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private QuarantineJson() {}

  /** The list: {@code total}, {@code by_category}, {@code changes}. */
  static String list(List<ListedChange> changes, Map<String, Long> counts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("total", counts.values().stream().mapToLong(Long::longValue).sum());
      json.writeObjectPropertyStart("by_category");
      counts.forEach(json::writeNumberProperty);
      json.writeEndObject();
      json.writeArrayPropertyStart("changes");
      for (ListedChange change : changes) {
        json.writeStartObject();
        json.writeStringProperty("id", change.id());
        json.writeStringProperty("quarantined_at", change.quarantinedAt().toString());
        json.writeStringProperty("category", change.category());
        json.writeStringProperty("entity", change.entity());
        json.writeStringProperty("entity_id", change.entityId());
        json.writeStringProperty("order_id", change.orderId());
        json.writeStringProperty("state", change.isOpen() ? "open" : "replayed");
        json.writeStringProperty("detail", change.detail());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + System.lineSeparator();
  }

  /** Everything about one change; {@code original} and {@code state_met} are objects or null. */
  static String show(
      QuarantinedChange change, List<Replay> replays, List<Refusal> refusals, String entries) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("id", change.id());
      json.writeStringProperty("quarantined_at", change.quarantinedAt().toString());
      json.writeStringProperty("category", change.category());
      json.writeStringProperty("detail", change.detail());
      json.writeStringProperty("entity", change.entity());
      json.writeStringProperty("entity_id", change.entityId());
      json.writeStringProperty("order_id", change.orderId());
      json.writeStringProperty("place", change.place().toString());
      json.writeNumberProperty("source_lsn", change.sourceLsn());
      if (change.replayOf() != null) {
        json.writeStringProperty("replay_of", change.replayOf());
      }
      raw(json, "state_met", change.stateMet());
      raw(json, "original", change.originalJson());
      json.writeStringProperty("original_base64", change.originalBase64());
      json.writeArrayPropertyStart("replays");
      for (Replay replay : replays) {
        json.writeStartObject();
        json.writeStringProperty("at", replay.at().toString());
        json.writeStringProperty("by", replay.by());
        json.writeStringProperty("reason", replay.reason());
        json.writeStringProperty("place", replay.place().toString());
        json.writeStringProperty("outcome", QuarantineText.outcome(replay, refusals, entries));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + System.lineSeparator();
  }

  /** The same JSON over several lines; what is none comes back as it is. */
  static String pretty(String compact) {
    StringWriter text = new StringWriter();
    ObjectWriteContext lines =
        new ObjectWriteContext.Base() {
          @Override
          public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }
        };
    try (JsonParser from = FACTORY.createParser(ObjectReadContext.empty(), compact);
        JsonGenerator to = FACTORY.createGenerator(lines, text)) {
      while (from.nextToken() != null) {
        to.copyCurrentEvent(from);
      }
    } catch (JacksonException e) {
      return compact;
    }
    return text.toString();
  }

  private static void raw(JsonGenerator json, String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeName(name);
      json.writeRawValue(value);
    }
  }
}
