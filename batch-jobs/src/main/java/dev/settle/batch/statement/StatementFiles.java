package dev.settle.batch.statement;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Recognises the format of a statement file by its content and reads it. */
public final class StatementFiles {
  private StatementFiles() {}

  /**
   * Reads a file to its end and says whether it holds. Lines go to the consumer while the file is
   * read: they count only when the verdict is accepted.
   *
   * @throws IOException when the file cannot be read or a line cannot be written; never for what
   *     the file says
   */
  public static StatementCheck check(Path file, Expectation expectation, LineConsumer consumer)
      throws IOException {
    return check(
        file,
        head -> {
          StatementReader reader = StatementFormats.of(head).reader(expectation, consumer);
          consumer.readBy(reader);
          return reader;
        });
  }

  /**
   * Reads a file of a known format with a reader of its own, as one that gives more than lines.
   *
   * @throws IOException when the file cannot be read or a line cannot be written; never for what
   *     the file says
   */
  public static StatementCheck check(Path file, StatementReader reader) throws IOException {
    return check(file, head -> reader);
  }

  private static StatementCheck check(Path file, ReaderChoice choice) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (StatementContent content = StatementContent.open(file)) {
      return check(name, content, choice);
    } catch (StatementRefusedException e) {
      return refused(name, e.getMessage(), StatementSummary.unknown(), null);
    }
  }

  /**
   * SHA-256 of a file's uncompressed content, as {@link StatementContent#sha256} says; null when it
   * cannot be unpacked.
   */
  static @Nullable String sha256(Path file) throws IOException {
    try (StatementContent content = StatementContent.open(file)) {
      return hashOf(content);
    } catch (StatementRefusedException e) {
      return null; // whoever reads the file is told why
    }
  }

  /** Name of a file's format by its head; null when it is of none that is known. */
  static @Nullable String formatOf(Path file) throws IOException {
    try (StatementContent content = StatementContent.open(file)) {
      return StatementFormats.of(content.head()).name();
    } catch (StatementRefusedException | StatementDamagedException e) {
      return null; // whoever reads the file is told why
    }
  }

  private static StatementCheck check(String name, StatementContent content, ReaderChoice choice)
      throws IOException {
    StatementReader reader = null;
    try {
      reader = choice.of(content.head());
      reader.read(content);
      return new StatementCheck(name, true, null, reader.summary(), content.sha256());
    } catch (StatementRefusedException | StatementDamagedException e) {
      return refused(name, e.getMessage(), summaryOf(reader), hashOf(content));
    } catch (ArithmeticException e) {
      String cause = "amounts beyond 64 bits: " + e.getMessage();
      return refused(name, cause, summaryOf(reader), hashOf(content));
    }
  }

  private static StatementCheck refused(
      String name, @Nullable String cause, StatementSummary summary, @Nullable String sha256) {
    return new StatementCheck(name, false, name + " " + cause, summary, sha256);
  }

  private static StatementSummary summaryOf(@Nullable StatementReader reader) {
    return reader == null ? StatementSummary.unknown() : reader.summary();
  }

  private static @Nullable String hashOf(StatementContent content) throws IOException {
    try {
      return content.sha256();
    } catch (StatementRefusedException | StatementDamagedException e) {
      return null; // whoever reads the file is told why
    }
  }

  /** Which reader reads a file. */
  private interface ReaderChoice {
    StatementReader of(StatementHead head) throws StatementRefusedException;
  }
}
