package dev.settle.stack.lifecycle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Lets one {@code up} or {@code down} of a data directory work at a time; the next one waits. */
final class CommandLock implements AutoCloseable {

  private final FileChannel channel;
  private final FileLock lock;

  private CommandLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  static CommandLock acquire(Path directory, Progress progress) throws IOException {
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve("command.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        progress.line("waiting for another settle up or down of this data directory …");
        lock = channel.lock();
      }
      return new CommandLock(channel, lock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Fails when the lock was lost, which would mean that two commands have worked at once. */
  void check() {
    if (!lock.isValid()) {
      throw new IllegalStateException("the lock of the data directory was lost");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
