package dev.settle.batch.nightly;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.reconciliation.ProofRow;
import dev.settle.batch.reconciliation.ResultChecksum;
import dev.settle.batch.statement.AgreedChannel;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a night found, for a finance person: read from the results, amounts in major units. */
public final class NightlySummary {
  private final ClickHouse clickHouse;
  private final NightOptions options;
  private final Night night;

  /** The summary of a night that was run. */
  public NightlySummary(ClickHouse clickHouse, NightOptions options, Night night) {
    this.clickHouse = clickHouse;
    this.options = options;
    this.night = night;
  }

  /** The text, with the checksum over the results at its end. */
  public String text() {
    StringBuilder text = new StringBuilder("Night of " + options.date() + "\n");
    alerts(text);
    night.bankWarnings().forEach(warning -> text.append("%nWARNING: %s%n".formatted(warning)));
    closing(text);
    ResultChecksum checksum = new ResultChecksum(clickHouse);
    for (AgreedChannel agreed : night.withStatement()) {
      String channel = agreed.channel().name();
      channel(text, channel);
      checksum
          .addResults(options.date(), channel, "", ResultChecksum.LAYOUT)
          .add("reconciliation_proof", options.date(), channel);
    }
    for (AgreedChannel agreed : night.withoutStatement()) {
      text.append("%n%s: no statement agreed, not reconciled%n".formatted(agreed.channel()));
    }
    return text.append("%nResults sha256 %s%n".formatted(checksum.hex())).toString();
  }

  /** Output that a job may have lost: the gate decides by figures, but a person has to look. */
  private void alerts(StringBuilder text) {
    for (GenericRecord alert :
        clickHouse.rowsOf(
            "nightly/alerts.sql", Map.of("since", night.scope().start().getEpochSecond()))) {
      text.append(
          "%nWARNING: %s %s, raised %s: %s%n"
              .formatted(
                  alert.getString("severity"),
                  alert.getString("type"),
                  alert.getString("raised"),
                  alert.getString("detail")));
    }
  }

  private void closing(StringBuilder text) {
    List<String> closed =
        clickHouse
            .rowsOf(
                "closing/acknowledged.sql",
                Map.of(
                    "business_date",
                    options.date().toString(),
                    "channels",
                    night.scope().channels().stream()
                        .map(name -> "'" + name + "'")
                        .toList()
                        .toString()))
            .stream()
            .map(row -> row.getString("channel"))
            .toList();
    List<String> open = new ArrayList<>(night.scope().channels());
    open.removeAll(closed);
    if (!closed.isEmpty()) {
      text.append("  closed for     %s%n".formatted(String.join(", ", closed)));
    }
    if (!open.isEmpty()) {
      text.append(
          "  NOT CLOSED for %s: what is found is provisional%n".formatted(String.join(", ", open)));
    }
    night
        .leftOut()
        .days()
        .forEach(
            day ->
                text.append(
                    "  left out       %s: its day ends at %s; run the night again then%n"
                        .formatted(day.channel(), day.end())));
  }

  private void channel(StringBuilder text, String channel) {
    Map<String, Object> day =
        Map.of("business_date", options.date().toString(), "channel", channel);
    text.append("%n%s%n".formatted(channel));
    for (GenericRecord file :
        clickHouse.rows(
            "SELECT file_name, lines FROM settlement.channel_statement_current WHERE business_date = {business_date:Date}"
                + " AND channel = {channel:String} ORDER BY file_name",
            day)) {
      text.append(
          "  statement      %s, %,d lines%n"
              .formatted(file.getString("file_name"), file.getLong("lines")));
    }
    for (GenericRecord row :
        clickHouse.rows(
            "SELECT * FROM settlement.reconciliation_proof WHERE business_date = {business_date:Date}"
                + " AND channel = {channel:String} ORDER BY currency",
            day)) {
      proof(text, ProofRow.of(row), row.getString("verdict"));
    }
    List<String> later =
        clickHouse.rowsOf("nightly/later_days.sql", day).stream()
            .map(row -> row.getString("later"))
            .toList();
    if (!later.isEmpty()) {
      text.append(
          "  NOTE: this day is new to the proofs after it: run the night again, in this order, for %s%n"
              .formatted(String.join(", ", later)));
    }
    for (GenericRecord row : clickHouse.rowsOf("nightly/classes.sql", day)) {
      text.append(
          "  %-26s %,10d items  %s%n"
              .formatted(
                  row.getString("class"),
                  row.getLong("items"),
                  money(row.getBigInteger("amount"), row.getString("currency"))));
    }
    List<GenericRecord> breaks = clickHouse.rowsOf("nightly/breaks.sql", day);
    text.append(
        breaks.isEmpty() ? "  no breaks%n".formatted() : "  breaks, money at stake:%n".formatted());
    for (GenericRecord row : breaks) {
      text.append(
          "    %-24s %,10d (%,d new)  %s%n"
              .formatted(
                  row.getString("class"),
                  row.getLong("breaks"),
                  row.getLong("new_breaks"),
                  money(row.getBigInteger("stake"), row.getString("currency"))));
    }
  }

  private static void proof(StringBuilder text, ProofRow row, String verdict) {
    String currency = row.currency();
    text.append("  open before    %s%n".formatted(money(row.opening(), currency)));
    text.append(
        "  + ledger       %s  (%,d payments and refunds)%n"
            .formatted(money(row.ledger(), currency), row.ledgerRows()));
    text.append(
        "  - channel      %s  (%,d lines, fees %s)%n"
            .formatted(
                money(row.channel(), currency), row.channelLines(), money(row.fee(), currency)));
    text.append("  - tolerated    %s%n".formatted(money(row.tolerated(), currency)));
    if (row.adjusted().signum() != 0) {
      text.append("  + corrections  %s%n".formatted(money(row.adjusted(), currency)));
    }
    text.append("  = open after   %s%n".formatted(money(row.closing(), currency)));
    text.append("  residual       %s  %s%n".formatted(money(row.residual(), currency), verdict));
  }

  private static String money(BigInteger minor, String code) {
    return Money.text(minor, code);
  }
}
