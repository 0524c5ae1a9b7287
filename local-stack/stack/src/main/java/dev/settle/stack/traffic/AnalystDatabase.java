package dev.settle.stack.traffic;

import dev.settle.stack.clickhouse.ClickHouseQuery;
import dev.settle.stack.clickhouse.ClickHouseQueryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small questions to ClickHouse, and rows for it to compare with. */
public final class AnalystDatabase {
  private final ClickHouseQuery query;
  private final String url;

  /** A database behind its HTTP address. */
  public AnalystDatabase(String url, String user, String password) {
    this.url = url;
    this.query = new ClickHouseQuery(url, user, password);
  }

  /**
   * Runs a statement and returns its rows, each as a list of texts.
   *
   * @throws TrafficException when ClickHouse refuses it, or does not answer (exit code 69)
   */
  public List<List<String>> rows(String sql) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      query.run(sql, "TabSeparated", out);
    } catch (ClickHouseQueryException e) {
      throw TrafficException.failed(
          "ClickHouse at " + url + " refused a query: " + e.getMessage(), e);
    } catch (IOException e) {
      throw TrafficException.unreachable(
          "ClickHouse at " + url + " does not answer: is it running? (settle status)", e);
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> List.of(line.split("\t", -1)))
        .toList();
  }

  /**
   * Inserts rows.
   *
   * @param table where to
   * @param tabSeparated the rows, escaped as the format TabSeparated asks
   */
  public void insert(String table, String tabSeparated) throws InterruptedException {
    rows("INSERT INTO " + table + " FORMAT TabSeparated\n" + tabSeparated);
  }
}
