package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FraudOptionsTest {
  private final FraudOptions options = new FraudOptions();

  @Test
  void shouldReadEveryFlag() {
    options.read(
        "job",
        "--transactional-id-prefix=blue",
        "--out-of-orderness=1 min",
        "--idle-after=10 s",
        "--rules-quiet=5 s");
    assertThat(options.transactionalIdPrefix()).isEqualTo("blue");
    assertThat(options.outOfOrderness()).isEqualTo(Duration.ofMinutes(1));
    assertThat(options.idleAfter()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.rulesQuiet()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void shouldTakeNoPartitionForIdleInAnOrdinaryOutage() {
    options.read("job");
    assertThat(options.idleAfter()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void shouldNameEveryError() {
    assertThatThrownBy(
            () ->
                options.read(
                    "job", "--transactional-id-prefix=", "--idle-after=0 s", "--rules-quiet=0 s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--transactional-id-prefix is empty")
        .hasMessageContaining("--idle-after")
        .hasMessageContaining("--rules-quiet");
  }
}
