package dev.settle.batch.statement.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Small statements, one a quirk, in {@code statement-corpus/<format>/}: what is named {@code
 * refused-…} must be refused, the others accepted. WRAPPER holds what is of no format.
 */
final class Corpus {
  private Corpus() {}

  /** Names of the folders. */
  static List<String> formats() throws IOException {
    try (Stream<Path> folders = Files.list(root())) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** Files of a folder, by name. */
  static List<Path> files(String format) throws IOException {
    try (Stream<Path> files = Files.list(root().resolve(format))) {
      return files.sorted().toList();
    }
  }

  private static Path root() throws IOException {
    try {
      return Path.of(Objects.requireNonNull(Corpus.class.getResource("/statement-corpus")).toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the corpus is not on disk", e);
    }
  }
}
