package dev.settle.batch.cli;

import dev.settle.batch.report.Amounts;
import dev.settle.batch.settlement.statement.ListedSettlement;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Settlements for a program: one object on one line. Amounts are decimals of major units as text,
 * exact.
 */
final class SettlementJson {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private SettlementJson() {}

  /** The list: {@code total}, {@code settlements}. */
  static String list(List<ListedSettlement> listed) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("total", listed.size());
      json.writeArrayPropertyStart("settlements");
      for (ListedSettlement one : listed) {
        json.writeStartObject();
        json.writeStringProperty("window", one.window().toString());
        json.writeStringProperty("payee", one.payee());
        json.writeStringProperty("currency", one.currency());
        json.writeStringProperty("settlement_id", one.id());
        json.writeStringProperty("business_date", one.night().toString());
        json.writeStringProperty("due", one.due().toString());
        amount(json, "activity", one.activity(), one);
        amount(json, "net", one.net(), one);
        amount(json, "paid", one.payout(), one);
        amount(json, "carried_forward", one.after().carriedForward(), one);
        amount(json, "reserve_held", one.after().reserveHeld(), one);
        amount(json, "owed", one.after().owed(), one);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + System.lineSeparator();
  }

  private static void amount(JsonGenerator json, String name, long minor, ListedSettlement of) {
    json.writeStringProperty(name, Amounts.plain(minor, of.currency()));
  }
}
