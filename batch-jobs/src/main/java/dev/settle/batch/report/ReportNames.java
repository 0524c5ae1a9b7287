package dev.settle.batch.report;

import java.util.Locale;

/**
 * Names of a report's files.
 *
 * @param html the page
 * @param json for programs
 * @param totalsCsv the figures
 * @param breaksCsv every break
 * @param toleratedCsv every tolerated difference
 */
record ReportNames(
    String html, String json, String totalsCsv, String breaksCsv, String toleratedCsv) {
  static ReportNames of(String channel) {
    String name = channel.toLowerCase(Locale.ROOT);
    return new ReportNames(
        name + ".html",
        name + ".json",
        name + "-totals.csv",
        name + "-breaks.csv",
        name + "-tolerated.csv");
  }
}
