package dev.settle.batch.cli;

import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.StatementSummary;
import java.io.OutputStream;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.MinimalPrettyPrinter;

/** The JSON of {@code statement check}: names and units that others build on. */
final class StatementJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private StatementJson() {}

  /** The verdict as one object on one line. */
  static String of(StatementCheck check) {
    StringWriter text = new StringWriter();
    StatementSummary summary = check.summary();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      string(json, "format", summary.format());
      string(json, "part", summary.part());
      string(json, "channel", summary.channel());
      string(json, "merchant", summary.merchant());
      string(
          json,
          "business_date",
          summary.businessDate() == null ? null : summary.businessDate().toString());
      json.writeStringProperty("verdict", check.accepted() ? "accepted" : "refused");
      string(json, "reason", check.reason());
      json.writeNumberProperty("lines", summary.lines());
      string(json, "currency", summary.currency());
      json.writeNumberProperty("payment_count", summary.paymentCount());
      json.writeNumberProperty("payment_amount", summary.paymentAmount());
      json.writeNumberProperty("refund_count", summary.refundCount());
      json.writeNumberProperty("refund_amount", summary.refundAmount());
      json.writeNumberProperty("fee_amount", summary.feeAmount());
      json.writeNumberProperty("net_amount", summary.netAmount());
      string(json, "sha256", check.sha256());
      json.writeEndObject();
    }
    return text.toString();
  }

  /**
   * A consumer that prints each line as an object; closing it flushes and leaves the stream open.
   */
  static LineWriter lines(OutputStream out) {
    return new LineWriter(out);
  }

  private static void string(JsonGenerator json, String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, value);
    }
  }

  private static @Nullable String nullIfEmpty(String value) {
    return value.isEmpty() ? null : value;
  }

  /** Prints canonical lines as NDJSON. */
  static final class LineWriter implements LineConsumer, AutoCloseable {
    private final JsonGenerator json;

    private LineWriter(OutputStream out) {
      ObjectWriteContext newlines =
          new ObjectWriteContext.Base() {
            @Override
            public MinimalPrettyPrinter getPrettyPrinter() {
              return new MinimalPrettyPrinter("\n");
            }
          };
      json = FACTORY.createGenerator(newlines, out);
    }

    @Override
    public void accept(StatementLine line) {
      json.writeStartObject();
      string(json, "channel_txn_id", nullIfEmpty(line.channelTxnId()));
      string(json, "order_id", nullIfEmpty(line.orderId()));
      string(json, "refund_id", line.refundId());
      json.writeStringProperty("kind", line.kind().name());
      json.writeStringProperty("state", line.state());
      json.writeNumberProperty("amount", line.amount());
      json.writeNumberProperty("fee", line.fee());
      json.writeNumberProperty("net", line.net());
      json.writeStringProperty("currency", line.currency());
      json.writeStringProperty("occurred_at", line.occurredAt().toString());
      json.writeNumberProperty("line_no", line.lineNo());
      string(json, "channel_refund_id", line.channelRefundId());
      json.writeEndObject();
    }

    @Override
    public void close() {
      json.writeRaw('\n');
      json.close();
    }
  }
}
