package dev.settle.stack.cli;

import dev.settle.stack.traffic.TrafficException;
import dev.settle.stream.fraud.file.FileRule;
import dev.settle.stream.fraud.file.RefusedFileException;
import dev.settle.stream.fraud.file.RuleFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The file of rules that a command works with. */
final class FraudRuleFile {
  private static final long BYTES_MAX = 16L << 20;

  @Option(
      names = "--rule",
      required = true,
      paramLabel = "FILE",
      description =
          "JSON: one rule or an array of rules, the columns of payments.fraud_rule; amounts in minor units.")
  private Path file = Path.of("");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /**
   * The rules.
   *
   * @throws TrafficException exit code 2 when there is no such file, 65 when it is refused; every
   *     problem is printed
   */
  List<FileRule> read() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw TrafficException.usage(file + ": no such file");
    }
    if (Files.size(file) > BYTES_MAX) {
      throw TrafficException.refused(file + " is larger than " + BYTES_MAX + " bytes");
    }
    try {
      return RuleFile.read(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw TrafficException.refused(file + ": not UTF-8 text");
    } catch (RefusedFileException e) {
      if (command != null) {
        e.problems()
            .forEach(problem -> command.commandLine().getErr().println(file + ": " + problem));
      }
      throw TrafficException.refused(file + " is refused, problems: " + e.problems().size());
    }
  }
}
