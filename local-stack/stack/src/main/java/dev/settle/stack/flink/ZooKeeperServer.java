package dev.settle.stack.flink;

import dev.settle.stack.config.Component;
import dev.settle.stack.config.StackConfig;
import dev.settle.stack.process.AtomicFiles;
import dev.settle.stack.process.ComponentRecord;
import dev.settle.stack.process.Launch;
import dev.settle.stack.process.Server;
import dev.settle.stack.process.Template;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The ZooKeeper that Flink brings along, one node, for the JobManager's high availability. */
public final class ZooKeeperServer implements Server {

  private static final int PROBE_TIMEOUT_MS = 2_000;

  private final StackConfig config;
  private final FlinkHome flink;

  /** For this configuration. */
  public ZooKeeperServer(StackConfig config) {
    this.config = config;
    this.flink = new FlinkHome(config);
  }

  @Override
  public String name() {
    return Component.ZOOKEEPER.label();
  }

  @Override
  public int port() {
    return config.ports().zookeeper();
  }

  @Override
  public String portFlag() {
    return Component.ZOOKEEPER.portFlag();
  }

  @Override
  public Path logFile() {
    return config.log(name());
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(flink.directory().resolve("zookeeper"));
    AtomicFiles.write(
        flink.directory().resolve("zoo.cfg"),
        Template.render(
            ZooKeeperServer.class, "zoo.cfg", Map.of("port", Integer.toString(port()))));
    flink.writeLogging();
  }

  @Override
  public Launch launch() throws IOException {
    return flink.java(
        name(),
        List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"),
        "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
        List.of("--zkConfigFile", "zoo.cfg", "--peerId", "1"));
  }

  /** Asks with the four-letter word that ZooKeeper allows by default. */
  @Override
  public boolean isReady(ComponentRecord record) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PROBE_TIMEOUT_MS);
      socket.setSoTimeout(PROBE_TIMEOUT_MS);
      socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .contains("Mode:");
    } catch (IOException e) {
      // Not up yet: the caller asks again and shows the server's log when it has waited long
      // enough.
      return false;
    }
  }
}
