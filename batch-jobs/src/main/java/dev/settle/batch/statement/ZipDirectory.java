package dev.settle.batch.statement;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The size of a zip's directory, from its end record. The JDK reads the whole directory into memory
 * when it opens a zip; this looks first.
 */
final class ZipDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int COMMENT_BYTES_MAX = 0xFFFF;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int END_64_BYTES = 56;

  private ZipDirectory() {}

  static void requireSmall(Path file) throws IOException, StatementRefusedException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      int tail = (int) Math.min(in.length(), END_BYTES + COMMENT_BYTES_MAX);
      ByteBuffer end = at(in, in.length() - tail, tail);
      for (int i = tail - END_BYTES; i >= 0; i--) {
        boolean found = end.getInt(i) == END_SIGNATURE;
        if (found && i + END_BYTES + (end.getShort(i + 20) & 0xFFFF) == tail) {
          requireSmall(in, end, i, in.length() - tail + i);
          return;
        }
      }
    }
    throw new StatementRefusedException(
        "not a readable zip file, it is cut off or damaged: its directory is missing");
  }

  static StatementRefusedException tooMany(long entries) {
    return new StatementRefusedException(
        "the zip holds "
            + entries
            + " files, more than "
            + UnpackLimits.ENTRIES_MAX
            + ": not a statement");
  }

  private static void requireSmall(RandomAccessFile in, ByteBuffer end, int i, long position)
      throws IOException, StatementRefusedException {
    long entries = end.getShort(i + 10) & 0xFFFFL;
    long bytes = end.getInt(i + 12) & 0xFFFFFFFFL;
    if (position >= LOCATOR_BYTES) {
      ByteBuffer locator = at(in, position - LOCATOR_BYTES, LOCATOR_BYTES);
      long end64 = locator.getLong(8);
      if (locator.getInt(0) == LOCATOR_SIGNATURE
          && end64 >= 0
          && end64 <= in.length() - END_64_BYTES) {
        ByteBuffer large = at(in, end64, END_64_BYTES);
        entries = large.getLong(32);
        bytes = large.getLong(40);
      }
    }
    if (entries < 0 || entries > UnpackLimits.ENTRIES_MAX) {
      throw tooMany(entries);
    }
    if (bytes < 0 || bytes > UnpackLimits.DIRECTORY_BYTES_MAX) {
      throw new StatementRefusedException(
          "the zip's directory has " + bytes + " bytes: not a statement");
    }
  }

  private static ByteBuffer at(RandomAccessFile in, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.seek(position);
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
