package dev.settle.stack.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.traffic.generate.TrafficGenerator;
import dev.settle.stack.traffic.generate.TrafficSummary;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes made-up payments through PostgreSQL. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Writes made-up payments through PostgreSQL: all kinds and channels, refunds whole and in part, failed refunds,",
      "cancellations, holds, and forbidden writes that the database has to refuse. The same seed, date and number of orders",
      "make the same rows; what is there already is skipped."
    })
final class GenerateCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private final StackOptions options = new StackOptions();
  @Mixin private final DayOptions day = new DayOptions();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Orders per second; 0, the default, for as fast as it goes.")
  private int rate;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "3",
      description = "Connections that write at once; default ${DEFAULT-VALUE}.")
  private int connections = 3;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "How long to try to reach PostgreSQL again when it is gone; default ${DEFAULT-VALUE}.")
  private int patienceSeconds = 120;

  @Option(
      names = "--json",
      description = "The summary as JSON, an object for each day; amounts in minor units.")
  private boolean json;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    day.validate(400);
    TrafficOptions.requireBetween("--rate", rate, 0, 1_000_000);
    TrafficOptions.requireBetween("--connections", connections, 1, 32);
    StackConfig config = options.resolve();
    TrafficGenerator generator =
        new TrafficGenerator(
            TrafficOptions.paymentDatabase(config, patienceSeconds), connections, System.err);
    ArrayNode summaries = JSON.createArrayNode();
    for (LocalDate date : day.dates()) {
      TrafficSummary summary = generator.write(day.spec(date), rate);
      if (json) {
        summaries.add(
            summary.toJson().put("business_date", date.toString()).put("seed", day.seed()));
      } else {
        System.out.println("business date " + date + ", seed " + day.seed());
        summary.print(System.out);
      }
    }
    if (json) {
      System.out.println(JSON.writeValueAsString(summaries));
    }
    return ExitCodes.OK;
  }
}
