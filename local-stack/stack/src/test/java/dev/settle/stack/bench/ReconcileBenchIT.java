package dev.settle.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole measurement with small numbers: that it runs, finds and reports; never how fast. */
class ReconcileBenchIT {
  @TempDir private Path directory = Path.of("");

  @Test
  void shouldMeasureTheNightAndFindWhatIsInTheLoad() throws Exception {
    JsonNode json =
        Benches.run(
            "reconcile", "--data-dir=" + directory, "--rows=20000", "--rounds=1", "--seed=3");

    assertThat(json.path("measures")).hasSize(3);
    for (JsonNode measure : json.path("measures")) {
      assertThat(measure.path("value").asDouble()).isPositive();
      assertThat(measure.path("baseline_value").asDouble()).isPositive();
      assertThat(measure.path("ratio").asDouble()).isPositive();
      assertThat(measure.path("unit").asText()).isIn("lines/s", "s");
    }
    assertThat(json.path("classes").asText()).contains("MATCHED ").contains("LATE ");
    assertThat(json.path("rounds")).hasSize(5);
    assertThat(directory.resolve("bench").resolve("reconcile")).doesNotExist();
  }
}
