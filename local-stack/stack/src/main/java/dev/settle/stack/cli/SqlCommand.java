package dev.settle.stack.cli;

import dev.settle.stack.clickhouse.ClickHouseQuery;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a query on ClickHouse. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = "Runs a query on ClickHouse and prints its result.")
final class SqlCommand implements Callable<Integer> {

  @Mixin private final StackOptions options = new StackOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "QUERY",
      description = "The query; read from standard input when left out.")
  private @Nullable String query;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "PrettyCompactMonoBlock",
      description =
          "ClickHouse's output format, such as CSVWithNames or JSON; default ${DEFAULT-VALUE}.")
  private String format = "PrettyCompactMonoBlock";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String sql =
        query == null ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : query;
    if (sql.isBlank()) {
      if (spec != null) {
        throw new ParameterException(
            spec.commandLine(), "no query given, neither as an argument nor on standard input");
      }
      return ExitCodes.USAGE;
    }
    StackConfig config = options.resolve();
    ClickHouseQuery clickHouse =
        new ClickHouseQuery(
            config.clickhouseUrl(), config.clickhouseUser(), config.clickhousePassword());
    try {
      clickHouse.run(sql, format, System.out);
    } catch (ConnectException e) {
      throw new UnreachableException(
          "ClickHouse does not answer at "
              + config.clickhouseUrl()
              + ": start it with 'settle up', or name another with --clickhouse-url",
          e);
    }
    return ExitCodes.OK;
  }
}
