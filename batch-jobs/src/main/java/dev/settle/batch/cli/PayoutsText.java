package dev.settle.batch.cli;

import dev.settle.batch.payout.BatchItem;
import dev.settle.batch.payout.ListedPayout;
import dev.settle.batch.payout.PayoutBatch;
import dev.settle.batch.payout.PayoutEvent;
import dev.settle.batch.payout.Payouts;
import dev.settle.schemas.money.Money;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Payouts and batches for a person, the list also for a program. */
final class PayoutsText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private PayoutsText() {}

  static String list(Payouts.Listing listing) {
    if (listing.total() == 0) {
      return "no payouts%n".formatted();
    }
    StringBuilder text =
        new StringBuilder(
            "%-10s  %-32s  %-24s  %20s  %-9s  %s%n"
                .formatted("DUE", "PAYOUT", "PAYEE", "AMOUNT", "STATE", "BATCH"));
    for (ListedPayout one : listing.payouts()) {
      text.append(
          "%-10s  %-32s  %-24s  %20s  %-9s  %s%n"
              .formatted(
                  one.due(),
                  one.id(),
                  one.payee(),
                  money(one.amount(), one.currency()),
                  one.state(),
                  one.batchId().isEmpty()
                      ? "-"
                      : one.batchId()
                          + (one.returnedFor().isEmpty() ? "" : " (" + one.returnedFor() + ")")));
    }
    if (listing.payouts().size() < listing.total()) {
      text.append(
          "… and %,d more (--limit)%n".formatted(listing.total() - listing.payouts().size()));
    }
    return text.toString();
  }

  /** One object: {@code total}, {@code payouts}; amounts in minor units. */
  static String json(Payouts.Listing listing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("total", listing.total());
      json.writeArrayPropertyStart("payouts");
      for (ListedPayout one : listing.payouts()) {
        json.writeStartObject();
        json.writeStringProperty("id", one.id());
        json.writeStringProperty("payee", one.payee());
        json.writeStringProperty("currency", one.currency());
        json.writeNumberProperty("amount", one.amount());
        json.writeStringProperty("due", one.due().toString());
        json.writeStringProperty("state", one.state());
        json.writeStringProperty("batch", one.batchId());
        json.writeStringProperty("returned_for", one.returnedFor());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text + System.lineSeparator();
  }

  /** A batch on one line. */
  static String summary(PayoutBatch batch) {
    return "%s %s by %s: %,d payouts, %s from %s, due %s"
        .formatted(
            batch.id(),
            batch.state(),
            batch.maker(),
            batch.payouts(),
            money(batch.amount(), batch.currency()),
            batch.payer().accountNo(),
            batch.due());
  }

  static String show(PayoutBatch batch, List<BatchItem> items, List<PayoutEvent> events) {
    StringBuilder text = new StringBuilder(summary(batch)).append("%n%npayouts%n".formatted());
    for (BatchItem item : items) {
      text.append(
          "  %-32s  %-9s  %20s  %s, %s, %s%n"
              .formatted(
                  item.payout().id(),
                  item.payout().state(),
                  money(item.payout().amount(), item.payout().currency()),
                  item.payout().payee(),
                  item.account().holder(),
                  item.account().number()));
    }
    text.append("%nhistory (UTC)%n".formatted());
    for (PayoutEvent event : events) {
      text.append(
          "  %s  %-8s  %s (%s)  %s%n"
              .formatted(
                  TIME.format(event.at()),
                  event.action(),
                  event.actor(),
                  event.dbUser(),
                  (event.payoutId() + " " + event.said()).strip()));
    }
    return text.toString();
  }

  static String money(long minor, String currency) {
    return Money.ofMinor(minor, currency).toString();
  }
}
