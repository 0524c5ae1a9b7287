package dev.settle.batch.cli;

import dev.settle.batch.sharing.PublishedRules;
import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RuleBookJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sharing list}: what is published. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists every published version of every rule set.",
      "Exit code 0 when listed, 2 wrong usage, 69 when PostgreSQL does not answer."
    })
final class SharingListCommand implements Callable<Integer> {
  @Mixin private Connections connections = new Connections();

  @Option(names = "--json", description = "As one rule file, with receivers.")
  private boolean json;

  @Override
  public Integer call() {
    connections.requirePostgres();
    RuleBook book = PublishedRules.read(connections.postgres());
    if (json) {
      System.out.println(RuleBookJson.write(book));
      return ExitCode.DONE;
    }
    book.ruleSets().forEach(rules -> System.out.print(SharingText.ruleSet(rules)));
    System.out.printf(
        "rule sets: %d, receivers: %d%n", book.ruleSets().size(), book.accounts().size());
    return ExitCode.DONE;
  }
}
