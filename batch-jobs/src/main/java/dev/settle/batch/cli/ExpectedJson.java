package dev.settle.batch.cli;

import dev.settle.batch.expected.ExpectedDay;
import dev.settle.batch.expected.ExpectedLine;
import dev.settle.batch.expected.ExpectedTotal;
import dev.settle.batch.report.Amounts;
import dev.settle.batch.statement.StatementCheck;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * What is expected, for a program: one object on one line for each channel and round, its rows
 * written as they come. Amounts are decimals of major units as text, exact; times are ISO 8601,
 * UTC.
 */
final class ExpectedJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private ExpectedJson() {}

  /**
   * Writes an answer.
   *
   * @param limit how many rows of each state; null: only sums
   */
  static void write(ExpectedDay day, @Nullable Long limit, PrintStream out) {
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("channel", day.channel().name());
      json.writeStringProperty("business_date", day.date().toString());
      json.writeStringProperty("as_of", day.asOf().toString());
      json.writeBooleanProperty("open", day.isOpen());
      json.writeArrayPropertyStart("not_reconciled");
      day.missedDays().forEach(json::writeString);
      json.writeEndArray();
      statement(json, day.statement());
      json.writeArrayPropertyStart("totals");
      day.totals().forEach(total -> total(json, total));
      json.writeEndArray();
      if (limit != null) {
        json.writeArrayPropertyStart("lines");
        day.lines(limit, line -> line(json, line));
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    out.println();
  }

  private static void statement(JsonGenerator json, @Nullable StatementCheck check) {
    if (check == null) {
      json.writeNullProperty("statement");
      return;
    }
    json.writeObjectPropertyStart("statement");
    json.writeStringProperty("file", check.fileName());
    json.writeBooleanProperty("whole", check.accepted());
    json.writeStringProperty("reason", check.reason() == null ? "" : check.reason());
    json.writeEndObject();
  }

  private static void total(JsonGenerator json, ExpectedTotal total) {
    json.writeStartObject();
    json.writeStringProperty("state", total.state().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("class", total.nightClass());
    json.writeStringProperty("kind", total.kind());
    json.writeStringProperty("currency", total.currency());
    json.writeNumberProperty("count", total.count());
    json.writeNumberProperty("expected_lines", total.rows());
    json.writeStringProperty("amount", Amounts.plain(total.amount(), total.currency()));
    json.writeStringProperty("fee", Amounts.plain(total.fee(), total.currency()));
    json.writeNumberProperty("fees_unknown", total.feesUnknown());
    json.writeNumberProperty("carried_over", total.carried());
    json.writeNumberProperty("listed_lines", total.listed());
    json.writeStringProperty(
        "listed_amount", Amounts.plain(total.listedAmount(), total.currency()));
    json.writeStringProperty("listed_fee", Amounts.plain(total.listedFee(), total.currency()));
    json.writeEndObject();
  }

  private static void line(JsonGenerator json, ExpectedLine line) {
    json.writeStartObject();
    json.writeStringProperty("state", line.state().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("class", line.nightClass());
    json.writeStringProperty("business_date", line.date().toString());
    json.writeStringProperty("kind", line.kind());
    json.writeStringProperty("channel_id", line.channelId());
    json.writeStringProperty("own_id", line.ownId());
    json.writeStringProperty("account", line.account());
    ExpectedLine.Expected expected = line.expected();
    if (expected == null) {
      json.writeNullProperty("expected");
    } else {
      json.writeObjectPropertyStart("expected");
      json.writeStringProperty("currency", expected.currency());
      json.writeStringProperty("amount", Amounts.plain(expected.amount(), expected.currency()));
      Long fee = expected.fee();
      if (fee == null) {
        json.writeNullProperty("fee");
      } else {
        json.writeStringProperty("fee", Amounts.plain(fee, expected.currency()));
      }
      json.writeEndObject();
    }
    ExpectedLine.Listed listed = line.listed();
    if (listed == null) {
      json.writeNullProperty("listed");
    } else {
      json.writeObjectPropertyStart("listed");
      json.writeStringProperty("currency", listed.currency());
      json.writeStringProperty("amount", Amounts.plain(listed.amount(), listed.currency()));
      json.writeStringProperty("fee", Amounts.plain(listed.fee(), listed.currency()));
      json.writeStringProperty("state", listed.state());
      json.writeNumberProperty("line", listed.line());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
