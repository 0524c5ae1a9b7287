package dev.settle.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  @TempDir private Path directory = Path.of("");

  @Test
  void shouldReadBackWhatWasWritten() throws IOException {
    RunDirectory run = new RunDirectory(directory.resolve("not yet there"));
    ComponentRecord record =
        new ComponentRecord(
            "kafka",
            19_092,
            new ProcessIdentity(4711, 123_456_789_012L, "boot"),
            List.of("java", "-cp", "a path/*"),
            Instant.parse("2026-11-23T17:00:00.123Z"),
            2,
            null);
    run.write(record);
    assertThat(run.read("kafka")).contains(record);
  }

  @Test
  void shouldKeepTheReasonWhenNothingCouldBeStarted() throws IOException {
    RunDirectory run = new RunDirectory(directory);
    run.write(new ComponentRecord("postgres", 15_432, null, List.of(), null, 1, "initdb failed"));
    ComponentRecord record = run.read("postgres").orElseThrow();
    assertThat(record.failure()).isEqualTo("initdb failed");
    assertThat(record.isAlive()).isFalse();
  }

  @Test
  void shouldKnowNothingOfAComponentThatWasForgotten() throws IOException {
    RunDirectory run = new RunDirectory(directory);
    run.write(new ComponentRecord("postgres", 15_432, null, List.of(), null, 1, null));
    run.delete("postgres");
    assertThat(run.read("postgres")).isEmpty();
  }
}
