package dev.settle.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole measurement with small numbers: that it runs, finds and reports; never how fast. */
class ShareBenchIT {
  @TempDir private Path directory = Path.of("");

  @Test
  void shouldMeasureTheStepAndShareWhatIsInTheLoad() throws Exception {
    JsonNode json =
        Benches.run("share", "--data-dir=" + directory, "--rows=20000", "--rounds=1", "--seed=3");

    assertThat(json.path("measures")).hasSize(1);
    for (JsonNode measure : json.path("measures")) {
      assertThat(measure.path("value").asDouble()).isPositive();
      assertThat(measure.path("baseline_value").asDouble()).isPositive();
      assertThat(measure.path("ratio").asDouble()).isPositive();
      assertThat(measure.path("unit").asText()).isEqualTo("s");
    }
    assertThat(json.path("rounds")).hasSize(2);
    assertThat(directory.resolve("bench").resolve("share")).doesNotExist();
  }
}
