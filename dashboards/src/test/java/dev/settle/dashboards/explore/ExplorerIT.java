package dev.settle.dashboards.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.clickhouse.process.EngineProcess;
import dev.settle.dashboards.query.ClickHouseAddress;
import dev.settle.dashboards.query.ClickHouseReader;
import dev.settle.dashboards.query.QueryException;
import dev.settle.dashboards.query.QueryException.Category;
import dev.settle.dashboards.query.QueryLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An analyst's statement when the answer does not come as it should. */
class ExplorerIT {
  private static final QueryLimits LIMITS =
      new QueryLimits(1_000, 1_000L, Duration.ofMillis(500), 200_000_000L, 2);
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100000000\r\n\r\n";

  @Test
  @Timeout(60)
  void shouldGiveUpAnAnswerThatNeverEndsAndHangUp() throws Exception {
    try (EngineProcess engine = EngineProcess.start();
        ClickHouseReader login = reader(engine);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // Each byte comes in good time, so that no limit on one read would end it.
      CompletableFuture<Void> hungUp = CompletableFuture.runAsync(() -> drip(server, 1, 50));
      Explorer explorer = explorer(server, login);

      assertThatThrownBy(() -> explorer.run("alice", UUID.randomUUID(), "SELECT 1"))
          .isInstanceOfSatisfying(
              QueryException.class, e -> assertThat(e.category()).isEqualTo(Category.UNAVAILABLE))
          .hasMessageContaining("no answer in time");
      assertThat(hungUp).succeedsWithin(10, TimeUnit.SECONDS);
    }
  }

  @Test
  @Timeout(60)
  void shouldTakeNoMoreOfAnAnswerThanTheLimitAndHangUp() throws Exception {
    try (EngineProcess engine = EngineProcess.start();
        ClickHouseReader login = reader(engine);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> hungUp = CompletableFuture.runAsync(() -> drip(server, 1_500, 1));
      Explorer explorer = explorer(server, login);

      assertThatThrownBy(() -> explorer.run("alice", UUID.randomUUID(), "SELECT 1"))
          .isInstanceOfSatisfying(
              QueryException.class,
              e -> assertThat(e.category()).isEqualTo(Category.LIMIT_EXCEEDED));
      assertThat(hungUp).succeedsWithin(10, TimeUnit.SECONDS);
    }
  }

  private static ClickHouseReader reader(EngineProcess engine) {
    return new ClickHouseReader(
        new ClickHouseAddress(engine.httpUrl(), "readonly", ""), QueryLimits.STANDARD);
  }

  private static Explorer explorer(ServerSocket server, ClickHouseReader login) {
    String url = "http://127.0.0.1:" + server.getLocalPort();
    return new Explorer(new ClickHouseAddress(url, "readonly", ""), login, LIMITS);
  }

  /** Answers one request, some bytes at a time, until the other side has hung up. */
  private static void drip(ServerSocket server, int bytes, long everyMillis) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(" ".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(everyMillis);
      }
    } catch (IOException e) {
      // The connection is closed: what the test waits for.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
