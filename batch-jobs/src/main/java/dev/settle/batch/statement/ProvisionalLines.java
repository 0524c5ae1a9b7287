package dev.settle.batch.statement;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the lines of a statement into the tables of a try-out, also those of a file that is not
 * whole yet: there every line counts that was read before the fault. Never for the tables of the
 * night, in which a file counts whole or not at all.
 */
public final class ProvisionalLines {
  private ProvisionalLines() {}

  /**
   * Takes a file of a day in the place of the lines that are there. Whose it is, when it does not
   * say and several accounts are agreed, its folder says, as for the night.
   *
   * @return whether the night would take it as it is
   * @throws IOException when the file cannot be read
   */
  public static StatementCheck take(
      ClickHouse clickHouse, AgreedChannel agreed, LocalDate date, Path file) throws IOException {
    Partition.OfChannel day = new Partition.OfChannel(date, agreed.channel());
    Expectation expectation = new Expectation(accountOf(file, agreed), date);
    StatementCheck check;
    try (StagedLines staged = new StagedLines(clickHouse, day, file.toString(), agreed)) {
      check = StatementFiles.check(file, expectation, staged);
      staged.finish();
    }
    if (check.summary().merchant() == null) {
      clickHouse.dropPartition("channel_statement_line_staging", day);
    }
    clickHouse.replacePartition("channel_statement_line", day);
    String objection = check.accepted() ? objectionTo(check.summary(), agreed) : null;
    return objection == null ? check : check.refusedFor(objection);
  }

  private static @Nullable String objectionTo(StatementSummary file, AgreedChannel agreed) {
    return agreed.isFunds(file)
        ? "is the fund flow beside the statement: compare the statement of the trades"
        : agreed.objectionTo(file);
  }

  private static @Nullable String accountOf(Path file, AgreedChannel agreed) {
    List<String> accounts = agreed.statementAccounts();
    if (accounts.size() == 1) {
      return accounts.get(0);
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    String name = folder == null ? "" : String.valueOf(folder.getFileName());
    return accounts.contains(name) ? name : null;
  }
}
