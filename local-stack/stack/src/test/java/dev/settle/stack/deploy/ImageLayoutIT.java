package dev.settle.stack.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image without an engine: what {@code deploy/Dockerfile} copies, laid out as it says, with its
 * environment, runs each command.
 */
class ImageLayoutIT {
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (\\S+) (\\S+)$");
  private static Path image;

  /** What a command printed and how it ended. */
  private record Ran(int exit, String output) {}

  @BeforeAll
  static void layOut(@TempDir Path folder) throws IOException {
    image = folder.resolve("opt");
    Files.createDirectories(image);
    Matcher copy = COPY.matcher(DeployFiles.text(DeployFiles.DEPLOY.resolve("Dockerfile")));
    while (copy.find()) {
      Path source = DeployFiles.HOME.resolve(copy.group(1));
      Path target = image.resolve(copy.group(2)).normalize();
      List<Path> found = new ArrayList<>();
      try (DirectoryStream<Path> matching =
          Files.newDirectoryStream(source.getParent(), source.getFileName().toString())) {
        matching.forEach(found::add);
      }
      assertThat(found).as("what COPY %s takes", copy.group(1)).isNotEmpty();
      for (Path file : found) {
        boolean isFolder = copy.group(2).endsWith("/");
        Path to = isFolder ? target.resolve(file.getFileName()) : target;
        Files.createDirectories(to.getParent());
        if (Files.isDirectory(file)) {
          Files.createSymbolicLink(to, file);
        } else {
          Files.copy(file, to);
        }
      }
    }
  }

  @Test
  void shouldRunEveryPartWithoutBuilding(@TempDir Path data) throws Exception {
    for (List<String> command :
        List.of(
            List.of("migrate", "--help"),
            List.of("submit", "--help"),
            List.of("cdc", "--help"),
            List.of("nightly", "--help"),
            List.of("trace", "--help"),
            List.of("dashboards", "--help"))) {
      Ran ran = run(data, command);
      assertThat(ran.exit()).as("%s: %s", command, ran.output()).isZero();
      assertThat(ran.output()).contains("Usage:").doesNotContain("building");
    }
  }

  @Test
  void shouldExportGrafanasFilesAsTheComposeFileDoes(@TempDir Path data) throws Exception {
    Ran ran = run(data, List.of("dashboards", "export", "--grafana", data.resolve("g").toString()));

    assertThat(ran.exit()).as(ran.output()).isZero();
    assertThat(data.resolve("g/provisioning/datasources/settle.yaml")).exists();
    assertThat(data.resolve("g/dashboards/metrics.json")).exists();
  }

  private static Ran run(Path data, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(image.resolve("settle").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("SETTLE_BUILD", "no", "SETTLE_DATA_DIR", data.toString()));
    builder.environment().remove("SETTLE_HOME");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }
}
