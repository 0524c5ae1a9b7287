package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LedgerOptionsTest {
  private final LedgerOptions options = new LedgerOptions();

  @Test
  void shouldReadEveryFlag() {
    assertThat(
            options.read(
                "job",
                "--bootstrap-servers",
                "kafka:9092",
                "--parallelism=4",
                "--checkpoint-interval",
                "250 ms",
                "--transactional-id-prefix",
                "blue"))
        .isTrue();
    assertThat(options.bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(options.parallelism()).isEqualTo(4);
    assertThat(options.checkpointInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(options.transactionalIdPrefix()).isEqualTo("blue");
  }

  @Test
  void shouldCheckpointEveryFiveSecondsUnlessTold() {
    options.read("job");
    assertThat(options.checkpointInterval()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void shouldNameEveryError() {
    assertThatThrownBy(
            () ->
                options.read(
                    "job",
                    "--parallelism=129",
                    "--checkpoint-interval=1ms",
                    "--bootstrap-servers="))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--parallelism 129")
        .hasMessageContaining("--checkpoint-interval")
        .hasMessageContaining("--bootstrap-servers");
  }

  @Test
  void shouldRefuseAFlagItDoesNotKnow() {
    assertThatThrownBy(() -> options.read("job", "--parallel=1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--parallel");
  }
}
