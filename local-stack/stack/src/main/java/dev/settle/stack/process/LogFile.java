package dev.settle.stack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A log that a child process appends to, and that is kept within a size without the child's help.
 */
public final class LogFile {

  /**
   * Above this a log is moved aside; at most one older file is kept, so a log takes at most twice
   * this.
   */
  public static final long SIZE_MAX_BYTES = 32L << 20;

  private static final int TAIL_MAX_BYTES = 64 << 10;

  private LogFile() {}

  /** The last lines of a log; empty when there is no such file. */
  public static List<String> tail(Path file, int lines) throws IOException {
    byte[] bytes;
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, log.length() - TAIL_MAX_BYTES);
      bytes = new byte[(int) (log.length() - start)];
      log.seek(start);
      log.readFully(bytes);
    } catch (java.io.FileNotFoundException e) {
      return List.of();
    }
    List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  /**
   * Copies a log that has grown too large to {@code NAME.1} and cuts it to nothing. The writer has
   * it open for appending, so it goes on at the new end; lines written between copy and cut are
   * lost.
   */
  public static void rotate(Path file) throws IOException {
    long size;
    try {
      size = Files.size(file);
    } catch (NoSuchFileException e) {
      return;
    }
    if (size < SIZE_MAX_BYTES) {
      return;
    }
    Files.copy(
        file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
  }
}
