package dev.settle.batch.report;

import dev.settle.batch.BatchException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A folder of files that take their places whole: each is written aside, then moved, so a reader
 * never sees half of one. What was not published goes when it is closed.
 */
public final class Staging implements AutoCloseable {
  private final Path folder;
  private final Path aside;

  private Staging(Path folder, Path aside) {
    this.folder = folder;
    this.aside = aside;
  }

  /**
   * Begins, and makes the folder when it is not there.
   *
   * @throws BatchException 1 when something else has its name
   */
  public static Staging in(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw BatchException.failed(e.getFile() + " is there and is no folder", e);
    }
    return new Staging(folder, Files.createTempDirectory(folder, ".writing"));
  }

  /** Where a file of this name is written. */
  public Path path(String name) {
    return aside.resolve(name);
  }

  /** Puts a file that was written into its place, and says where that is. */
  public Path publish(String name) throws IOException {
    return Files.move(
        path(name),
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> left = Files.list(aside)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
      Files.delete(aside);
    } catch (NoSuchFileException e) {
      // Someone tidied up before us.
      return;
    }
  }
}
