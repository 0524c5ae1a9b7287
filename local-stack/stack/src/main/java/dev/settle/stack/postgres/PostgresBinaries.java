package dev.settle.stack.postgres;

import dev.settle.stack.process.ServerFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks PostgreSQL's programs, which come as an archive inside a jar, once into a directory. */
final class PostgresBinaries {

  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final Set<PosixFilePermission> EXECUTABLE =
      java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x");

  private PostgresBinaries() {}

  /**
   * Unpacks into the directory unless a complete copy is there already: the copy is made beside it
   * and renamed when whole.
   */
  static void unpack(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path partial = directory.resolveSibling(directory.getFileName() + ".partial");
    deleteTree(partial);
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
      if (archive == null || !"amd64".equals(System.getProperty("os.arch"))) {
        throw new ServerFailedException(
            "the PostgreSQL programs packed with this build are for Linux on amd64, not "
                + System.getProperty("os.name")
                + " on "
                + System.getProperty("os.arch")
                + ": run PostgreSQL elsewhere and name it with SETTLE_POSTGRES_URL");
      }
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(
              new XZCompressorInputStream(new BufferedInputStream(archive)))) {
        extract(tar, partial);
      }
    }
    Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void extract(TarArchiveInputStream tar, Path root) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path target = root.resolve(entry.getName()).normalize();
      if (!target.startsWith(root)) {
        throw new IOException(
            "the archive " + ARCHIVE + " names a path outside of it: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(target);
        continue;
      }
      Files.createDirectories(target.getParent());
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        continue;
      }
      Files.copy(tar, target);
      if ((entry.getMode() & 0100) != 0) {
        Files.setPosixFilePermissions(target, EXECUTABLE);
      }
    }
  }

  /** Removes what an interrupted attempt left. */
  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, java.io.IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
