package dev.settle.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as far as they need no server. */
class FraudCommandTest {
  private static final String CATALOGUE = "../../deploy/fraud/rules.json";

  @TempDir private Path folder = Path.of("");

  private record Ran(int exit, String out, String err) {}

  @Test
  void shouldAcceptTheCatalogue() {
    Ran ran = run("validate", "--rule", CATALOGUE);
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("transfer-all-out: ").endsWith("accepted, rules: 16\n");
  }

  @Test
  void shouldNameEveryProblemAndExitWith65() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bad.json"),
            Files.readString(Path.of(CATALOGUE))
                .replace("\"threshold\": 15}", "\"threshold\": 15, \"colour\": \"red\"}")
                .replace("\"share_bp\": 9000", "\"share_bp\": 0"));
    Ran ran = run("validate", "--rule", file.toString());
    assertThat(ran.exit()).isEqualTo(65);
    assertThat(ran.err())
        .contains(file + ": rule 1 (payer-burst): column colour is not known")
        .contains("(topup-withdraw): share_bp 0 is not between 1 and 10000")
        .contains("bad.json is refused, problems: 2");
    assertThat(run("publish", "--rule", file.toString(), "--by", "ana").exit()).isEqualTo(65);
    assertThat(backtest(file.toString(), "2026-01-01", "2026-01-01").exit()).isEqualTo(65);
  }

  @Test
  void shouldExitWith2WhenTheUsageIsWrong() {
    assertThat(run().exit()).isEqualTo(2);
    assertThat(run("validate", "--rule", "missing.json").exit()).isEqualTo(2);
    assertThat(run("publish", "--rule", CATALOGUE).exit()).isEqualTo(2);
    assertThat(run("publish", "--rule", CATALOGUE, "--by", " ").exit()).isEqualTo(2);
    assertThat(run("label", "--by", "ana").exit()).isEqualTo(2);
    assertThat(run("label", "--by", "ana", "--file", "a", "--paysim", "b").exit()).isEqualTo(2);
    Ran ran = backtest(CATALOGUE, "2026-01-02", "2026-01-01");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--from 2026-01-02 to --to 2026-01-01 must be 1 to 400 days");
    assertThat(backtest(CATALOGUE, "2026-13-02", "2026-01-01").exit()).isEqualTo(2);
  }

  @Test
  void shouldExitWith69WhenAServerDoesNotAnswer() throws IOException {
    assertThat(backtest(CATALOGUE, "2026-01-01", "2026-01-01").exit()).isEqualTo(69);
    Path labels = Files.writeString(folder.resolve("l.csv"), "order_id,is_fraud\na,1\n");
    Ran ran = run("label", "--by", "ana", "--file", labels.toString(), "--clickhouse-port", "1");
    assertThat(ran.exit()).isEqualTo(69);
    assertThat(ran.err()).contains("does not answer");
  }

  @Test
  void shouldNameTheLineOfALabelThatIsRefused() throws IOException {
    Path labels = Files.writeString(folder.resolve("l.csv"), "order_id,is_fraud\na,yes\n");
    Ran ran = run("label", "--by", "ana", "--file", labels.toString());
    assertThat(ran.exit()).isEqualTo(65);
    assertThat(ran.err()).contains("l.csv, line 2: is_fraud 'yes'");
  }

  private Ran backtest(String file, String from, String to) {
    return run("backtest", "--rule", file, "--from", from, "--to", to, "--clickhouse-port", "1");
  }

  private Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine settle =
        Settle.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exit =
        settle.execute(
            Stream.concat(Stream.of("fraud"), Arrays.stream(arguments)).toArray(String[]::new));
    return new Ran(exit, out.toString(), err.toString());
  }
}
