package dev.settle.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.settle.stack.cli.ExitCodes;
import dev.settle.stack.cli.Settle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole measurement with small numbers: that it runs, finds and reports; never how fast. */
class ShareBenchIT {
  @TempDir private Path directory = Path.of("");

  @Test
  void shouldMeasureTheStepAndShareWhatIsInTheLoad() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream standard = System.out;
    int exit;
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      exit =
          Settle.commandLine()
              .execute(
                  "bench",
                  "share",
                  "--json",
                  "--data-dir=" + directory,
                  "--rows=20000",
                  "--rounds=1",
                  "--seed=3");
    } finally {
      System.setOut(standard);
    }

    assertThat(exit).isEqualTo(ExitCodes.OK);
    JsonNode json = new ObjectMapper().readTree(printed.toString(StandardCharsets.UTF_8));
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
