package dev.settle.stack.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.stack.process.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class StackOptionsTest {

  @TempDir private Path data = Path.of("");

  @Command
  private static final class Holder {
    @Mixin private final StackOptions options = new StackOptions();
  }

  private StackConfig resolve(String... flags) throws IOException {
    Holder holder = new Holder();
    new CommandLine(holder)
        .parseArgs(
            Stream.concat(Stream.of("--data-dir", data.toString()), Arrays.stream(flags))
                .toArray(String[]::new));
    return holder.options.resolve();
  }

  @Test
  void shouldDeriveTheLocalAddressesFromThePorts() throws IOException {
    StackConfig config =
        resolve(
            "--postgres-port",
            "1001",
            "--kafka-port",
            "1002",
            "--clickhouse-port",
            "1003",
            "--flink-port",
            "1004");
    assertThat(config.postgresUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:1001/settle");
    assertThat(config.bootstrapServers()).isEqualTo("127.0.0.1:1002");
    assertThat(config.clickhouseUrl()).isEqualTo("http://127.0.0.1:1003");
    assertThat(config.flinkUrl()).isEqualTo("http://127.0.0.1:1004");
  }

  @Test
  void shouldTakeAnAddressElsewhereWhenOneIsGiven() throws IOException {
    StackConfig config = resolve("--flink", "http://flink.example:8081");
    assertThat(config.flinkUrl()).isEqualTo("http://flink.example:8081");
    assertThat(config.localFlinkUrl()).isEqualTo("http://127.0.0.1:18081");
  }

  @Test
  void shouldRememberThePortsOfTheLastUpAndPreferAFlag() throws IOException {
    StackConfig first = resolve("--postgres-port", "1001", "--kafka-port", "1002");
    AtomicFiles.write(
        StackState.file(data), StackState.of(first, Set.of(Component.POSTGRES)).toJson());
    StackConfig second = resolve("--kafka-port", "1003");
    assertThat(second.ports().postgres()).isEqualTo(1001);
    assertThat(second.ports().kafka()).isEqualTo(1003);
    assertThat(StackState.read(data).wanted()).containsExactly(Component.POSTGRES);
  }

  @Test
  void shouldListEveryErrorAtOnce() {
    assertThatThrownBy(
            () -> resolve("--postgres-port", "0", "--kafka-port", "19093", "--flink-slots", "0"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--postgres-port is 0")
        .hasMessageContaining("--kafka-controller-port and --kafka-port are both 19093")
        .hasMessageContaining("--flink-slots is 0");
  }

  @Test
  void shouldNotShowPasswords() throws IOException {
    StackConfig config =
        resolve("--postgres-password", "hidden-1", "--clickhouse-password", "hidden-2");
    assertThat(config.postgresPassword()).isEqualTo("hidden-1");
    assertThat(config.toString()).doesNotContain("hidden");
  }
}
