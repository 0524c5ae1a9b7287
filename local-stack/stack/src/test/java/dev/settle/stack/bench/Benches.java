package dev.settle.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.settle.stack.cli.ExitCodes;
import dev.settle.stack.cli.Settle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code settle bench}. */
final class Benches {
  private Benches() {}

  /** What a measurement that ends well prints with {@code --json}. */
  static JsonNode run(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("bench"));
    all.addAll(List.of(arguments));
    all.add("--json");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream standard = System.out;
    int exit;
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      exit = Settle.commandLine().execute(all.toArray(String[]::new));
    } finally {
      System.setOut(standard);
    }
    assertThat(exit).isEqualTo(ExitCodes.OK);
    return new ObjectMapper().readTree(printed.toString(StandardCharsets.UTF_8));
  }
}
