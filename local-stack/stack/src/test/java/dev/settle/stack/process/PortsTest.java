package dev.settle.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void shouldNameTheProcessThatHoldsAPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      assertThat(Ports.isFree(port)).isFalse();
      assertThat(Ports.holder(port)).contains(ProcessHandle.current().pid());
      assertThat(Ports.describeHolder(port))
          .startsWith("pid " + ProcessHandle.current().pid() + " (")
          .contains("java");
    }
  }

  @Test
  void shouldFindAPortFreeAfterItsHolderHasClosedIt() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(Ports.isFree(port)).isTrue();
    assertThat(Ports.holder(port)).isEmpty();
  }
}
