package dev.settle.stack.cli;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.config.StackOptions;
import dev.settle.stack.fraud.FraudLabels;
import dev.settle.stack.fraud.LabelFile;
import dev.settle.stack.traffic.AnalystDatabase;
import dev.settle.stack.traffic.TrafficException;
import dev.settle.stack.traffic.paysim.PaySimLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fraud label}: says of orders whether they were fraud. */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    description = {
      "Writes labels of orders to ClickHouse, settlement.fraud_label; an order's last label counts. The whole file is checked",
      "before anything is written.",
      "Exit codes: 0 written, 2 wrong usage, 65 the file is refused, 69 ClickHouse does not answer."
    })
final class FraudLabelCommand implements Callable<Integer> {
  private static final String PAYSIM = "paysim";

  static final class Input {
    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "CSV with the header order_id,is_fraud; is_fraud true, false, 1 or 0.")
    private @Nullable Path file;

    @Option(
        names = "--paysim",
        paramLabel = "FILE",
        description = "A PaySim log: its isFraud for the orders that settle replay makes of it.")
    private @Nullable Path paysim;
  }

  @Mixin private final StackOptions options = new StackOptions();

  @ArgGroup(multiplicity = "1")
  private Input input = new Input();

  @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who says so.")
  private String by = "";

  @Option(
      names = "--source",
      paramLabel = "WORD",
      description =
          "Where it is known from, such as chargeback; default analyst, of a PaySim log paysim.")
  private @Nullable String source;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (by.isBlank()) {
      throw TrafficException.usage("--by names nobody");
    }
    Path file = input.file;
    Path paysim = input.paysim;
    Map<String, Boolean> labels =
        file != null ? LabelFile.read(file) : PaySimLabels.read(Path.of(String.valueOf(paysim)));
    String from = source == null ? (file == null ? PAYSIM : "analyst") : source;
    StackConfig config = options.resolve();
    AnalystDatabase analyst =
        new AnalystDatabase(
            config.clickhouseUrl(), config.clickhouseUser(), config.clickhousePassword());
    long known =
        new FraudLabels(analyst).write(labels, from, by.strip(), Clock.systemUTC().instant());
    FraudCommand.out(spec)
        .printf(
            "labelled by %s, orders: %d, of them fraud: %d, known to the pipeline: %d%n",
            by.strip(),
            labels.size(),
            labels.values().stream().filter(isFraud -> isFraud).count(),
            known);
    return ExitCodes.OK;
  }
}
