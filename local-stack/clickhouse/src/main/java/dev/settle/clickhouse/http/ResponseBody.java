package dev.settle.clickhouse.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response. Nothing is sent before {@link #BUFFER_BYTES} have gathered, so that an
 * error up to there is a clean error response; with {@code wait_end_of_query} nothing is sent
 * before {@link #close()}, and what memory may not hold goes to a temporary file.
 */
final class ResponseBody extends OutputStream {
  /** As much as a ClickHouse server gathers by default. */
  static final int BUFFER_BYTES = 1 << 20;

  private final Response response;
  private final boolean waitsForEnd;
  private final Runnable beforeCommit;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private @Nullable Path spoolFile;
  private @Nullable OutputStream spool;
  private @Nullable OutputStream network;

  /**
   * @param waitsForEnd whether to hold everything back until the end
   * @param beforeCommit sets the last headers
   */
  ResponseBody(Response response, boolean waitsForEnd, Runnable beforeCommit) {
    this.response = response;
    this.waitsForEnd = waitsForEnd;
    this.beforeCommit = beforeCommit;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    target(length).write(source, offset, length);
  }

  private OutputStream target(int length) throws IOException {
    if (network != null) {
      return network;
    }
    if (spool != null) {
      return spool;
    }
    if (gathered.size() + length <= BUFFER_BYTES) {
      return gathered;
    }
    return waitsForEnd ? spool() : commit();
  }

  private OutputStream spool() throws IOException {
    Path file = Files.createTempFile("clickhouse-result", ".tmp");
    OutputStream out = Files.newOutputStream(file);
    spoolFile = file;
    spool = out;
    gathered.writeTo(out);
    return out;
  }

  private OutputStream commit() throws IOException {
    beforeCommit.run();
    OutputStream out = Content.Sink.asOutputStream(response);
    network = out;
    gathered.writeTo(out);
    return out;
  }

  /** Sends what is left and ends the response as complete. */
  @Override
  public void close() throws IOException {
    if (network != null) {
      network.close();
    } else if (spool != null && spoolFile != null) {
      spool.close();
      beforeCommit.run();
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, Files.size(spoolFile));
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        Files.copy(spoolFile, out);
      }
      discard();
    } else {
      beforeCommit.run();
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, gathered.size());
      Content.Sink.write(response, true, ByteBuffer.wrap(gathered.toByteArray()));
    }
  }

  /** Forgets what has not been sent; a response that has begun stays without an end. */
  void discard() throws IOException {
    gathered.reset();
    if (spool != null) {
      spool.close();
    }
    if (spoolFile != null) {
      Files.deleteIfExists(spoolFile);
    }
  }
}
