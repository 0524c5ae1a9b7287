package dev.settle.clickhouse.http;

import dev.settle.clickhouse.codec.BlockOutputStream;
import dev.settle.clickhouse.codec.CorruptBlockException;
import dev.settle.clickhouse.engine.Engine;
import dev.settle.clickhouse.engine.EngineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ClickHouse's HTTP interface: {@code /} for queries, {@code /ping} for health.
 *
 * <p>An error before the first byte of a result is a response with ClickHouse's code and text. An
 * error after it drops the connection: a body that ended neatly would pass for a whole result.
 */
public final class ClickHouseHandler extends Handler.Abstract implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseHandler.class);
  private static final int TOO_MANY_SIMULTANEOUS_QUERIES = 202;
  private static final int CANNOT_DECOMPRESS = 271;
  private static final int DRAIN_BYTES_MAX = 256 << 20;

  private final QueryContext context;
  private final Users users;
  private final String version;
  private final int queriesMax;
  private final Semaphore queries;

  /**
   * @param engine runs the queries; stays open when this is closed
   * @param queriesMax queries at one time; more get ClickHouse's error 202
   */
  public ClickHouseHandler(Engine engine, Users users, int queriesMax) throws EngineException {
    this.context =
        new QueryContext(
            engine, new SessionRegistry(engine), new ReadOnlyGuard(engine.outsideTableFunctions()));
    this.users = users;
    this.version = engine.version();
    this.queriesMax = queriesMax;
    this.queries = new Semaphore(queriesMax);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    try {
      boolean hasQuery = request.getHttpURI().getQuery() != null;
      if (path.equals("/ping") || (path.equals("/") && isGet(request) && !hasQuery)) {
        send(response, 200, "Ok.\n".getBytes(StandardCharsets.US_ASCII));
      } else if (path.equals("/") || path.equals("/query")) {
        query(request, response);
      } else {
        String text = "There is no handle " + path + "\nUse / or /ping for health checks.\n";
        send(response, 404, text.getBytes(StandardCharsets.UTF_8));
      }
      callback.succeeded();
    } catch (EofException e) {
      LOG.debug("client went away", e);
      callback.failed(e);
    } catch (Exception | Error e) {
      // Failing the callback after the response has begun closes the connection without an end.
      LOG.warn("connection dropped in the middle of a response: {}", e.toString());
      callback.failed(e);
    }
    return true;
  }

  private static boolean isGet(Request request) {
    return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
  }

  private void query(Request request, Response response) throws Exception {
    RequestParameters parameters = RequestParameters.of(Request.extractQueryParameters(request));
    String queryId = parameters.text("query_id");
    response
        .getHeaders()
        .put("X-ClickHouse-Query-Id", queryId.isEmpty() ? UUID.randomUUID().toString() : queryId)
        .put("X-ClickHouse-Server-Display-Name", "settle")
        .put("X-ClickHouse-Timezone", "UTC");
    QueryReply reply = null;
    boolean isAdmitted = queries.tryAcquire();
    try {
      QueryRequest query = QueryRequest.of(request, parameters, users);
      if (!isAdmitted) {
        throw new EngineException(
            TOO_MANY_SIMULTANEOUS_QUERIES,
            "Too many simultaneous queries. Maximum: "
                + queriesMax
                + ". (TOO_MANY_SIMULTANEOUS_QUERIES)");
      }
      reply = new QueryReply(response, query);
      new QueryRunner(context, query, reply).run();
      if (parameters.isOn("close_session")) {
        context.sessions().end(query.user().name(), parameters.text("session_id"));
      }
    } catch (EngineException e) {
      fail(request, response, parameters, reply, e);
    } catch (CorruptBlockException e) {
      String text = e.getMessage() + ". (CORRUPTED_DATA)";
      fail(request, response, parameters, reply, new EngineException(e.code(), text));
    } catch (EofException e) {
      throw e;
    } catch (IOException e) {
      String text = "Cannot read the request's body: " + e.getMessage() + ". (CANNOT_DECOMPRESS)";
      EngineException error = new EngineException(CANNOT_DECOMPRESS, text);
      error.initCause(e);
      fail(request, response, parameters, reply, error);
    } finally {
      if (isAdmitted) {
        queries.release();
      }
    }
  }

  private void fail(
      Request request,
      Response response,
      RequestParameters parameters,
      @Nullable QueryReply reply,
      EngineException error)
      throws Exception {
    if (reply != null) {
      reply.discard();
    }
    if (response.isCommitted()) {
      throw error;
    }
    drain(request);
    response
        .getHeaders()
        .remove(HttpHeader.CONTENT_ENCODING)
        .remove("X-ClickHouse-Format")
        .put("X-ClickHouse-Exception-Code", error.code())
        .put(HttpHeader.CONTENT_TYPE, "text/plain; charset=UTF-8");
    String text = error.text() + " (version " + version + " (official build))\n";
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    send(response, HttpStatus.of(error.code()), parameters.isOn("compress") ? block(body) : body);
  }

  /** Reads on to the end of the body, so that a client that is still sending gets to the answer. */
  private static void drain(Request request) throws IOException {
    InputStream in = Content.Source.asInputStream(request);
    byte[] buffer = new byte[1 << 16];
    long drained = 0;
    int count = in.read(buffer);
    while (count >= 0 && drained < DRAIN_BYTES_MAX) {
      drained += count;
      count = in.read(buffer);
    }
  }

  private static byte[] block(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (BlockOutputStream out = new BlockOutputStream(bytes, BlockOutputStream.Method.LZ4)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  private static void send(Response response, int status, byte[] body) throws IOException {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    Content.Sink.write(response, true, ByteBuffer.wrap(body));
  }

  /** Closes all sessions. */
  @Override
  public void close() {
    context.sessions().close();
  }
}
