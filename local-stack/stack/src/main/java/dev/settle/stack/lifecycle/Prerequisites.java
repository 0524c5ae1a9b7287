package dev.settle.stack.lifecycle;

import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.ServerFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Checks, before anything is started, that the data directory can be used. */
final class Prerequisites {

  private static final long FREE_MIN_BYTES = 2L << 30;

  private Prerequisites() {}

  static void check(StackConfig config) throws IOException {
    Path data = config.dataDir();
    try {
      Files.createDirectories(data);
      Files.delete(Files.createTempFile(data, ".writable", ""));
    } catch (IOException e) {
      throw new ServerFailedException(
          "the data directory "
              + data
              + " cannot be written ("
              + e
              + "): choose another with --data-dir or SETTLE_DATA_DIR");
    }
    long free = Files.getFileStore(data).getUsableSpace();
    if (free < FREE_MIN_BYTES) {
      throw new ServerFailedException(
          String.format(
              Locale.ROOT,
              "only %.1f GiB are free on the disk of %s, the servers need at least %d GiB: make room, or choose another "
                  + "disk with --data-dir or SETTLE_DATA_DIR",
              free / (double) (1 << 30),
              data,
              FREE_MIN_BYTES >> 30));
    }
  }
}
