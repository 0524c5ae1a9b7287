package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.trace.OrderTrace;
import dev.settle.batch.trace.Tracer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trace ORDER}. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "Shows an order's way with its times: committed, captured, booked, landed, alerted, reconciled, shared, settled, paid out.",
      "From ClickHouse; from PostgreSQL, when it is reached, the row, and when nights shared, settled and paid.",
      "Exit code 65 when there is no such order, 69 when ClickHouse is not reachable."
    })
public final class TraceCommand implements Callable<Integer> {
  @Mixin private Connections connections = new Connections();

  @Parameters(paramLabel = "ORDER", description = "Its order id.")
  private String orderId = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws SQLException {
    try (ClickHouse clickHouse = connections.openClickHouse();
        Connection postgres = openPostgresOrNull()) {
      OrderTrace trace = new Tracer(clickHouse, postgres).trace(orderId);
      System.out.print(json ? TraceText.json(trace) : TraceText.text(trace));
      return ExitCode.DONE;
    }
  }

  private @Nullable Connection openPostgresOrNull() {
    try {
      return connections.openPostgres();
    } catch (BatchException e) {
      System.err.println("trace: " + e.getMessage() + "; shown is what ClickHouse has");
      return null;
    }
  }
}
