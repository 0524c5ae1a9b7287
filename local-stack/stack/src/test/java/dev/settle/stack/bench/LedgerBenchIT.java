package dev.settle.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole measurement with small numbers: that it runs, counts and reports; never how fast. */
class LedgerBenchIT {
  @TempDir private Path directory = Path.of("");

  @Test
  void shouldMeasureBothJobsAndCountTheirOutput() throws Exception {
    JsonNode json =
        Benches.run(
            "ledger",
            "--data-dir=" + directory,
            "--payments=50000",
            "--users=5000",
            "--merchants=500",
            "--rounds=1",
            "--parallelism=1",
            "--checkpoint-interval=500",
            "--seed=3");

    assertThat(json.path("value").asLong()).isPositive();
    assertThat(json.path("baseline_value").asLong()).isPositive();
    assertThat(json.path("ratio").asDouble()).isPositive();
    assertThat(json.path("unit").asText()).isEqualTo("input records/s");
    assertThat(json.path("entries_committed_each_run").asLong()).isEqualTo(100_000);
    assertThat(json.path("rounds")).hasSize(2);
    assertThat(json.path("settings").path("order_seed").asLong()).isEqualTo(3);
  }
}
