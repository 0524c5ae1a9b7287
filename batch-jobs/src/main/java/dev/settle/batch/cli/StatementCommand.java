package dev.settle.batch.cli;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementFormats;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code statement …}: channel files by themselves; needs no server. */
@Command(
    name = "statement",
    description = "Work on channel statement files.",
    mixinStandardHelpOptions = true,
    subcommands = StatementCommand.Check.class)
public final class StatementCommand {

  /** {@code statement check FILE}: format, totals and lines, or the reason it is refused. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Reads one statement file and says whether everything that it declares holds.",
        "The format is told from the content; no flag and no running stack is needed.",
        "Exit code 0 when accepted, 65 when refused."
      })
  static final class Check implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file; plain, gzip or zip.")
    private Path file = Path.of("");

    @Spec
    void nameFormats(CommandSpec spec) {
      spec.usageMessage().footer("%nFormats: " + StatementFormats.names() + ".");
    }

    @Option(names = "--json", description = "Print one JSON object; amounts in minor units.")
    private boolean json;

    @Option(
        names = "--lines",
        description =
            "Print the canonical lines as NDJSON; of a refused file none. With --json the object comes last.")
    private boolean lines;

    @Option(names = "--merchant", paramLabel = "ID", description = "The account it must be of.")
    private @Nullable String merchant;

    @Option(
        names = "--business-date",
        paramLabel = "YYYY-MM-DD",
        description = "The day it must be about; otherwise that of its first line.")
    private @Nullable LocalDate businessDate;

    @Override
    public Integer call() throws IOException {
      if (!Files.isRegularFile(file)) {
        System.err.println("statement check: " + file + " is not a file");
        return ExitCode.USAGE;
      }
      Expectation expectation = new Expectation(merchant, businessDate);
      StatementCheck check = StatementFiles.check(file, expectation, LineConsumer.NONE);
      PrintStream out =
          new PrintStream(
              new BufferedOutputStream(System.out, 64 * 1024), false, StandardCharsets.UTF_8);
      if (lines && check.accepted()) {
        try (StatementJson.LineWriter writer = StatementJson.lines(out)) {
          StatementFiles.check(file, expectation, writer);
        }
      }
      if (json) {
        out.println(StatementJson.of(check));
      } else if (!lines) {
        out.print(StatementText.of(check));
      }
      out.flush();
      if (!check.accepted() && !json) {
        System.err.println("refused: " + check.reason());
      }
      return check.accepted() ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }
}
