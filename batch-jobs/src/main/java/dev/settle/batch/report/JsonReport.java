package dev.settle.batch.report;

import dev.settle.batch.reconciliation.ProofRow;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The report for a program, as {@code docs/report.schema.json} has it. Amounts are exact decimals
 * of major units as text. Breaks are written one by one between {@link #beginBreaks} and {@link
 * #close}.
 */
final class JsonReport implements AutoCloseable {
  /** Changes when a field goes or changes its meaning; new fields may come. */
  static final String SCHEMA = "settle.reconciliation-report/1";

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  private final Writer out;
  private final JsonGenerator json;

  private JsonReport(Writer out) {
    this.out = out;
    ObjectWriteContext context =
        new ObjectWriteContext.Base() {
          @Override
          public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES);
          }
        };
    this.json = FACTORY.createGenerator(context, out);
  }

  static JsonReport create(Path path) throws IOException {
    return new JsonReport(Files.newBufferedWriter(path, StandardCharsets.UTF_8));
  }

  static JsonReport over(Writer out) {
    return new JsonReport(out);
  }

  /** Everything but the breaks one by one. */
  void begin(Report report) {
    json.writeStartObject();
    json.writeStringProperty("schema", SCHEMA);
    json.writeStringProperty("business_date", report.date().toString());
    json.writeStringProperty("channel", report.channel());
    json.writeStringProperty("verdict", report.verdict().name());
    json.writeBooleanProperty("closed", report.closed());
    json.writeNumberProperty("open_breaks", report.openBreaks());
    json.writeArrayPropertyStart("proofs");
    report.proofs().forEach(this::proof);
    json.writeEndArray();
    chain(report.chain());
    json.writeArrayPropertyStart("statements");
    for (Report.StatementFile file : report.files()) {
      json.writeStartObject();
      json.writeStringProperty("account", file.account());
      json.writeStringProperty("part", file.part());
      json.writeStringProperty("file", file.name());
      json.writeStringProperty("format", file.format());
      json.writeStringProperty("sha256", file.sha256());
      json.writeNumberProperty("lines", file.lines());
      json.writeEndObject();
    }
    json.writeEndArray();
    totals(report);
    json.writeArrayPropertyStart("unapplied_corrections");
    for (Report.Unapplied one : report.unapplied()) {
      json.writeStartObject();
      json.writeStringProperty("journal_id", one.journalId());
      json.writeStringProperty("break_id", one.breakId());
      json.writeStringProperty("currency", one.currency());
      amount("moved", one.moved(), one.currency());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void beginBreaks() {
    json.writeArrayPropertyStart("breaks");
  }

  void found(ReportedBreak found) {
    String currency = found.currency();
    json.writeStartObject();
    json.writeStringProperty("break_id", found.id());
    json.writeStringProperty("status", found.status());
    json.writeStringProperty("class", found.breakClass());
    json.writeStringProperty("kind", found.kind());
    json.writeNumberProperty("age_days", found.ageDays());
    json.writeStringProperty("age_bucket", found.bucket());
    json.writeStringProperty("origin_date", found.origin());
    json.writeStringProperty("currency", currency);
    amount("ledger_amount", BigInteger.valueOf(found.ledger()), currency);
    amount("channel_amount", BigInteger.valueOf(found.channel()), currency);
    amount("amount_at_stake", BigInteger.valueOf(found.stake()), currency);
    json.writeStringProperty("order_id", found.orderId());
    json.writeStringProperty("refund_id", found.refundId());
    json.writeStringProperty("channel_txn_id", found.channelTxnId());
    json.writeNumberProperty("channel_line_no", found.line());
    json.writeStringProperty("item_id", found.itemId());
    json.writeStringProperty("instruction_id", found.instruction());
    json.writeStringProperty("maker", found.maker());
    json.writeStringProperty("checker", found.checker());
    json.writeEndObject();
  }

  /** Ends the list of breaks and the report. */
  @Override
  public void close() throws IOException {
    json.close();
    out.write('\n');
    out.close();
  }

  private void proof(Report.Proved proved) {
    ProofRow row = proved.row();
    String currency = row.currency();
    json.writeStartObject();
    json.writeStringProperty("currency", currency);
    json.writeStringProperty("verdict", proved.verdict());
    amount("opening_open_amount", row.opening(), currency);
    json.writeNumberProperty("ledger_rows", row.ledgerRows());
    amount("ledger_amount", row.ledger(), currency);
    amount("adjusted_amount", row.adjusted(), currency);
    json.writeNumberProperty("channel_lines", row.channelLines());
    amount("channel_amount", row.channel(), currency);
    amount("tolerated_amount", row.tolerated(), currency);
    amount("closing_open_amount", row.closing(), currency);
    amount("residual", row.residual(), currency);
    json.writeNumberProperty("matched_rows", row.matchedRows());
    amount("matched_amount", row.matched(), currency);
    amount("fee_amount", row.fee(), currency);
    json.writeNumberProperty("break_count", row.breakCount());
    amount("break_amount", row.breaks(), currency);
    json.writeEndObject();
  }

  private void chain(Report.Chain chain) {
    json.writeObjectPropertyStart("chain");
    json.writeStringProperty("sha256", chain.sha256());
    json.writeStringProperty("results_sha256", chain.resultsSha256());
    if (chain.previousDate().isEmpty()) {
      json.writeNullProperty("previous_date");
    } else {
      json.writeStringProperty("previous_date", chain.previousDate());
    }
    json.writeStringProperty("previous_sha256", chain.previousSha256());
    json.writeEndObject();
  }

  private void totals(Report report) {
    json.writeArrayPropertyStart("sides");
    for (Report.SideTotal side : report.sides()) {
      json.writeStartObject();
      json.writeStringProperty("side", side.side());
      json.writeStringProperty("cause", side.cause());
      json.writeStringProperty("currency", side.currency());
      json.writeNumberProperty("rows", side.rows());
      amount("amount", side.amount(), side.currency());
      amount("fee", side.fee(), side.currency());
      amount("expected_fee", side.expectedFee(), side.currency());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("classes");
    for (Report.ClassTotal total : report.classes()) {
      json.writeStartObject();
      json.writeStringProperty("class", total.name());
      json.writeStringProperty("currency", total.currency());
      json.writeNumberProperty("items", total.items());
      amount("ledger_amount", total.ledger(), total.currency());
      amount("channel_amount", total.channel(), total.currency());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("open_breaks_by_class_and_age");
    for (Report.AgeTotal age : report.ages()) {
      json.writeStartObject();
      json.writeStringProperty("class", age.name());
      json.writeStringProperty("age_bucket", age.bucket());
      json.writeStringProperty("currency", age.currency());
      json.writeNumberProperty("breaks", age.breaks());
      amount("amount_at_stake", age.stake(), age.currency());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectPropertyStart("breaks_by_status");
    report.statuses().forEach(status -> json.writeNumberProperty(status.name(), status.breaks()));
    json.writeEndObject();
  }

  private void amount(String name, BigInteger minor, String currency) {
    json.writeStringProperty(name, Amounts.plain(minor, currency));
  }
}
