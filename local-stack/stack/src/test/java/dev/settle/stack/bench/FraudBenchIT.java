package dev.settle.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole measurement with small numbers: that it runs, checks and reports; never how fast. */
class FraudBenchIT {
  @TempDir private Path directory = Path.of("");

  @Test
  void shouldMeasureBothJobsAndHoldTheAlertsAgainstTheRules() throws Exception {
    JsonNode json =
        Benches.run(
            "fraud",
            "--memory",
            "--data-dir=" + directory,
            "--payments=20000",
            "--users=5000",
            "--merchants=500",
            "--event-rate=1000",
            "--rounds=1",
            "--parallelism=2",
            "--checkpoint-interval=500",
            "--seed=3");

    assertThat(json.path("value").asLong()).isPositive();
    assertThat(json.path("baseline_value").asLong()).isPositive();
    assertThat(json.path("ratio").asDouble()).isPositive();
    assertThat(json.path("unit").asText()).isEqualTo("payments/s");
    assertThat(json.path("rounds")).hasSize(2);
    assertThat(json.path("alerts_by_rule")).hasSize(20);
    assertThat(json.path("alerts_by_rule").path("wallet-pass-through-1h").asLong()).isPositive();
    assertThat(json.path("memory")).isNotEmpty();
    assertThat(json.path("memory").path(0).path("resident_bytes").asLong()).isPositive();
  }
}
