package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.settlement.statement.ListedSettlement;
import dev.settle.batch.settlement.statement.PayeeStatement;
import dev.settle.batch.settlement.statement.StatementProof;
import dev.settle.batch.settlement.statement.StatementReader;
import dev.settle.batch.settlement.statement.StatementScope;
import dev.settle.batch.settlement.statement.StatementWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code settlement …}: what merchants and partners get, and the statements that tell them. */
@Command(
    name = "settlement",
    description = "Settlements of merchants and partners: list, show, statements.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SettlementCommand.ToList.class,
      SettlementCommand.Show.class,
      SettlementCommand.Statement.class
    })
public final class SettlementCommand {

  /** {@code settlement list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the settlements of a window, without one of the last window; or all of a payee.",
        "Exit codes: 0 listed, also when there are none; 2 usage, 69 a server is not reachable."
      })
  static final class ToList implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();

    @Option(
        names = "--window",
        paramLabel = "YYYY-MM-DD",
        description = "Of the window of this day.")
    private @Nullable LocalDate window;

    @Option(
        names = "--payee",
        paramLabel = "ID",
        defaultValue = "",
        description = "Of merchant:ID or partner:ID, in all windows.")
    private String payee = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
      if (window != null && !payee.isEmpty()) {
        throw BatchException.usage("--window and --payee: give one of them");
      }
      if (!payee.isEmpty()) {
        StatementScope.requirePayee(payee);
      }
      try (ClickHouse clickHouse = connections.openClickHouse()) {
        List<ListedSettlement> listed =
            new StatementReader(clickHouse, connections.postgres()).list(window, payee);
        System.out.print(json ? SettlementJson.list(listed) : SettlementText.list(listed));
      }
      return ExitCode.DONE;
    }
  }

  /** {@code settlement show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows a settlement with its lines.",
        "Exit codes: 0 shown, 1 it does not add up (it is shown all the same), 2 usage, 65 there is none, 69 a server is not reachable."
      })
  static final class Show implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();

    @Option(
        names = "--payee",
        required = true,
        paramLabel = "ID",
        description = "merchant:ID or partner:ID.")
    private String payee = "";

    @Option(
        names = "--currency",
        required = true,
        paramLabel = "CODE",
        description = "ISO 4217 code.")
    private String currency = "";

    @Option(
        names = "--window",
        required = true,
        paramLabel = "YYYY-MM-DD",
        description = "Day of the window.")
    private LocalDate window = LocalDate.EPOCH;

    @Override
    public Integer call() {
      StatementScope scope =
          new StatementScope(window, StatementScope.requirePayee(payee), currency);
      try (ClickHouse clickHouse = connections.openClickHouse()) {
        PayeeStatement statement =
            new StatementReader(clickHouse, connections.postgres()).statements(scope).get(0);
        System.out.print(SettlementText.show(statement));
        requireNone(StatementProof.faults(statement));
      }
      return ExitCode.DONE;
    }
  }

  /** {@code settlement statement}. */
  @Command(
      name = "statement",
      mixinStandardHelpOptions = true,
      description = {
        "Writes the statements of a window, per payee and currency: DIR/settlement/YYYY-MM-DD/PAYEE-CURRENCY.html, .csv and -orders.csv.",
        "Exit codes: 0 written, 1 one does not add up (the others are written) or a file cannot be written, 2 usage, 65 there is no such settlement, 69 a server is not reachable."
      })
  static final class Statement implements Callable<Integer> {
    @Mixin private Connections connections = new Connections();

    @Option(
        names = "--payee",
        paramLabel = "ID",
        defaultValue = "",
        description = "Only merchant:ID or partner:ID.")
    private String payee = "";

    @Option(
        names = "--currency",
        paramLabel = "CODE",
        defaultValue = "",
        description = "Only this ISO 4217 code.")
    private String currency = "";

    @Option(
        names = "--window",
        required = true,
        paramLabel = "YYYY-MM-DD",
        description = "Day of the window.")
    private LocalDate window = LocalDate.EPOCH;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        defaultValue = ReportCommand.DIRECTORY_DEFAULT,
        description = "Folder of the reports (SETTLE_REPORTS_DIR; ${DEFAULT-VALUE}).")
    private Path directory = Path.of("");

    @Override
    public Integer call() {
      StatementScope scope = new StatementScope(window, payee, currency);
      try (ClickHouse clickHouse = connections.openClickHouse()) {
        StatementReader reader = new StatementReader(clickHouse, connections.postgres());
        StatementWriter.Written written = new StatementWriter(reader, directory).write(scope);
        System.out.print(SettlementText.written(written.pages()));
        requireNone(written.faults());
      }
      return ExitCode.DONE;
    }
  }

  private static void requireNone(List<String> faults) {
    faults.forEach(System.err::println);
    if (!faults.isEmpty()) {
      throw BatchException.failed("does not add up, faults: %d".formatted(faults.size()));
    }
  }
}
