package dev.settle.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.clickhouse.process.EngineProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start, stop, kill and the ways a start can fail. */
class EngineLifecycleIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void shouldLoseNoAcknowledgedRowWhenKilledDuringInserts() throws Exception {
    try (EngineProcess engine = EngineProcess.startIn(folder.resolve("data"))) {
      engine.query("CREATE DATABASE d");
      engine.query("CREATE TABLE d.t (x UInt64) ENGINE = MergeTree ORDER BY x");
      AtomicLong acknowledged = new AtomicLong();
      CountDownLatch enough = new CountDownLatch(50);
      Thread writer = new Thread(() -> insertUntilItFails(engine, acknowledged, enough));
      writer.start();
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();

      engine.kill9();
      writer.join();
      engine.restart();

      long rows = Long.parseLong(engine.query("SELECT count() FROM d.t"));
      assertThat(rows).isBetween(acknowledged.get(), acknowledged.get() + 1);
      assertThat(engine.query("SELECT count() = uniqExact(x) FROM d.t")).isEqualTo("1");
    }
    assertThat(folder.resolve("data.log")).content().contains("clickhouse-engine: stopped");
  }

  private static void insertUntilItFails(
      EngineProcess engine, AtomicLong acknowledged, CountDownLatch enough) {
    try {
      while (true) {
        engine.query("INSERT INTO d.t VALUES (" + acknowledged.get() + ")");
        acknowledged.incrementAndGet();
        enough.countDown();
      }
    } catch (RuntimeException e) {
      assertThat(e).hasMessageNotContaining("Code:");
    }
  }

  @Test
  void shouldSayWhyItDoesNotStart() throws Exception {
    try (EngineProcess engine = EngineProcess.startIn(folder.resolve("first"))) {
      String port = String.valueOf(engine.port());
      String used = folder.resolve("first").toString();

      assertRefused("cannot listen on 127.0.0.1:" + port, "--port", port);
      assertRefused("in use by another engine", "--port", "0", "--data-dir", used);
      assertRefused("npm ci --ignore-scripts", "--port", "0", "--library", "/nowhere/lib.so");
      assertThatThrownBy(() -> EngineProcess.startIn(folder.resolve("first")))
          .hasMessageContaining("in use by another engine");
    }
  }

  private void assertRefused(String reason, String... options) throws Exception {
    Path log = folder.resolve("refused.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ClickHouseEngine.class.getName());
    command.addAll(List.of("--data-dir", folder.resolve("second").toString()));
    command.addAll(Arrays.asList(options));
    if (Arrays.asList(options).contains("--data-dir")) {
      command.subList(command.size() - options.length - 2, command.size() - options.length).clear();
    }
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(Files.readString(log, StandardCharsets.UTF_8)).contains(reason);
    assertThat(process.exitValue()).isEqualTo(69);
  }
}
