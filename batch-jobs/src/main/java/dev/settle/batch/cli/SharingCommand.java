package dev.settle.batch.cli;

import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RuleSet;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sharing …}: the rules of profit sharing; those of a file need no server. */
@Command(
    name = "sharing",
    description = "Check, try, publish and list the rules of profit sharing.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SharingCommand.Validate.class,
      SharingSimulateCommand.class,
      SharingPublishCommand.class,
      SharingListCommand.class
    })
public final class SharingCommand {

  /** {@code sharing validate}: every error of a rule file. */
  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = {
        "Checks a rule file and lists every error with file, line and place; without --rules what is published.",
        "Exit code 0 when it holds, 2 when there is no such file, 65 when it is refused."
      })
  static final class Validate implements Callable<Integer> {
    @Mixin private RuleSource rules = new RuleSource();

    @Override
    public Integer call() throws IOException {
      RuleBook book = rules.read();
      for (RuleSet one : book.ruleSets()) {
        System.out.print(SharingText.ruleSet(one));
      }
      System.out.printf("accepted, rule sets: %d%n", book.ruleSets().size());
      return ExitCode.DONE;
    }
  }
}
