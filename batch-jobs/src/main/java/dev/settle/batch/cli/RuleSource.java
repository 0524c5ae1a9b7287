package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import dev.settle.batch.sharing.PublishedRules;
import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RuleCheck;
import dev.settle.batch.sharing.RuleError;
import dev.settle.batch.sharing.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the rules are: in a file, which needs no server, or as they are published. */
final class RuleSource {
  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "JSON file with accounts and rule sets, amounts in minor units; without it the published rules of PostgreSQL.")
  private @Nullable Path file;

  @Mixin private Connections connections = new Connections();

  /**
   * Rules without errors.
   *
   * @throws BatchException 2 when there is no such file, 65 with every error, 69 when PostgreSQL
   *     does not answer
   */
  RuleBook read() throws IOException {
    if (file != null) {
      return read(file);
    }
    connections.requirePostgres();
    RuleBook book = PublishedRules.read(connections.postgres());
    List<RuleError> errors = RuleCheck.errors(book);
    if (!errors.isEmpty()) {
      errors.forEach(error -> System.err.println(error.place() + ": " + error.message()));
      throw BatchException.refused("the published rules do not hold, errors: " + errors.size());
    }
    return book;
  }

  /** The servers, for what is read beside the rules. */
  Connections connections() {
    return connections;
  }

  /** Those of a file. */
  static RuleBook read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw BatchException.usage(file + " is not a file");
    }
    RuleFile.Contents contents = RuleFile.read(file);
    if (!contents.errors().isEmpty()) {
      contents.errors().forEach(System.err::println);
      throw BatchException.refused(
          "%s is refused, errors: %d".formatted(file, contents.errors().size()));
    }
    return contents.book();
  }
}
