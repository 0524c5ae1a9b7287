package dev.settle.batch.sharing.nightly;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.BatchException;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import java.util.List;
import java.util.Map;

/** What must hold of a revision's lines before they may count. */
final class LineChecks {
  private static final List<String> FAULTS =
      List.of(
          "items_without_row",
          "rows_twice",
          "rows_without_line",
          "lines_without_rule",
          "lines_without_window",
          "orders_with_wrong_parts",
          "known_orders_with_wrong_parts");

  private final ClickHouse clickHouse;

  LineChecks(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /**
   * Checks the staged lines.
   *
   * @throws BatchException 1 naming each fault; then nothing is swapped in
   */
  void require(Partition.OfRevision revision, Map<String, Object> parameters) {
    GenericRecord row = clickHouse.rowsOf("sharing/checks.sql", parameters).get(0);
    List<String> faults =
        FAULTS.stream()
            .filter(fault -> row.getLong(fault) != 0)
            .map(fault -> fault + "=" + row.getLong(fault))
            .toList();
    if (!faults.isEmpty()) {
      throw BatchException.failed(
          "sharing of %s %s, revision %d, does not add up: %s; nothing was written"
              .formatted(revision.channel(), revision.date(), revision.revision(), faults));
    }
  }
}
