package dev.settle.batch.cli;

import dev.settle.batch.breaks.Break;
import dev.settle.batch.breaks.BreakEvent;
import dev.settle.batch.breaks.BreakItem;
import dev.settle.batch.breaks.BreakWork;
import dev.settle.batch.report.Amounts;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Breaks for a program: one object on one line. Amounts are decimals of major units as text, exact;
 * times are ISO 8601, UTC.
 */
final class BreaksJson {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private BreaksJson() {}

  /** The list: {@code total}, {@code by_class}, {@code breaks}. */
  static String list(List<ListedBreak> breaks, Map<String, Long> counts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("total", counts.values().stream().mapToLong(Long::longValue).sum());
      json.writeObjectPropertyStart("by_class");
      counts.forEach(json::writeNumberProperty);
      json.writeEndObject();
      json.writeArrayPropertyStart("breaks");
      for (ListedBreak listed : breaks) {
        json.writeStartObject();
        night(json, listed.found());
        work(json, listed.work());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + System.lineSeparator();
  }

  /** Everything about one break. */
  static String show(ShownBreak shown) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      night(json, shown.life().latest());
      work(json, shown.work());
      json.writeStringProperty("booked_into", shown.bookedInto());
      ledger(json, shown.item());
      channel(json, shown.item());
      json.writeArrayPropertyStart("nights");
      for (Break night : shown.life().nights()) {
        json.writeStartObject();
        night(json, night);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("events");
      shown.events().forEach(event -> event(json, event));
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + System.lineSeparator();
  }

  private static void night(JsonGenerator json, Break found) {
    json.writeStringProperty("night", found.night().toString());
    json.writeStringProperty("channel", found.channel());
    json.writeStringProperty("break_id", found.id());
    json.writeStringProperty("class", found.breakClass());
    json.writeStringProperty("kind", found.kind());
    json.writeStringProperty("status", found.status().name());
    json.writeStringProperty("origin_date", found.origin().toString());
    json.writeNumberProperty("age_days", found.ageDays());
    json.writeStringProperty("age_bucket", found.ageBucket());
    json.writeStringProperty("currency", found.currency());
    amount(json, "ledger_amount", found.ledgerAmount(), found.currency());
    amount(json, "channel_amount", found.channelAmount(), found.currency());
    amount(json, "amount", found.amount(), found.currency());
    json.writeStringProperty("order_id", found.orderId());
    json.writeStringProperty("refund_id", found.refundId());
    json.writeStringProperty("channel_txn_id", found.channelTxnId());
    json.writeNumberProperty("channel_line_no", found.channelLine());
  }

  private static void work(JsonGenerator json, BreakWork work) {
    json.writeStringProperty("assignee", work.assignee());
    json.writeStringProperty("correction", work.correction().name().toLowerCase(Locale.ROOT));
    json.writeNumberProperty("proposal", work.proposal());
    json.writeStringProperty("maker", work.maker());
    json.writeStringProperty("checker", work.checker());
    json.writeStringProperty("instruction_id", work.instructionId());
    json.writeNumberProperty("comments", work.comments());
  }

  private static void ledger(JsonGenerator json, BreakItem item) {
    BreakItem.LedgerSide side = item.ledger();
    if (side == null) {
      json.writeNullProperty("ledger");
      return;
    }
    json.writeObjectPropertyStart("ledger");
    json.writeStringProperty("journal_id", side.journalId());
    json.writeNumberProperty("leg", side.leg());
    json.writeStringProperty("date", side.date());
    json.writeStringProperty("cause", side.cause());
    json.writeStringProperty("kind", side.kind());
    json.writeStringProperty("order_id", side.orderId());
    json.writeStringProperty("refund_id", side.refundId());
    json.writeStringProperty("channel_id", side.channelId());
    json.writeStringProperty("currency", side.currency());
    amount(json, "amount", side.amount(), side.currency());
    json.writeEndObject();
  }

  private static void channel(JsonGenerator json, BreakItem item) {
    BreakItem.ChannelSide side = item.channel();
    if (side == null) {
      json.writeNullProperty("statement");
      return;
    }
    json.writeObjectPropertyStart("statement");
    json.writeStringProperty("account", side.merchant());
    json.writeStringProperty("date", side.date());
    json.writeNumberProperty("line", side.line());
    json.writeStringProperty("cause", side.cause());
    json.writeStringProperty("state", side.state());
    json.writeStringProperty("channel_txn_id", side.txnId());
    json.writeStringProperty("channel_refund_id", side.refundId());
    json.writeStringProperty("order_id", side.orderId());
    json.writeStringProperty("refund_id", side.ownRefundId());
    json.writeStringProperty("currency", side.currency());
    amount(json, "amount", side.amount(), side.currency());
    amount(json, "fee", side.fee(), side.currency());
    amount(json, "expected_fee", side.expectedFee(), side.currency());
    amount(json, "tolerance", item.tolerance(), side.currency());
    json.writeEndObject();
  }

  private static void event(JsonGenerator json, BreakEvent event) {
    json.writeStartObject();
    json.writeStringProperty("at", event.at().toString());
    json.writeStringProperty("action", event.action());
    json.writeStringProperty("actor", event.actor());
    json.writeStringProperty("database_user", event.databaseUser());
    json.writeStringProperty("night", event.night());
    json.writeStringProperty("comment", event.comment());
    json.writeStringProperty("assignee", event.assignee());
    json.writeNumberProperty("proposal", event.proposal());
    json.writeStringProperty("correction", event.correction());
    if (!event.legs().isEmpty()) {
      json.writeName("legs");
      json.writeRawValue(event.legs());
    }
    json.writeStringProperty("instruction_id", event.instructionId());
    json.writeEndObject();
  }

  private static void amount(JsonGenerator json, String name, long minor, String currency) {
    json.writeStringProperty(name, Amounts.plain(minor, currency));
  }
}
