package dev.settle.batch.statement;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the statement files of a day. Each is read once: it is verified while its lines go into the
 * staging table, and only when every file holds are all lines of the channel swapped in at once.
 * Before that its bytes are hashed, since a file that was taken before changes nothing; another
 * file for the same account is refused unless told to replace.
 */
public final class StatementIntake {
  private static final Logger LOG = LoggerFactory.getLogger(StatementIntake.class);
  private static final String LINES = "channel_statement_line";

  private final ClickHouse clickHouse;
  private final StatementDirectory directory;
  private final boolean replaceStatement;

  /** An intake from a directory; replaceStatement lets a file take an earlier one's place. */
  public StatementIntake(
      ClickHouse clickHouse, StatementDirectory directory, boolean replaceStatement) {
    this.clickHouse = clickHouse;
    this.directory = directory;
    this.replaceStatement = replaceStatement;
  }

  /**
   * Takes a channel's files of a day.
   *
   * @param dryRun verify only, write nothing
   * @return the files whose lines count
   * @throws BatchException 65 when a file is refused: no row of the channel changes; 75 when an
   *     account has no statement
   */
  public List<TakenFile> take(AgreedChannel agreed, LocalDate date, boolean dryRun)
      throws IOException {
    Partition.OfChannel day = new Partition.OfChannel(date, agreed.channel());
    StatementRecords records = new StatementRecords(clickHouse, day);
    List<TakenFile> current = records.current();
    List<StatementCheck> fresh = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    if (!dryRun) {
      clickHouse.dropPartition(LINES + "_staging", day);
    }
    for (DeliveredFile delivered : directory.filesOf(agreed, date)) {
      Path file = delivered.path();
      String format = StatementFiles.formatOf(file);
      if (!agreed.takes(format)) {
        LOG.info("file {} is left alone: no {} is agreed", file.getFileName(), format);
        continue;
      }
      String sha256 = StatementFiles.sha256(file);
      if (current.stream().anyMatch(taken -> taken.sha256().equals(sha256))) {
        LOG.info("statement {} is on record already", file.getFileName());
        continue;
      }
      if (fresh.stream().anyMatch(other -> Objects.equals(other.sha256(), sha256))) {
        LOG.info("statement {} is there under another name too", file.getFileName());
        continue;
      }
      StatementCheck check =
          judged(read(delivered, sha256, agreed, day, dryRun), sha256, agreed, current, fresh);
      if (check.accepted()) {
        fresh.add(check);
      } else {
        refusals.add(String.valueOf(check.reason()));
        if (!dryRun) {
          records.refused(check);
        }
      }
    }
    if (!refusals.isEmpty()) {
      if (!dryRun) {
        clickHouse.dropPartition(LINES + "_staging", day);
      }
      throw BatchException.refused(
          "statement refused, no row loaded: " + String.join("; ", refusals));
    }
    List<TakenFile> kept = kept(current, fresh);
    if (!fresh.isEmpty() && !dryRun) {
      swapIn(day, kept);
      record(records, current, kept, fresh);
    }
    List<TakenFile> taken = new ArrayList<>(kept);
    fresh.forEach(check -> taken.add(TakenFile.of(check)));
    requireAll(agreed, date, taken);
    return taken;
  }

  /** Verifies a file and, unless nothing is to be written, stages its lines meanwhile. */
  private StatementCheck read(
      DeliveredFile delivered,
      @Nullable String sha256,
      AgreedChannel agreed,
      Partition.OfChannel day,
      boolean dryRun)
      throws IOException {
    Path file = delivered.path();
    Expectation expectation = new Expectation(accountOf(delivered, agreed), day.date());
    if (dryRun || sha256 == null) {
      return StatementFiles.check(file, expectation, LineConsumer.NONE);
    }
    long started = System.nanoTime();
    try (StagedLines staged = new StagedLines(clickHouse, day, sha256, agreed)) {
      StatementCheck check = StatementFiles.check(file, expectation, staged);
      if (check.accepted()) {
        staged.finish();
        long ms = (System.nanoTime() - started) / 1_000_000;
        long lines = check.summary().lines();
        LOG.info(
            "statement {} read: {} lines in {} ms, {} lines/s",
            file.getFileName(),
            lines,
            ms,
            lines * 1000 / Math.max(1, ms));
      }
      return check;
    }
  }

  private static @Nullable String accountOf(DeliveredFile delivered, AgreedChannel agreed) {
    if (delivered.account() != null) {
      return delivered.account();
    }
    List<String> accounts = agreed.statementAccounts();
    return accounts.size() == 1 ? accounts.get(0) : null;
  }

  /** Refuses a file that holds by itself, but is not the one that is wanted. */
  private StatementCheck judged(
      StatementCheck read,
      @Nullable String sha256,
      AgreedChannel agreed,
      List<TakenFile> current,
      List<StatementCheck> fresh) {
    if (!read.accepted()) {
      return read;
    }
    StatementCheck check = agreed.isFunds(read.summary()) ? read.asPart(TakenFile.FUNDS) : read;
    if (!Objects.equals(check.sha256(), sha256)) {
      return check.refusedFor("changed while it was read: run again");
    }
    String objection = agreed.objectionTo(check.summary());
    if (objection != null) {
      return check.refusedFor(objection);
    }
    TakenFile candidate = TakenFile.of(check);
    for (StatementCheck other : fresh) {
      if (TakenFile.of(other).overlaps(candidate)) {
        return check.refusedFor(
            "and " + other.fileName() + " are both of this merchant and day: keep one");
      }
    }
    for (TakenFile taken : current) {
      if (!replaceStatement && taken.overlaps(candidate)) {
        return check.refusedFor(
            "differs from %s (sha256 %s), which was taken for this merchant and day: run with --replace-statement to replace it"
                .formatted(taken.fileName(), taken.sha256()));
      }
    }
    return check;
  }

  private static List<TakenFile> kept(List<TakenFile> current, List<StatementCheck> fresh) {
    return current.stream()
        .filter(taken -> fresh.stream().noneMatch(check -> TakenFile.of(check).overlaps(taken)))
        .toList();
  }

  private void swapIn(Partition.OfChannel day, List<TakenFile> kept) {
    if (!kept.isEmpty()) {
      clickHouse.runResource(
          "statement/keep_lines.sql",
          Map.of(
              "business_date", day.date().toString(),
              "channel", day.channel().name(),
              "files", kept.stream().map(file -> "'" + file.sha256() + "'").toList().toString()));
    }
    clickHouse.replacePartition(LINES, day);
    clickHouse.dropPartition(LINES + "_staging", day);
  }

  private static void record(
      StatementRecords records,
      List<TakenFile> current,
      List<TakenFile> kept,
      List<StatementCheck> fresh) {
    for (StatementCheck check : fresh) {
      TakenFile by = TakenFile.of(check);
      for (TakenFile old : current) {
        if (!kept.contains(old) && by.overlaps(old)) {
          records.replaced(old, by);
          LOG.warn("statement {} takes the place of {}", by.fileName(), old.fileName());
        }
      }
      records.accepted(check);
    }
  }

  private void requireAll(AgreedChannel agreed, LocalDate date, List<TakenFile> taken) {
    Set<String> missing = new TreeSet<>(agreed.statementAccounts());
    Set<String> missingFunds = new TreeSet<>(agreed.fundsFormats().keySet());
    taken.forEach(file -> (file.isFunds() ? missingFunds : missing).remove(file.merchant()));
    requireNone("statement", missing, agreed, date);
    requireNone("fund flow", missingFunds, agreed, date);
  }

  private void requireNone(String what, Set<String> missing, AgreedChannel agreed, LocalDate date) {
    if (!missing.isEmpty()) {
      throw BatchException.incomplete(
          "INCOMPLETE: no %s of %s account %s for %s in %s: not reconciled; fetch the file and run again"
              .formatted(
                  what,
                  agreed.channel(),
                  String.join(", ", missing),
                  date,
                  directory.folderOf(agreed.channel())));
    }
  }
}
