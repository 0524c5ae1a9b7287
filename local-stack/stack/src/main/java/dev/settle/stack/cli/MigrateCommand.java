package dev.settle.stack.cli;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.lifecycle.Progress;
import dev.settle.stack.migrate.Migrations;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Brings schemas and topics up to date. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Makes or brings up to date PostgreSQL's schema, ClickHouse's tables and Kafka's topics; does nothing where all is there.",
      "'settle up' does the same for the local servers."
    })
final class MigrateCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();

  @Override
  public Integer call() throws SQLException, InterruptedException, java.io.IOException {
    migrate(options.resolve(), new Progress(System.out));
    return ExitCodes.OK;
  }

  /** Migrates all servers that the configuration names, telling what was done. */
  static void migrate(StackConfig config, Progress progress)
      throws SQLException, InterruptedException {
    Migrations migrations = new Migrations(config);
    int postgres = migrations.postgres();
    int topics = migrations.kafka();
    int clickHouse = migrations.clickHouse();
    progress.line(
        "schemas are up to date: %d migrations applied to PostgreSQL, %d to ClickHouse, %d topics made"
            .formatted(postgres, clickHouse, topics));
  }
}
