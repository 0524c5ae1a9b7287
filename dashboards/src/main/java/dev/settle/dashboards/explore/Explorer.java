package dev.settle.dashboards.explore;

import dev.settle.dashboards.explore.RefusedSqlException.Reason;
import dev.settle.dashboards.explore.TableInfo.ColumnInfo;
import dev.settle.dashboards.query.ClickHouseAddress;
import dev.settle.dashboards.query.ClickHouseReader;
import dev.settle.dashboards.query.QueryException;
import dev.settle.dashboards.query.QueryException.Category;
import dev.settle.dashboards.query.QueryLimits;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs analysts' own statements, each known by its user and an id of the user's choice. */
public final class Explorer {
  private static final Logger LOG = LoggerFactory.getLogger(Explorer.class);
  private static final String DATABASE = "settlement";
  private static final String NAMES =
      "SELECT 'f', name FROM system.table_functions UNION ALL SELECT 'd', name FROM system.databases";

  /** How ClickHouse writes NULL where every value is a text. */
  private static final String NULL = "ᴺᵁᴸᴸ";

  private static final int PER_USER_MAX = 2;
  private static final int TEXT_MAX = 600;
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<String>> LINE = new TypeReference<>() {};

  /** READONLY, ACCESS_DENIED, INTO_OUTFILE_NOT_ALLOWED, FUNCTION_NOT_ALLOWED. */
  private static final Set<Integer> FORBIDDEN_CODES = Set.of(164, 497, 358, 446);

  /** TOO_MANY_SIMULTANEOUS_QUERIES, AUTHENTICATION_FAILED, WRONG_PASSWORD. */
  private static final Set<Integer> UNAVAILABLE_CODES = Set.of(202, 516, 193);

  private record Running(String user, UUID id) {}

  /** A request on its way; {@code cancelled} says why it ended without an answer. */
  private record Call(CompletableFuture<HttpResponse<byte[]>> answer, AtomicBoolean cancelled) {}

  private final Map<Running, Call> running = new ConcurrentHashMap<>();
  private final ClickHouseReader login;
  private final ClickHouseText clickHouse;
  private final QueryLimits limits;

  /**
   * Connects lazily.
   *
   * @param login says whether the login can write; nothing is run while it can
   */
  public Explorer(ClickHouseAddress address, ClickHouseReader login, QueryLimits limits) {
    this.login = login;
    this.limits = limits;
    this.clickHouse = new ClickHouseText(address, limits, DATABASE);
  }

  /**
   * Runs a statement.
   *
   * @param user who asks
   * @param id to {@link #cancel} it by
   * @throws RefusedSqlException when it is not allowed, wrong, or was cancelled
   * @throws QueryException when there is no result for another reason
   */
  public ExploreResult run(String user, UUID id, String sql) {
    login.requireReadOnly();
    String checked = guard().check(sql);
    LOG.info("explore: {} runs {}", user, id);
    return ask(new Running(user, id), checked);
  }

  /**
   * Stops a statement of the user's own.
   *
   * @return false: the user has none of this id running
   */
  public boolean cancel(String user, UUID id) {
    Call found = running.get(new Running(user, id));
    if (found == null) {
      return false;
    }
    found.cancelled().set(true);
    return found.answer().cancel(true);
  }

  /** The tables and views with their columns, by name. */
  public List<TableInfo> tables() {
    login.requireReadOnly();
    Map<String, List<ColumnInfo>> tables = new LinkedHashMap<>();
    String sql =
        "SELECT table, name, type, comment FROM system.columns WHERE database = '"
            + DATABASE
            + "' ORDER BY table, position";
    for (List<@Nullable String> row : own(sql).rows()) {
      tables
          .computeIfAbsent(String.valueOf(row.get(0)), name -> new ArrayList<>())
          .add(
              new ColumnInfo(
                  String.valueOf(row.get(1)),
                  String.valueOf(row.get(2)),
                  String.valueOf(row.get(3))));
    }
    List<TableInfo> all = new ArrayList<>();
    tables.forEach((name, columns) -> all.add(new TableInfo(name, columns)));
    return all;
  }

  /** Made anew for each statement: a database that is new today is hidden today. */
  private ExploreGuard guard() {
    List<String> tableFunctions = new ArrayList<>();
    List<String> databases = new ArrayList<>();
    for (List<@Nullable String> row : own(NAMES).rows()) {
      ("f".equals(row.get(0)) ? tableFunctions : databases).add(String.valueOf(row.get(1)));
    }
    return new ExploreGuard(tableFunctions, databases, DATABASE);
  }

  /** A statement of the server itself: under no user's count, and nobody cancels it. */
  private ExploreResult own(String sql) {
    return ask(new Running("", UUID.randomUUID()), sql);
  }

  private ExploreResult ask(Running key, String sql) {
    long begun = System.nanoTime();
    Call call = start(key, sql);
    try {
      HttpResponse<byte[]> response =
          call.answer().get(clickHouse.waitMax().toMillis(), TimeUnit.MILLISECONDS);
      String body = clickHouse.body(response);
      if (response.statusCode() != 200) {
        throw failure(response, body);
      }
      requireFormat(response);
      return result(body, (System.nanoTime() - begun) / 1_000_000);
    } catch (CancellationException e) {
      throw cancelled();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException(Category.UNAVAILABLE, "interrupted: the server is stopping", e);
    } catch (TimeoutException e) {
      call.answer().cancel(true);
      throw new QueryException(Category.UNAVAILABLE, "ClickHouse gave no answer in time", e);
    } catch (ExecutionException e) {
      // The HTTP client reports a cancelled request as a broken connection.
      if (call.cancelled().get()) {
        throw cancelled();
      }
      LOG.warn("no answer from ClickHouse: {}", String.valueOf(e.getCause()));
      throw new QueryException(
          Category.UNAVAILABLE, "ClickHouse does not answer: is it up? ('settle status')", e);
    } finally {
      running.remove(key);
    }
  }

  private static RefusedSqlException cancelled() {
    return new RefusedSqlException(Reason.CANCELLED, "the query was cancelled");
  }

  private Call start(Running key, String sql) {
    // One at a time here, so that the counts below hold.
    synchronized (running) {
      boolean isServers = key.user().isEmpty();
      long own = running.keySet().stream().filter(other -> other.user().equals(key.user())).count();
      long all = running.keySet().stream().filter(other -> !other.user().isEmpty()).count();
      if (running.containsKey(key)) {
        throw RefusedSqlException.notAllowed("a query of this id is running already");
      }
      if (!isServers && (own >= PER_USER_MAX || all >= limits.concurrentMax())) {
        throw new QueryException(
            Category.UNAVAILABLE,
            "at most "
                + PER_USER_MAX
                + " queries of one user and "
                + limits.concurrentMax()
                + " of all run at once: wait for one or cancel it");
      }
      Call call = new Call(clickHouse.send(sql), new AtomicBoolean());
      running.put(key, call);
      return call;
    }
  }

  private RuntimeException failure(HttpResponse<byte[]> response, String body) {
    int code =
        response
            .headers()
            .firstValue("X-ClickHouse-Exception-Code")
            .map(Integer::parseInt)
            .orElse(0);
    if (QueryLimits.isLimit(code)) {
      return limits.exceeded();
    }
    String text = body.replaceFirst("(?s)\\s*\\(version .*", "").strip();
    String shown = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + " …" : text;
    if (UNAVAILABLE_CODES.contains(code) || code == 0) {
      LOG.error("ClickHouse answered {}: {}", response.statusCode(), shown);
      return new QueryException(
          Category.UNAVAILABLE, "ClickHouse takes no query now (code " + code + ")");
    }
    boolean forbidden = FORBIDDEN_CODES.contains(code);
    return new RefusedSqlException(forbidden ? Reason.NOT_ALLOWED : Reason.SQL_ERROR, shown);
  }

  private static void requireFormat(HttpResponse<byte[]> response) {
    String format =
        response.headers().firstValue("X-ClickHouse-Format").orElse(ClickHouseText.FORMAT);
    if (!format.equals(ClickHouseText.FORMAT)) {
      throw RefusedSqlException.notAllowed("leave FORMAT away: the page needs its own");
    }
  }

  private static ExploreResult result(String body, long millis) {
    List<List<String>> lines =
        body.lines()
            .filter(line -> !line.isEmpty())
            .map(line -> JSON.readValue(line, LINE))
            .toList();
    if (lines.size() < 2) {
      return new ExploreResult(List.of(), List.of(), List.of(), millis);
    }
    List<String> types = lines.get(1);
    return new ExploreResult(
        lines.get(0),
        types,
        lines.subList(2, lines.size()).stream().map(line -> row(line, types)).toList(),
        millis);
  }

  private static List<@Nullable String> row(List<String> line, List<String> types) {
    List<@Nullable String> row = new ArrayList<>(line);
    for (int i = 0; i < row.size(); i++) {
      if (types.get(i).contains("Nullable") && line.get(i).equals(NULL)) {
        row.set(i, null);
      }
    }
    return row;
  }
}
