package dev.settle.clickhouse.http;

import dev.settle.clickhouse.engine.EngineConnection;
import dev.settle.clickhouse.engine.EngineException;
import dev.settle.clickhouse.engine.EngineResult;
import dev.settle.clickhouse.engine.InsertStream;
import dev.settle.clickhouse.engine.QueryClass;
import dev.settle.clickhouse.engine.ResultStream;
import dev.settle.clickhouse.sql.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one query on a connection: feeds an INSERT, streams a SELECT, executes what remains. */
final class QueryRunner {
  private static final int INSERT_BYTES = 1 << 18;
  private static final int BAD_ARGUMENTS = 36;
  private static final int SYNTAX_ERROR = 62;
  private static final int INTO_OUTFILE_NOT_ALLOWED = 358;

  // A result with these is one document that cannot be put together from blocks.
  private static final Set<String> WHOLE_RESULT_WORDS =
      Set.of("totals", "extremes", "output_format_json_array_of_rows");

  private final QueryContext context;
  private final QueryRequest request;
  private final QueryReply reply;
  private final Map<String, String> placeholders;

  QueryRunner(QueryContext context, QueryRequest request, QueryReply reply) {
    this.context = context;
    this.request = request;
    this.reply = reply;
    this.placeholders = request.parameters().placeholders();
  }

  /**
   * Runs the request's query and ends the reply.
   *
   * @throws EngineException when the engine refuses it; the reply is not ended then
   * @throws IOException when the client went away or sent what cannot be decoded
   */
  void run() throws EngineException, IOException {
    QueryText text = QueryText.read(request);
    try (QueryScope scope = QueryScope.open(context, request)) {
      EngineConnection connection = scope.connection();
      String insertFormat = text.insertFormat();
      if (insertFormat != null) {
        if (request.isSafeMethod() || request.user().access() == Access.READ_ONLY) {
          throw ReadOnlyGuard.refused("statement changes data");
        }
        insert(connection, text.sql(), insertFormat, text.data());
      } else {
        Statement statement = Statement.parse(text.sql());
        check(statement, text.sql(), connection);
        runStatement(statement, text.sql(), connection);
        if (statement.firstWord().equals("USE") || statement.firstWord().equals("SET")) {
          scope.keepChanges();
        }
      }
    }
  }

  private void check(Statement statement, byte[] sql, EngineConnection connection)
      throws EngineException {
    if (statement.isMulti()) {
      throw new EngineException(
          SYNTAX_ERROR, "Syntax error (Multi-statements are not allowed). (SYNTAX_ERROR)");
    }
    if (statement.usesClientFile()) {
      throw new EngineException(
          INTO_OUTFILE_NOT_ALLOWED,
          "INTO OUTFILE and FROM INFILE are not allowed over HTTP. (INTO_OUTFILE_NOT_ALLOWED)");
    }
    if (request.user().access() == Access.READ_ONLY) {
      context.guard().check(statement, sql, connection);
    } else if (request.isSafeMethod()) {
      ReadOnlyGuard.checkEffect(statement, sql, connection);
    }
  }

  private void insert(EngineConnection connection, byte[] head, String format, InputStream data)
      throws EngineException, IOException {
    try (InsertStream stream = connection.insert(head, format, placeholders)) {
      byte[] buffer = new byte[INSERT_BYTES];
      // An exception here leaves without finish(): a body that was cut must not be committed.
      int count = data.readNBytes(buffer, 0, buffer.length);
      while (count > 0) {
        stream.append(buffer, count);
        count = data.readNBytes(buffer, 0, buffer.length);
      }
      reply.count(stream.finish());
    }
    reply.endEmpty();
  }

  private void runStatement(Statement statement, byte[] sql, EngineConnection connection)
      throws EngineException, IOException {
    String named = statement.outputFormat();
    String format = named == null ? request.defaultFormat() : named;
    HeaderStripper stripper = isStreamable(statement) ? HeaderStripper.forFormat(format) : null;
    ResultStream stream = stripper == null ? null : openStream(connection, sql, format);
    if (stripper != null && stream != null) {
      try (stream) {
        stream(stream, stripper, format);
      }
      return;
    }
    byte[] runnable = connection.classify(sql) == QueryClass.UNKNOWN ? guarded(sql) : sql;
    try (EngineResult result = connection.query(runnable, format, placeholders)) {
      reply.count(result.statistics());
      OutputStream out = reply.begin(format);
      result.writeTo(out, 0);
      out.close();
    }
  }

  private boolean isStreamable(Statement statement) {
    if (!statement.isSelect()) {
      return false;
    }
    for (String word : WHOLE_RESULT_WORDS) {
      if (statement.words().contains(word) || request.parameters().isSettingOn(word)) {
        return false;
      }
    }
    return true;
  }

  /** Null when the engine does not stream this kind of statement. */
  private @Nullable ResultStream openStream(EngineConnection connection, byte[] sql, String format)
      throws EngineException {
    try {
      return connection.stream(sql, format, placeholders);
    } catch (EngineException e) {
      if (e.code() == BAD_ARGUMENTS && e.text().contains("Streaming query is not supported")) {
        return null;
      }
      throw e;
    }
  }

  /**
   * Words of a shell, such as "exit", would be taken as such by the library and answered with
   * nothing; behind a comment they are the syntax errors that they are on a server.
   */
  private static byte[] guarded(byte[] sql) {
    byte[] guarded = new byte[sql.length + 4];
    System.arraycopy("/**/".getBytes(StandardCharsets.US_ASCII), 0, guarded, 0, 4);
    System.arraycopy(sql, 0, guarded, 4, sql.length);
    return guarded;
  }

  private void stream(ResultStream stream, HeaderStripper stripper, String format)
      throws EngineException, IOException {
    OutputStream out = reply.begin(format);
    EngineResult block = stream.next();
    while (block != null) {
      try (EngineResult current = block) {
        reply.count(current.statistics());
        current.writeTo(out, stripper.skip(current));
      }
      block = stream.next();
    }
    out.close();
  }
}
