package dev.settle.dashboards.query;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.metadata.TableSchema;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.client.api.query.Records;
import com.clickhouse.data.ClickHouseColumn;
import dev.settle.dashboards.query.QueryException.Category;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from ClickHouse: every query carries the limits, and none is run with a login that could
 * write. Safe for use by many threads.
 */
public final class ClickHouseReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseReader.class);
  private static final long CONNECT_TIMEOUT_MS = 3_000;
  private static final long SLOT_TIMEOUT_MS = 5_000;

  private final Client client;
  private final ClickHouseAddress address;
  private final QueryLimits limits;
  private final Semaphore slots;

  /** Apart from the queries' slots: a probe must not take a busy server for a dead one. */
  private final Semaphore checkSlot = new Semaphore(1);

  private volatile boolean loginChecked;

  /** Connects lazily: ClickHouse need not be up yet. */
  public ClickHouseReader(ClickHouseAddress address, QueryLimits limits) {
    this.address = address;
    this.limits = limits;
    this.slots = new Semaphore(limits.concurrentMax());
    this.client =
        new Client.Builder()
            .addEndpoint(address.url())
            .setUsername(address.user())
            .setPassword(address.password())
            .setConnectTimeout(CONNECT_TIMEOUT_MS)
            .setSocketTimeout(limits.time().toMillis() * 2)
            // The one more is the check's.
            .setMaxConnections(limits.concurrentMax() + 1)
            .useServerTimeZone(false)
            .useTimeZone("UTC")
            .setMaxRetries(0)
            .compressServerResponse(true)
            .setClientName("settle-dashboards")
            .build();
  }

  /**
   * Makes sure that ClickHouse answers and that the login cannot write. It waits for other checks,
   * never for queries.
   *
   * @throws QueryException when it does not or can
   */
  public void check() {
    ResultRows answer =
        run("SELECT toUInt8(getSetting('readonly')) AS readonly", Map.of(), checkSlot);
    boolean mayWrite = Objects.equals(String.valueOf(answer.rows().get(0).get(0)), "0");
    loginChecked = !mayWrite;
    if (mayWrite) {
      LOG.error("the login {} may write: no query is run with it", address);
      throw new QueryException(
          Category.UNAVAILABLE,
          "the login '"
              + address.user()
              + "' may write: give the boards one whose profile has readonly = 2"
              + " (--clickhouse-user)");
    }
  }

  /**
   * Runs one query.
   *
   * @param sql with {@code {name:Type}} placeholders
   * @param parameters values by name, bound by ClickHouse
   * @throws QueryException when there is no result
   */
  ResultRows read(String sql, Map<String, String> parameters) {
    requireReadOnly();
    return run(sql, parameters, slots);
  }

  /**
   * Makes sure once that the login cannot write.
   *
   * @throws QueryException when it can, or ClickHouse does not answer
   */
  public void requireReadOnly() {
    if (!loginChecked) {
      check();
    }
  }

  // Records.close() may be interrupted like any wait; the interrupt is then answered as a failure
  // below.
  @SuppressWarnings("try")
  private ResultRows run(String sql, Map<String, String> parameters, Semaphore turns) {
    takeTurn(turns);
    try (Records records =
        client
            .queryRecords(sql, new HashMap<>(parameters), settings())
            .get(limits.time().toMillis() * 2, TimeUnit.MILLISECONDS)) {
      return collect(records);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new QueryException(Category.UNAVAILABLE, "ClickHouse gave no answer in time", e);
    } catch (QueryException e) {
      throw e;
    } catch (Exception e) {
      // Records.close() declares Exception; everything else of the driver is a ClickHouseException.
      throw failure(e);
    } finally {
      turns.release();
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /** A board asks for all its panels at once, so a query waits a little for its turn. */
  private void takeTurn(Semaphore turns) {
    try {
      if (turns.tryAcquire(SLOT_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
    throw new QueryException(
        Category.UNAVAILABLE,
        "as many queries as may run are running already: try again in a moment");
  }

  private static QueryException interrupted(InterruptedException e) {
    return new QueryException(Category.UNAVAILABLE, "interrupted: the server is stopping", e);
  }

  private QuerySettings settings() {
    QuerySettings settings = new QuerySettings();
    limits.settings().forEach(settings::serverSetting);
    settings.setNetworkTimeout(limits.time().toMillis() * 2, ChronoUnit.MILLIS);
    return settings;
  }

  private ResultRows collect(Records records) {
    TableSchema schema = records.getSchema();
    List<ClickHouseColumn> columns = schema.getColumns();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (GenericRecord row : records) {
      if (rows.size() == limits.rowsMax()) {
        throw limits.exceeded();
      }
      List<@Nullable Object> values = new ArrayList<>(columns.size());
      for (int i = 1; i <= columns.size(); i++) {
        values.add(row.getObject(i));
      }
      rows.add(values);
    }
    return new ResultRows(
        columns.stream().map(ClickHouseColumn::getColumnName).toList(),
        columns.stream().map(ClickHouseColumn::getOriginalTypeName).toList(),
        rows);
  }

  private QueryException failure(Throwable thrown) {
    if (thrown instanceof ServerException refused) {
      if (QueryLimits.isLimit(refused.getCode())) {
        LOG.info("query stopped at a limit: {}", refused.getMessage());
        return limits.exceeded();
      }
      LOG.error("ClickHouse refused a panel's query: {}", refused.getMessage());
      return new QueryException(
          Category.FAILED,
          "ClickHouse refused the query with code "
              + refused.getCode()
              + "; the server's log has the reason (are the migrations applied?)",
          refused);
    }
    if (thrown instanceof ClickHouseException) {
      LOG.warn("no answer from ClickHouse, {}: {}", address, thrown.toString());
      return new QueryException(
          Category.UNAVAILABLE, "ClickHouse does not answer: is it up? ('settle status')", thrown);
    }
    LOG.error("a panel's query failed", thrown);
    return new QueryException(
        Category.FAILED, "the query failed; the server's log has the reason", thrown);
  }
}
