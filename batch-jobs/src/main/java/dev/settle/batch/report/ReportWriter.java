package dev.settle.batch.report;

import dev.settle.batch.BatchException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the reports of a business date: per channel a page, JSON and three CSV files into {@code
 * DIR/YYYY-MM-DD/}. The same results give the same bytes. Each file takes its place whole: a reader
 * never sees half of one. Cost: the breaks and tolerated differences of the day go over the wire
 * once, in constant memory.
 */
public final class ReportWriter {
  private static final String[] BREAK_COLUMNS = {
    "business_date",
    "channel",
    "status",
    "class",
    "age_days",
    "age_bucket",
    "origin_date",
    "currency",
    "ledger_amount",
    "channel_amount",
    "amount_at_stake",
    "order_id",
    "refund_id",
    "channel_txn_id",
    "channel_line_no",
    "break_id",
    "item_id",
    "instruction_id",
    "maker",
    "checker",
    "kind"
  };
  private static final String[] TOLERATED_COLUMNS = {
    "business_date", "channel", "currency", "ledger_amount", "channel_amount", "difference",
    "tolerance", "order_id", "refund_id", "channel_txn_id", "account", "channel_line_no"
  };

  private final ReportReader reader;
  private final Path directory;

  /** A writer into this folder, which it makes when it is not there. */
  public ReportWriter(ReportReader reader, Path directory) {
    this.reader = reader;
    this.directory = directory;
  }

  /**
   * Writes the reports.
   *
   * @param channel the only one wanted; null: all with results
   * @return the pages, with what they come to
   * @throws BatchException 75 when there are no results; 1 when a file cannot be written
   */
  public List<Written> write(LocalDate date, @Nullable String channel) {
    List<String> channels = reader.channels(date, channel);
    if (channels.isEmpty()) {
      throw BatchException.incomplete(
          "INCOMPLETE: no results of %s%s: run nightly --business-date %s first"
              .formatted(date, channel == null ? "" : " of " + channel, date));
    }
    Path day = directory.resolve(date.toString());
    List<Written> written = new ArrayList<>();
    try (Staging staging = Staging.in(day)) {
      for (String name : channels) {
        written.add(write(date, name, staging));
      }
    } catch (IOException e) {
      throw BatchException.failed("reports cannot be written to " + day + ": " + e, e);
    }
    return written;
  }

  private Written write(LocalDate date, String channel, Staging staging) throws IOException {
    Report report = reader.read(date, channel);
    ReportNames names = ReportNames.of(channel);
    First<ReportedBreak> breaks = new First<>(HtmlReport.BREAKS_MAX);
    First<ReportedTolerance> tolerated = new First<>(HtmlReport.TOLERATED_MAX);
    try (CsvFile totals = CsvFile.create(staging.path(names.totalsCsv()), TotalsCsv.header())) {
      new TotalsCsv(totals).write(report);
    }
    try (JsonReport json = JsonReport.create(staging.path(names.json()));
        CsvFile csv = CsvFile.create(staging.path(names.breaksCsv()), BREAK_COLUMNS)) {
      json.begin(report);
      json.beginBreaks();
      reader.breaks(
          date,
          channel,
          found -> {
            breaks.take(found);
            json.found(found);
            line(csv, report, found);
          });
    }
    try (CsvFile csv = CsvFile.create(staging.path(names.toleratedCsv()), TOLERATED_COLUMNS)) {
      reader.tolerated(
          date,
          channel,
          one -> {
            tolerated.take(one);
            line(csv, report, one);
          });
    }
    Files.writeString(
        staging.path(names.html()),
        new HtmlReport(report, names)
            .page(breaks.rows, breaks.count, tolerated.rows, tolerated.count),
        StandardCharsets.UTF_8);
    for (String name :
        List.of(names.totalsCsv(), names.breaksCsv(), names.toleratedCsv(), names.json())) {
      staging.publish(name);
    }
    // The page last: what it links to is there.
    return new Written(
        channel, staging.publish(names.html()), report.verdict(), report.openBreaks());
  }

  private static void line(CsvFile csv, Report report, ReportedBreak found) throws IOException {
    String currency = found.currency();
    csv.text(report.date().toString())
        .text(report.channel())
        .text(found.status())
        .text(found.breakClass())
        .number(found.ageDays())
        .text(found.bucket())
        .text(found.origin())
        .text(currency)
        .decimal(Amounts.plain(found.ledger(), currency))
        .decimal(Amounts.plain(found.channel(), currency))
        .decimal(Amounts.plain(found.stake(), currency))
        .text(found.orderId())
        .text(found.refundId())
        .text(found.channelTxnId())
        .number(found.line())
        .text(found.id())
        .text(found.itemId())
        .text(found.instruction())
        .text(found.maker())
        .text(found.checker())
        .text(found.kind())
        .end();
  }

  private static void line(CsvFile csv, Report report, ReportedTolerance one) throws IOException {
    String currency = one.currency();
    csv.text(report.date().toString())
        .text(report.channel())
        .text(currency)
        .decimal(Amounts.plain(one.ledger(), currency))
        .decimal(Amounts.plain(one.channel(), currency))
        .decimal(Amounts.plain(one.difference(), currency))
        .decimal(Amounts.plain(BigInteger.valueOf(one.allowed()), currency))
        .text(one.orderId())
        .text(one.refundId())
        .text(one.channelTxnId())
        .text(one.account())
        .number(one.line())
        .end();
  }

  /**
   * A report that was written.
   *
   * @param channel the channel's name
   * @param page the page for a person; the other files lie beside it
   * @param verdict what it comes to
   * @param openBreaks how many breaks are open
   */
  public record Written(String channel, Path page, Report.Verdict verdict, long openBreaks) {}

  /** Keeps the first rows and counts all. */
  private static final class First<T> {
    private final int max;
    private final List<T> rows = new ArrayList<>();
    private long count;

    First(int max) {
      this.max = max;
    }

    void take(T row) {
      count++;
      if (rows.size() < max) {
        rows.add(row);
      }
    }
  }
}
