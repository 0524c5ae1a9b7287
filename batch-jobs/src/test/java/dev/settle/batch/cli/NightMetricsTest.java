package dev.settle.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.BatchJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightMetricsTest {
  private static final Instant BEGIN = Instant.ofEpochSecond(1_764_000_000);

  @Test
  void shouldKeepTheLastSuccessThroughFailures(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("settle.prom");

    NightMetrics.write(file, BEGIN, BEGIN.plusSeconds(5), ExitCode.INCOMPLETE, null);
    assertThat(Files.readString(file))
        .contains("settle_nightly_last_run_exit_code 75\n")
        .contains("settle_nightly_last_run_duration_seconds 5\n")
        .doesNotContain("last_success");

    NightMetrics.write(
        file, BEGIN, BEGIN.plusSeconds(60), ExitCode.DONE, LocalDate.of(2026, 11, 24));
    NightMetrics.write(file, BEGIN, BEGIN.plusSeconds(99), ExitCode.REFUSED, null);
    assertThat(Files.readString(file))
        .contains("settle_nightly_last_run_timestamp_seconds 1764000099\n")
        .contains("settle_nightly_last_run_exit_code 65\n")
        .contains("settle_nightly_last_success_timestamp_seconds 1764000060\n")
        .contains("settle_nightly_last_success_business_date_seconds 1795478400\n");
    assertThat(folder)
        .isDirectoryContaining(path -> path.equals(file))
        .isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void shouldTellOfANightThatReachedNoServer(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("settle.prom");

    int exit =
        BatchJobs.execute(
            "nightly",
            "--business-date",
            "2026-11-24",
            "--postgres-url",
            "jdbc:postgresql://127.0.0.1:1/settle",
            "--metrics-file",
            file.toString());

    assertThat(exit).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(Files.readString(file)).contains("settle_nightly_last_run_exit_code 69\n");
  }
}
