package dev.settle.batch.bank;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import dev.settle.batch.clickhouse.RowBinaryBlock;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.camt.BankDetail;
import dev.settle.batch.statement.camt.BankEntry;
import dev.settle.batch.statement.camt.CamtReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes the bank's statements from the folder {@code bank}: the entries of a booking date, out of
 * all files there, whatever days a file covers. Every file is verified whole, and that the
 * statements of an account follow each other over files and days; the day's entries are swapped in
 * at once. A bank publishes nothing on days on which it books nothing: no file is no fault, payouts
 * age until theirs comes.
 */
public final class BankIntake {
  private static final String TABLE = "bank_statement_entry";
  private static final String RETURNS = "bank_return";

  private final ClickHouse clickHouse;
  private final Path folder;

  /** An intake from the directory of statements. */
  public BankIntake(ClickHouse clickHouse, Path statements) {
    this.clickHouse = clickHouse;
    this.folder = statements.resolve("bank");
  }

  /**
   * Takes the entries of a day.
   *
   * @param dryRun verify only, write nothing
   * @return number of entries
   * @throws BatchException 65 when a file is refused, or two hold the same account's day; 75 when a
   *     statement is missing between two: nothing changes
   */
  public int take(BankAccounts agreed, LocalDate date, boolean dryRun) throws IOException {
    RowBinaryBlock block = new RowBinaryBlock();
    RowBinaryBlock returns = new RowBinaryBlock();
    Set<String> contents = new HashSet<>();
    Map<String, String> fileOfAccount = new HashMap<>();
    List<ToldStatement> told = new ArrayList<>();
    int entries = 0;
    for (Path file : files()) {
      BankEntries found = new BankEntries(date, agreed);
      StatementCheck check =
          StatementFiles.check(file, new CamtReader(Expectation.none(), LineConsumer.NONE, found));
      String sha256 = check.sha256();
      if (!check.accepted() || sha256 == null) {
        throw BatchException.refused("bank statement refused, no entry loaded: " + check.reason());
      }
      if (contents.add(sha256)) {
        found
            .statements()
            .forEach(statement -> told.add(ToldStatement.of(statement, check.fileName())));
        for (BankEntries.Kept kept : found.kept()) {
          String other = fileOfAccount.putIfAbsent(kept.entry().account(), check.fileName());
          if (other != null && !other.equals(check.fileName())) {
            throw BatchException.refused(
                "bank statements %s and %s both hold entries of %s on %s, no entry loaded: keep one"
                    .formatted(other, check.fileName(), kept.entry().account(), date));
          }
          write(block, date, sha256, kept);
          writeReturns(returns, date, sha256, kept);
          entries++;
        }
      }
    }
    BankStatements statements = new BankStatements(clickHouse);
    List<ToldStatement> unbroken = statements.requireUnbroken(agreed, date, told);
    if (!dryRun) {
      statements.record(agreed, date, unbroken);
      swapIn(RETURNS, returns, date);
      swapIn(TABLE, block, date);
    }
    return entries;
  }

  private static void write(
      RowBinaryBlock block, LocalDate date, String sha256, BankEntries.Kept kept) {
    block
        .date(date)
        .string(kept.entry().account())
        .string(sha256)
        .int32(kept.entry().entryNo())
        .string(kept.entry().currency())
        .int64(kept.entry().amount())
        .string(kept.entry().bankReference())
        .strings(kept.references())
        .string(kept.entry().information());
  }

  /** The amount of a detail without one is the entry's when it is the only one. */
  private static void writeReturns(
      RowBinaryBlock block, LocalDate date, String sha256, BankEntries.Kept kept) {
    BankEntry entry = kept.entry();
    for (BankDetail detail : kept.returns()) {
      Long told = detail.amount();
      block
          .date(date)
          .string(entry.account())
          .string(sha256)
          .int32(entry.entryNo())
          .int32(detail.detailNo())
          .string(entry.currency())
          .int64(told != null ? told : entry.details() == 1 ? entry.amount() : 0)
          .string(detail.endToEndId())
          .string(detail.returnReason())
          .string(detail.bankReference() != null ? detail.bankReference() : entry.bankReference());
    }
  }

  private void swapIn(String table, RowBinaryBlock block, LocalDate date) {
    Partition day = new Partition.OfDate(date);
    clickHouse.dropPartition(table + "_staging", day);
    if (block.size() > 0) {
      clickHouse.insertRowBinary("settlement." + table + "_staging", block.bytes(), block.size());
    }
    clickHouse.replacePartition(table, day);
    clickHouse.dropPartition(table + "_staging", day);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(
          all.filter(Files::isRegularFile).filter(BankIntake::isFinished).sorted().toList());
    }
  }

  private static boolean isFinished(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".") && !name.endsWith(".tmp") && !name.endsWith(".part");
  }
}
