package dev.settle.stack.cli;

import dev.settle.stack.config.StackOptions;
import dev.settle.stack.fraud.FraudRules;
import dev.settle.stack.traffic.TrafficException;
import dev.settle.stream.fraud.file.FileRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fraud …}: the rules of the fraud job. */
@Command(
    name = "fraud",
    mixinStandardHelpOptions = true,
    description = "Checks, publishes, lists and back-tests fraud rules; labels orders.",
    subcommands = {
      FraudCommand.Validate.class,
      FraudCommand.Publish.class,
      FraudCommand.Rules.class,
      FraudBacktestCommand.class,
      FraudLabelCommand.class
    })
final class FraudCommand implements Runnable {
  /** How long to try to reach PostgreSQL: somebody waits at the prompt. */
  private static final int PATIENCE_SECONDS = 5;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(), "name what to do: validate, publish, list, backtest, label");
    }
  }

  private static Connection connect(StackOptions options)
      throws IOException, SQLException, InterruptedException {
    return TrafficOptions.paymentDatabase(options.resolve(), PATIENCE_SECONDS).connectPatiently();
  }

  /** Where a command prints, for tests too. */
  static PrintWriter out(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "picocli sets it").commandLine().getOut();
  }

  /** {@code fraud validate}. */
  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = {
        "Checks a file of rules as the job reads them and names every problem; needs no server.",
        "Exit codes: 0 the rules hold, 2 there is no such file, 65 they are refused."
      })
  static final class Validate implements Callable<Integer> {
    @Mixin private final FraudRuleFile rules = new FraudRuleFile();
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      List<FileRule> read = rules.read();
      read.forEach(
          rule -> out(spec).printf("%s: %s%n", rule.row().getRuleId(), rule.row().getName()));
      out(spec).printf("accepted, rules: %d%n", read.size());
      return ExitCodes.OK;
    }
  }

  /** {@code fraud publish}. */
  @Command(
      name = "publish",
      mixinStandardHelpOptions = true,
      description = {
        "Checks a file of rules and writes them to PostgreSQL, all or nothing; the running job takes them up.",
        "A rule that changes gets its next version, one that is there just so stays as it is. A rule of the database that",
        "the file does not name stays too: to end one, publish it with status PAUSED.",
        "Exit codes: 0 published, 2 wrong usage, 65 a rule is refused, 69 PostgreSQL does not answer."
      })
  static final class Publish implements Callable<Integer> {
    @Mixin private final StackOptions options = new StackOptions();
    @Mixin private final FraudRuleFile rules = new FraudRuleFile();

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who publishes.")
    private String by = "";

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
      if (by.isBlank()) {
        throw TrafficException.usage("--by names nobody");
      }
      List<FileRule> read = rules.read();
      List<FraudRules.Published> published;
      try (Connection connection = connect(options)) {
        published = FraudRules.publish(connection, read, by.strip());
      }
      int changed = 0;
      for (FraudRules.Published rule : published) {
        if (rule.version() != null) {
          out(spec).printf("%s version %d%n", rule.ruleId(), rule.version());
          changed++;
        }
      }
      out(spec)
          .printf(
              "published by %s, rules: %d, unchanged: %d%n",
              by.strip(), changed, published.size() - changed);
      return ExitCodes.OK;
    }
  }

  /** {@code fraud list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the rules in PostgreSQL.",
        "Exit codes: 0 listed, 2 wrong usage, 69 PostgreSQL does not answer."
      })
  static final class Rules implements Callable<Integer> {
    @Mixin private final StackOptions options = new StackOptions();

    @Option(names = "--json", description = "As a file of rules.")
    private boolean json;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
      List<FraudRules.Listed> listed;
      try (Connection connection = connect(options)) {
        listed = FraudRules.list(connection);
      }
      if (json) {
        out(spec)
            .println(
                listed.stream()
                    .map(FraudRules.Listed::json)
                    .collect(Collectors.joining(",\n", "[", "]")));
        return ExitCodes.OK;
      }
      listed.forEach(rule -> out(spec).println(rule.line()));
      out(spec).printf("rules: %d%n", listed.size());
      return ExitCodes.OK;
    }
  }
}
