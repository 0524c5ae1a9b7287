package dev.settle.batch.reconciliation;

import com.clickhouse.client.api.query.GenericRecord;
import dev.settle.batch.clickhouse.ClickHouse;
import dev.settle.batch.clickhouse.Partition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a re-run of a day changes, row by row, in {@code reconciliation_rerun_diff}. Called
 * when the new results are staged and the old ones still count. Costs nothing when both are the
 * same.
 */
final class RerunDiff {
  private static final Logger LOG = LoggerFactory.getLogger(RerunDiff.class);

  private final ClickHouse clickHouse;

  RerunDiff(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /** Records what differs between the day's results and those staged; nothing at a first run. */
  void record(Partition.OfChannel day) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("business_date", day.date().toString());
    parameters.put("channel", day.channel().name());
    GenericRecord hashes = clickHouse.rowsOf("reconciliation/rerun_hashes.sql", parameters).get(0);
    String old = hashes.getString("old_sha256");
    String staged = hashes.getString("new_sha256");
    if (old.isEmpty() || hashes.getString("old_results").equals(hashes.getString("new_results"))) {
      return;
    }
    long last = hashes.getLong("last_run");
    // A run that was killed after this goes on with the number that it had.
    boolean goesOn =
        last > 0
            && hashes.getString("last_from").equals(old)
            && hashes.getString("last_to").equals(staged);
    parameters.put("run", goesOn ? last : last + 1);
    parameters.put("from_sha256", old);
    parameters.put("to_sha256", staged);
    parameters.put("at", Instant.now().toEpochMilli());
    clickHouse.runResource("reconciliation/rerun_diff.sql", parameters);
    LOG.info("{} {}: other results than the run before", day.channel(), day.date());
  }
}
