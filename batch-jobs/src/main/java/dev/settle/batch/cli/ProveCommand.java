package dev.settle.batch.cli;

import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.proof.Proof;
import dev.settle.batch.proof.Prover;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prove}: the proofs in SQL, one line each. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = {
      "Proves the ledger and the reconciled days in SQL: lines PROOF name OK|FAIL figure.",
      "Exit code 1 when a proof fails, 69 when a server is not reachable."
    })
public final class ProveCommand implements Callable<Integer> {
  @Mixin private Connections connections = new Connections();

  @Option(
      names = "--business-date",
      paramLabel = "YYYY-MM-DD",
      description = "Restrict the proofs of reconciled days to one; the ledger's are over all.")
  private @Nullable LocalDate businessDate;

  @Override
  public Integer call() throws SQLException {
    try (Connection postgres = connections.openPostgres();
        ClickHouse clickHouse = connections.openClickHouse()) {
      List<Proof> proofs = new Prover(clickHouse).all(postgres, businessDate);
      proofs.forEach(System.out::println);
      return proofs.stream().allMatch(Proof::holds) ? ExitCode.DONE : ExitCode.FAILED;
    }
  }
}
