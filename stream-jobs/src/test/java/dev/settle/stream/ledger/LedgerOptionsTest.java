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
                "blue",
                "--transaction-timeout=14 min"))
        .isTrue();
    assertThat(options.bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(options.parallelism()).isEqualTo(4);
    assertThat(options.checkpointInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(options.transactionalIdPrefix()).isEqualTo("blue");
    assertThat(options.transactionTimeout()).isEqualTo(Duration.ofMinutes(14));
  }

  @Test
  void shouldLetTransactionsLiveTenMinutesUnlessTold() {
    options.read("job");
    assertThat(options.transactionTimeout()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void shouldRefuseTransactionsThatEndBeforeTheirCheckpoint() {
    assertThatThrownBy(
            () ->
                options.read("job", "--checkpoint-interval=10 s", "--transaction-timeout=19999 ms"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--transaction-timeout");
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
