package dev.settle.stream.trace;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OTLP receiver over HTTP on a free loopback port. */
public final class OtlpReceiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final CountDownLatch open;

  private OtlpReceiver(CountDownLatch open) throws IOException {
    this.open = open;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange) {
            ExportTraceServiceRequest request =
                ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            this.open.await();
            request
                .getResourceSpansList()
                .forEach(r -> r.getScopeSpansList().forEach(s -> spans.addAll(s.getSpansList())));
            exchange.sendResponseHeaders(200, -1);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  /** One that takes everything at once. */
  public static OtlpReceiver start() throws IOException {
    return new OtlpReceiver(new CountDownLatch(0));
  }

  /** One that takes requests and answers none until {@link #release}. */
  static OtlpReceiver startSilent() throws IOException {
    return new OtlpReceiver(new CountDownLatch(1));
  }

  void release() {
    open.countDown();
  }

  /** Its base address. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What it has taken. */
  public List<Span> spans() {
    return spans;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
