package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NightProgressTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @Test
  void shouldSayOneLineAStepWithItsFigures() {
    try (NightProgress progress = new NightProgress(out, false)) {
      progress.begin(NightStep.GATE);
      progress.end("26 control totals agree");
      progress.begin(NightStep.CLOSE);
      progress.end("was closed already");
      progress.skipped(NightStep.INTAKE, "left out by --from-step");
      progress.begin(NightStep.RECONCILE);
      progress.failed();

      assertThat(progress.table().lines())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("gate ").contains("26 control totals agree"),
              line -> assertThat(line).startsWith("close ").contains("was closed already"),
              line -> assertThat(line).startsWith("intake ").contains("left out by --from-step"),
              line -> assertThat(line).startsWith("reconcile ").contains("FAILED"),
              line -> assertThat(line).startsWith("prove ").contains("not reached"),
              line -> assertThat(line).startsWith("share ").contains("not reached"),
              line -> assertThat(line).startsWith("settle ").contains("not reached"));
    }
    assertThat(printed.size()).as("nothing moves in a log").isZero();
  }

  @Test
  void shouldSayWhatAnEarlierRunHadDone() {
    try (NightProgress progress = new NightProgress(out, false)) {
      assertThat(progress.table()).isEmpty();
      progress.begin(NightStep.SETTLE);
      progress.end("2 settlements, 2 pay");

      assertThat(progress.table().lines().filter(line -> line.contains("earlier run"))).hasSize(6);
    }
  }

  @Test
  void shouldWriteOneLineAnewOnATerminal() {
    try (NightProgress progress = new NightProgress(out, true)) {
      progress.begin(NightStep.INTAKE);
      progress.end("1 files, 16 lines");
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("\r").contains("[3/7] intake");
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("\n");
  }
}
