package dev.settle.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

  @Test
  void shouldBeAliveWhileTheProcessRunsAndDeadAfterwards()
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
      assertThat(identity.isAlive()).isTrue();
      assertThat(Signals.stop(identity, "TERM", Duration.ofSeconds(10))).isTrue();
      assertThat(identity.isAlive()).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldNotTakeAnotherProcessWithTheSamePidForItself() {
    ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
    ProcessIdentity earlier = new ProcessIdentity(self.pid(), self.startTicks() - 1, self.bootId());
    ProcessIdentity otherBoot = new ProcessIdentity(self.pid(), self.startTicks(), "another boot");
    assertThat(self.isAlive()).isTrue();
    assertThat(earlier.isAlive()).isFalse();
    assertThat(otherBoot.isAlive()).isFalse();
  }

  @Test
  void shouldNotSignalAProcessThatOnlyHasTheSamePid() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessIdentity real = ProcessIdentity.of(process.pid()).orElseThrow();
      ProcessIdentity stale = new ProcessIdentity(real.pid(), real.startTicks() - 1, real.bootId());
      Signals.stop(stale, "KILL", Duration.ofSeconds(1));
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldKillWhatDoesNotStopInTime() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done")
            .start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("ready");
      ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
      assertThat(Signals.stop(identity, "TERM", Duration.ofMillis(300))).isFalse();
      assertThat(identity.isAlive()).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }
}
