package dev.settle.stack.fraud;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.settle.stream.fraud.backtest.Alert;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/** Writes each alert of a back-test as a line of CSV; amounts in minor units, times UTC. */
public final class AlertFile implements Closeable {
  private final CsvWriter csv;

  /** Makes the file anew. */
  public AlertFile(Path file) throws IOException {
    this.csv = CsvWriter.builder().build(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    csv.writeRecord(
        "rule_id",
        "action",
        "status",
        "key",
        "event_id",
        "event_time",
        "measure",
        "value",
        "threshold",
        "currency",
        "window_from",
        "window_to",
        "events",
        "names_fraud",
        "event_ids");
  }

  /** Writes an alert. */
  public void write(Alert alert, boolean namesFraud) {
    csv.writeRecord(
        alert.rule().id(),
        alert.rule().action().name(),
        alert.rule().status().name(),
        alert.key(),
        alert.event().id(),
        Instant.ofEpochMilli(alert.event().time()).toString(),
        alert.rule().pattern().measure(),
        Long.toString(alert.finding().value()),
        Long.toString(alert.finding().threshold()),
        Objects.requireNonNullElse(alert.rule().currency(), ""),
        Instant.ofEpochMilli(alert.finding().windowFrom()).toString(),
        Instant.ofEpochMilli(alert.finding().windowTo()).toString(),
        Long.toString(alert.finding().events()),
        Boolean.toString(namesFraud),
        String.join(" ", alert.finding().eventIds()));
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
