package dev.settle.batch.sharing;

import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the element "receivers" of a rule file as {@link RuleFile} reads it. */
final class ReceiversJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ReceiversJson() {}

  static String write(List<Receiver> receivers) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      receivers.forEach(receiver -> write(json, receiver));
      json.writeEndArray();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Receiver receiver) {
    json.writeStartObject();
    json.writeStringProperty("account", receiver.account());
    share(json, receiver.share());
    optional(json, "minimum", receiver.minimum());
    optional(json, "maximum", receiver.maximum());
    json.writeEndObject();
  }

  private static void share(JsonGenerator json, Share share) {
    if (share instanceof Share.Fixed fixed) {
      json.writeStringProperty("type", "FIXED");
      json.writeNumberProperty("amount", fixed.amount());
    } else if (share instanceof Share.Percent percent) {
      json.writeStringProperty("type", "PERCENT");
      json.writeNumberProperty("basisPoints", percent.basisPoints());
    } else if (share instanceof Share.Tiered tiered) {
      json.writeStringProperty("type", "TIERED");
      json.writeStringProperty("by", tiered.axis().name());
      json.writeArrayPropertyStart("tiers");
      for (Tier tier : tiered.tiers()) {
        json.writeStartObject();
        optional(json, "upTo", tier.upTo());
        json.writeNumberProperty("basisPoints", tier.basisPoints());
        json.writeEndObject();
      }
      json.writeEndArray();
    } else {
      json.writeStringProperty("type", "REMAINDER");
    }
  }

  private static void optional(JsonGenerator json, String name, @Nullable Long value) {
    if (value != null) {
      json.writeNumberProperty(name, value);
    }
  }
}
