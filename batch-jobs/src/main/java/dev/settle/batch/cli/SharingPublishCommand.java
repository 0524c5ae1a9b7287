package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RulePublisher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sharing publish}: from then on the night shares by these rules. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a rule file together with what is published and publishes what is new of it, all or nothing.",
      "A published version never changes: a change is a new version.",
      "Exit code 0 when published, 2 wrong usage, 65 when the rules are refused, 69 when PostgreSQL does not answer."
    })
final class SharingPublishCommand implements Callable<Integer> {
  @Mixin private Connections connections = new Connections();

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "FILE",
      description = "JSON file with accounts and rule sets; amounts in minor units.")
  private Path file = Path.of("");

  @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who publishes.")
  private String by = "";

  @Override
  public Integer call() throws IOException {
    if (by.isBlank()) {
      throw BatchException.usage("--by names nobody");
    }
    RuleBook book = RuleSource.read(file);
    connections.requirePostgres();
    RulePublisher.Outcome outcome =
        new RulePublisher(connections.postgres()).publish(book, by.strip());
    outcome.accounts().forEach(account -> System.out.printf("new receiver %s%n", account));
    outcome.published().forEach(rules -> System.out.print(SharingText.ruleSet(rules)));
    System.out.printf(
        "published by %s, rule sets: %d, there already: %d%n",
        by.strip(), outcome.published().size(), outcome.unchanged());
    return ExitCode.DONE;
  }
}
