package dev.settle.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.dashboards.web.AccessConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AccessOptionsTest {
  @Test
  void shouldBeOpenOnLoopbackAlone() {
    AccessConfig access = read();

    assertThat(access).isEqualTo(AccessConfig.loopback());
    assertThatThrownBy(() -> read("--bind", "0.0.0.0"))
        .hasMessageContaining("SETTLE_DASHBOARDS_PASSWORD")
        .hasMessageContaining("--user-header");
  }

  @Test
  void shouldNotStartWhenOpenedUpWithoutALogin() {
    assertThat(new CommandLine(new DashboardServer()).execute("--bind", "0.0.0.0", "--port", "0"))
        .isEqualTo(2);
  }

  @Test
  void shouldOpenUpWithAPasswordFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "a long enough one\n");

    AccessConfig access = read("--bind", "0.0.0.0", "--password-file", file.toString());

    assertThat(access.password()).isEqualTo("a long enough one");
    assertThat(access.toString()).doesNotContain("long enough");
  }

  @Test
  void shouldRefuseAShortAnEmptyOrAMissingPassword(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "short");
    Path empty = Files.writeString(folder.resolve("empty"), "");

    assertThatThrownBy(() -> read("--password-file", file.toString()))
        .hasMessageContaining("shorter than 12");
    assertThatThrownBy(() -> read("--password-file", empty.toString()))
        .hasMessageContaining("shorter than 12");
    assertThatThrownBy(() -> read("--password-file", folder.resolve("none").toString()))
        .hasMessageContaining("cannot read the password");
  }

  @Test
  void shouldBelieveAUserHeaderFromGivenAddressesOnly() throws IOException {
    AccessConfig access =
        read(
            "--bind", "0.0.0.0", "--user-header", "X-User", "--trusted-proxy", "10.0.0.7,10.0.0.8");

    assertThat(access.userHeader()).isEqualTo("X-User");
    assertThat(access.trustedProxies())
        .containsExactlyInAnyOrder(
            InetAddress.getByName("10.0.0.7"), InetAddress.getByName("10.0.0.8"));
    assertThatThrownBy(() -> read("--bind", "0.0.0.0", "--user-header", "X-User"))
        .hasMessageContaining("go together");
    assertThatThrownBy(() -> read("--user-header", "X-User", "--trusted-proxy", "proxy.example"))
        .hasMessageContaining("is no address");
    assertThatThrownBy(() -> read("--user-header", "X User:", "--trusted-proxy", "10.0.0.7"))
        .hasMessageContaining("no header's name");
  }

  private static AccessConfig read(String... args) {
    AccessOptions options = new AccessOptions();
    CommandLine.populateCommand(options, args);
    return options.read();
  }
}
