package dev.settle.batch.sharing;

import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes rules as {@link RuleFile} reads them. */
public final class RuleBookJson {
  private static final JsonFactory JSON = new JsonFactory();

  private RuleBookJson() {}

  /** A whole rule file, on one line. */
  public static String write(RuleBook book) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("accounts");
      book.accounts().stream().sorted().forEach(json::writeString);
      json.writeEndArray();
      json.writeArrayPropertyStart("ruleSets");
      book.ruleSets().forEach(rules -> write(json, rules));
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The element "receivers" alone. */
  static String write(List<Receiver> receivers) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, receivers);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, RuleSet rules) {
    json.writeStartObject();
    json.writeStringProperty("id", rules.id());
    json.writeNumberProperty("version", rules.version());
    Scope scope = rules.scope();
    optional(json, "merchant", scope.merchant());
    optional(json, "kind", scope.kind());
    optional(json, "channel", scope.channel());
    json.writeStringProperty("currency", scope.currency());
    json.writeStringProperty("effectiveFrom", rules.effectiveFrom().toString());
    optional(json, "effectiveTo", rules.effectiveTo());
    json.writeNumberProperty("priority", rules.priority());
    json.writeStringProperty("base", rules.base().name());
    if (rules.capBasisPoints() != null) {
      json.writeNumberProperty("capBasisPoints", rules.capBasisPoints());
    }
    optional(json, "capAgreement", rules.capAgreement());
    json.writeNumberProperty("receiversMax", rules.receiversMax());
    json.writeName("receivers");
    write(json, rules.receivers());
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String name, @Nullable Object value) {
    if (value != null) {
      json.writeStringProperty(name, value.toString());
    }
  }

  private static void write(JsonGenerator json, List<Receiver> receivers) {
    json.writeStartArray();
    receivers.forEach(receiver -> write(json, receiver));
    json.writeEndArray();
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
