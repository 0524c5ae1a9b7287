package dev.settle.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The alert rules for Prometheus, by its own promtool (Debian: prometheus); without it only what
 * they point to is looked at.
 */
class AlertRulesTest {
  private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
  private static final Path RULES = HOME.resolve("deploy/prometheus/rules.yaml");

  @Test
  void shouldHoldAgainstTheirTests() throws IOException, InterruptedException {
    assumeThat(isPromtoolThere()).as("promtool is installed").isTrue();
    assertThat(promtool("check", "rules", RULES.toString())).contains("SUCCESS");
    assertThat(promtool("test", "rules", RULES.resolveSibling("rules_test.yaml").toString()))
        .contains("SUCCESS")
        .doesNotContain("FAILED");
  }

  @Test
  void shouldPointToSectionsOfTheRunbook() throws IOException {
    String runbook = Files.readString(HOME.resolve("docs/runbook.md"));
    List<String> sections =
        Pattern.compile("runbook: \"docs/runbook.md, (.*)\"")
            .matcher(Files.readString(RULES))
            .results()
            .map(named -> named.group(1))
            .toList();
    assertThat(sections)
        .isNotEmpty()
        .allSatisfy(section -> assertThat(runbook).contains("\n## " + section + "\n"));
  }

  @Test
  void shouldTestThatEveryAlertIsRaisedAndIsNot() throws IOException {
    String tests = Files.readString(RULES.resolveSibling("rules_test.yaml"));
    List<String> alerts = found(RULES, "- alert: (\\w+)");

    assertThat(alerts).isNotEmpty().doesNotHaveDuplicates();
    assertThat(alerts)
        .allSatisfy(
            alert ->
                assertThat(tests)
                    .containsPattern("alertname: " + alert + ",? *\\s*exp_alerts: \\[]")
                    .containsPattern("alertname: " + alert + "\\s+exp_alerts:\\s+- exp_labels"));
  }

  @Test
  void shouldUseOnlyMetricsThatAreDocumented() throws IOException {
    String documented = Files.readString(HOME.resolve("docs/metrics.md"));

    assertThat(found(RULES, "\\b((?:flink|settle|http)_\\w+)"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(documented).contains("`" + name + "`"));
    assertThat(found(RULES, "- alert: (\\w+)"))
        .allSatisfy(alert -> assertThat(documented).containsPattern("\\b" + alert + "\\b"));
  }

  @Test
  void shouldScrapeEveryJobThatARuleNames() throws IOException, InterruptedException {
    Path config = RULES.resolveSibling("prometheus.yaml");
    assertThat(found(config, "job_name: (\\S+)")).containsAll(found(RULES, "[{,]job=\"([^\"]+)\""));
    assumeThat(isPromtoolThere()).as("promtool is installed").isTrue();
    assertThat(promtool("check", "config", "--syntax-only", config.toString())).contains("SUCCESS");
  }

  private static List<String> found(Path file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static boolean isPromtoolThere() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
  }

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "promtool";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
