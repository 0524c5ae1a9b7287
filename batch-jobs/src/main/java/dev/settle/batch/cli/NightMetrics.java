package dev.settle.batch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the last night went, for the textfile collector of Prometheus' node_exporter: the process is
 * gone when Prometheus looks. What only a success says is kept from the file before.
 */
final class NightMetrics {
  private static final String PREFIX = "settle_nightly_";
  private static final String SUCCESS = PREFIX + "last_success_timestamp_seconds";
  private static final String SUCCESS_DATE = PREFIX + "last_success_business_date_seconds";

  private static final Map<String, String> HELP =
      Map.of(
          PREFIX + "last_run_timestamp_seconds",
          "When the last run ended.",
          PREFIX + "last_run_exit_code",
          "How it ended: 0 done, 75 incomplete, others failed.",
          PREFIX + "last_run_duration_seconds",
          "How long it took.",
          SUCCESS,
          "When the last run that was done ended.",
          SUCCESS_DATE,
          "Its business date, 00:00 UTC.");

  private NightMetrics() {}

  /**
   * Writes the file, whole or not at all.
   *
   * @param lastDone business date of the last night that was done; null: none was
   * @throws IOException when it cannot be written
   */
  static void write(
      Path file, Instant begin, Instant end, int exitCode, @Nullable LocalDate lastDone)
      throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(PREFIX + "last_run_timestamp_seconds", Long.toString(end.getEpochSecond()));
    values.put(PREFIX + "last_run_exit_code", Integer.toString(exitCode));
    values.put(
        PREFIX + "last_run_duration_seconds",
        Long.toString(Duration.between(begin, end).toSeconds()));
    if (lastDone != null && exitCode == ExitCode.DONE) {
      values.put(SUCCESS, Long.toString(end.getEpochSecond()));
      values.put(
          SUCCESS_DATE, Long.toString(lastDone.atStartOfDay(ZoneOffset.UTC).toEpochSecond()));
    } else {
      keep(file, values);
    }
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(HELP.get(name))
                .append("\n# TYPE ")
                .append(name)
                .append(" gauge\n")
                .append(name)
                .append(' ')
                .append(value)
                .append('\n'));
    Path folder = file.toAbsolutePath().getParent();
    // The collector reads *.prom only.
    Path aside = Files.createTempFile(folder, "settle-nightly", ".tmp");
    try {
      Files.writeString(aside, text, StandardCharsets.UTF_8);
      if (!aside.toFile().setReadable(true, false)) {
        throw new IOException("cannot let others read " + aside);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void keep(Path file, Map<String, String> values) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    for (String line : Files.readAllLines(file)) {
      String[] pair = line.split(" ", 2);
      if (pair.length == 2 && (pair[0].equals(SUCCESS) || pair[0].equals(SUCCESS_DATE))) {
        values.put(pair[0], pair[1]);
      }
    }
  }
}
