package dev.settle.stack.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.traffic.generate.DaySpec;
import dev.settle.stack.traffic.generate.TrafficGenerator;
import dev.settle.stack.traffic.generate.TrafficSummary;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes made-up payments through PostgreSQL. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Writes made-up payments through PostgreSQL: all kinds and channels, refunds whole and in part, failed refunds,",
      "cancellations, and forbidden writes that the database has to refuse. The same seed, date and number of orders make",
      "the same rows; what is there already is skipped."
    })
final class GenerateCommand implements Callable<Integer> {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private final StackOptions options = new StackOptions();

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Orders a day; default ${DEFAULT-VALUE}.")
  private int orders = 20_000;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "1",
      description = "Business dates, the last one being --business-date; default ${DEFAULT-VALUE}.")
  private int days = 1;

  @Option(
      names = "--business-date",
      paramLabel = "YYYY-MM-DD",
      description = "Default yesterday in Beijing.")
  private @Nullable LocalDate businessDate;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Orders per second; 0, the default, for as fast as it goes.")
  private int rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Default ${DEFAULT-VALUE}.")
  private long seed = 1;

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
    TrafficOptions.requireBetween("--orders", orders, 1, DaySpec.ORDERS_MAX);
    TrafficOptions.requireBetween("--days", days, 1, 400);
    TrafficOptions.requireBetween("--rate", rate, 0, 1_000_000);
    TrafficOptions.requireBetween("--connections", connections, 1, 32);
    StackConfig config = options.resolve();
    TrafficGenerator generator =
        new TrafficGenerator(
            TrafficOptions.paymentDatabase(config, patienceSeconds), connections, System.err);
    LocalDate last =
        businessDate == null ? LocalDate.now(Clock.system(ZONE)).minusDays(1) : businessDate;
    ArrayNode summaries = JSON.createArrayNode();
    for (int i = days - 1; i >= 0; i--) {
      LocalDate date = last.minusDays(i);
      TrafficSummary summary = generator.write(new DaySpec(seed, date, orders, i > 0), rate);
      if (json) {
        summaries.add(summary.toJson().put("business_date", date.toString()).put("seed", seed));
      } else {
        System.out.println("business date " + date + ", seed " + seed);
        summary.print(System.out);
      }
    }
    if (json) {
      System.out.println(JSON.writeValueAsString(summaries));
    }
    return ExitCodes.OK;
  }
}
