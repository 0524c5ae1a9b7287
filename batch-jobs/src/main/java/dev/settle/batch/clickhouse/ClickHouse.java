package dev.settle.batch.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientException;
import com.clickhouse.client.api.DataStreamWriter;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.settle.batch.BatchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * ClickHouse over HTTP: statements with server-side parameters, rows, partitions, RowBinary blocks.
 * Not transactional: every write of the night goes to a staging table and is swapped in by
 * partition. Failures end the command ({@link BatchException}): 69 when the server is not
 * reachable, 1 when it refuses.
 */
public final class ClickHouse implements AutoCloseable {
  private static final long STATEMENT_SECONDS_MAX = 1_800;
  private static final Pattern SETTLEMENT_TABLE = Pattern.compile("\\bsettlement\\.(\\w+)");

  private final Client client;
  private final String url;
  private final UnaryOperator<String> tables;

  private ClickHouse(Client client, String url, UnaryOperator<String> tables) {
    this.client = client;
    this.url = url;
    this.tables = tables;
  }

  /** A client of a server that answers now. */
  public static ClickHouse connect(String url, String user, String password) {
    Client client =
        new Client.Builder()
            .addEndpoint(url)
            .setUsername(user)
            .setPassword(password)
            .setConnectTimeout(5, ChronoUnit.SECONDS)
            .setSocketTimeout(STATEMENT_SECONDS_MAX, ChronoUnit.SECONDS)
            .setExecutionTimeout(STATEMENT_SECONDS_MAX, ChronoUnit.SECONDS)
            // Bounded memory: large sorts and aggregations go to disk.
            .serverSetting("max_bytes_before_external_sort", "1500000000")
            .serverSetting("max_bytes_before_external_group_by", "1500000000")
            // INSERT … SELECT sorts, packs and writes what it reads on two threads instead of one.
            .serverSetting("max_insert_threads", "2")
            // Compiled by the engine (26.7), greatest and least of Int128 take the sign for a
            // digit.
            .serverSetting("compile_expressions", "0")
            .build();
    ClickHouse clickHouse = new ClickHouse(client, url, UnaryOperator.identity());
    clickHouse.rows("SELECT 1", Map.of());
    return clickHouse;
  }

  /**
   * The same server, where some tables of the database settlement are others of the same names: the
   * night's statements work on them as they are. Closed with this one.
   *
   * @param database where those tables are
   * @param names their names
   */
  ClickHouse withTablesOf(String database, Set<String> names) {
    return new ClickHouse(
        client,
        url,
        sql ->
            SETTLEMENT_TABLE
                .matcher(sql)
                .replaceAll(
                    table ->
                        names.contains(table.group(1))
                            ? database + "." + table.group(1)
                            : table.group()));
  }

  /** Runs a statement that gives no rows. */
  public void run(String sql, Map<String, Object> parameters) {
    QuerySettings settings = new QuerySettings();
    close(await(() -> client.query(tables.apply(sql), parameters, settings), sql), sql);
  }

  /** Runs the statement of a SQL resource. */
  public void runResource(String name, Map<String, Object> parameters) {
    run(SqlResource.read(name), parameters);
  }

  /** The rows of a small result. */
  public List<GenericRecord> rows(String sql, Map<String, Object> parameters) {
    try {
      return client.queryAll(tables.apply(sql), parameters, new QuerySettings());
    } catch (ServerException | ClientException e) {
      throw failure(sql, e);
    }
  }

  /** The rows of a SQL resource. */
  public List<GenericRecord> rowsOf(String name, Map<String, Object> parameters) {
    return rows(SqlResource.read(name), parameters);
  }

  /**
   * Gives the rows of a result of any size to a reader as they come.
   *
   * @throws X what the reader throws
   */
  public <X extends Exception> void read(
      String sql, Map<String, Object> parameters, RowReader<X> reader) throws X {
    QuerySettings settings =
        new QuerySettings().setFormat(ClickHouseFormat.RowBinaryWithNamesAndTypes);
    QueryResponse response =
        await(() -> client.query(tables.apply(sql), parameters, settings), sql);
    try {
      reader.read(client.newBinaryFormatReader(response));
    } catch (ServerException | ClientException e) {
      throw failure(sql, e);
    } finally {
      close(response, sql);
    }
  }

  /** Writes the rows of a result in RowBinary to a stream, in constant memory. */
  public void copyRowBinary(String sql, Map<String, Object> parameters, OutputStream out) {
    copy(sql, parameters, ClickHouseFormat.RowBinary, out);
  }

  /** Writes a result in blocks of Native to a stream, in constant memory. */
  public void copyNative(String sql, Map<String, Object> parameters, OutputStream out) {
    copy(sql, parameters, ClickHouseFormat.Native, out);
  }

  private void copy(
      String sql, Map<String, Object> parameters, ClickHouseFormat format, OutputStream out) {
    QuerySettings settings = new QuerySettings().setFormat(format);
    QueryResponse response =
        await(() -> client.query(tables.apply(sql), parameters, settings), sql);
    try (InputStream rows = response.getInputStream()) {
      rows.transferTo(out);
    } catch (IOException e) {
      throw BatchException.failed("the result was cut off: " + shortened(sql), e);
    } finally {
      close(response, sql);
    }
  }

  /** Inserts one block of RowBinary. */
  public void insertRowBinary(String table, byte[] block, int length) {
    InputStream body = new ByteArrayInputStream(block, 0, length);
    String what = "INSERT INTO " + table;
    close(
        await(() -> client.insert(tables.apply(table), body, ClickHouseFormat.RowBinary), what),
        what);
  }

  /**
   * Inserts blocks in Native as they are written, in one INSERT of any length. It is never sent a
   * second time, since what was written cannot be written again.
   */
  public void insertNative(String table, BlockWriter blocks) {
    DataStreamWriter writer =
        new DataStreamWriter() {
          @Override
          public void onOutput(OutputStream out) throws IOException {
            blocks.writeTo(out);
          }

          @Override
          public void onRetry() throws IOException {
            throw new IOException("an insert that is written as it goes cannot be sent again");
          }
        };
    String what = "INSERT INTO " + table;
    close(
        await(
            () ->
                client.insert(
                    tables.apply(table), writer, ClickHouseFormat.Native, new InsertSettings()),
            what),
        what);
  }

  /** Empties a partition. */
  public void dropPartition(String table, Partition partition) {
    run("ALTER TABLE settlement." + table + " DROP PARTITION " + partition.literal(), Map.of());
  }

  /**
   * Puts the staged partition in the place of the table's. An empty one takes it away: ClickHouse
   * since 26.7 refuses to replace by nothing.
   */
  public void replacePartition(String table, Partition partition) {
    String staged =
        "SELECT count() AS n FROM settlement." + table + "_staging WHERE " + partition.condition();
    if (rows(staged, Map.of()).get(0).getLong("n") == 0) {
      dropPartition(table, partition);
      return;
    }
    run(
        "ALTER TABLE settlement.%s REPLACE PARTITION %s FROM settlement.%s_staging"
            .formatted(table, partition.literal(), table),
        Map.of());
  }

  @Override
  public void close() {
    client.close();
  }

  /** Writes the blocks of an insert. */
  @FunctionalInterface
  public interface BlockWriter {
    /** Writes them all; an exception cuts the insert off. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Takes the rows of a result.
   *
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface RowReader<X extends Exception> {
    /** Reads forward to the end, or as far as it likes. */
    void read(ClickHouseBinaryFormatReader rows) throws X;
  }

  private void close(AutoCloseable response, String sql) {
    try {
      response.close();
    } catch (Exception e) {
      throw failure(sql, e);
    }
  }

  /** The client throws a refusal at the call or through the future: both end here. */
  private <T> T await(Supplier<? extends Future<T>> call, String sql) {
    try {
      return call.get().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BatchException.failed("interrupted while ClickHouse ran: " + shortened(sql), e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw failure(sql, cause);
    } catch (ServerException | ClientException e) {
      throw failure(sql, e);
    }
  }

  private BatchException failure(String sql, Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof ServerException refused) {
        return BatchException.failed(
            "ClickHouse refused (%d %s): %s"
                .formatted(refused.getCode(), refused.getMessage(), shortened(sql)),
            cause);
      }
    }
    return BatchException.unreachable(
        "ClickHouse at " + url + " does not answer: " + cause.getMessage(), cause);
  }

  private static String shortened(String sql) {
    String flat = sql.replaceAll("--[^\n]*\n", " ").replaceAll("\\s+", " ").strip();
    return flat.length() > 160 ? flat.substring(0, 160) + "…" : flat;
  }
}
