package dev.settle.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir private Path directory = Path.of("");

  @Test
  void shouldShowTheLastLines() throws IOException {
    Path log = Files.writeString(directory.resolve("x.log"), "one\ntwo\nthree\n");
    assertThat(LogFile.tail(log, 2)).containsExactly("two", "three");
    assertThat(LogFile.tail(directory.resolve("missing.log"), 2)).isEmpty();
  }

  @Test
  void shouldMoveALogAsideOnlyWhenItIsTooLarge() throws IOException {
    Path log = Files.writeString(directory.resolve("x.log"), "small\n");
    LogFile.rotate(log);
    assertThat(Files.readString(log)).isEqualTo("small\n");
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(LogFile.SIZE_MAX_BYTES);
    }
    LogFile.rotate(log);
    assertThat(log).isEmptyFile();
    assertThat(directory.resolve("x.log.1")).hasSize(LogFile.SIZE_MAX_BYTES);
  }
}
