package dev.settle.stack.fraud;

import dev.settle.stack.traffic.AnalystDatabase;
import dev.settle.stack.traffic.SqlResource;
import java.time.Instant;
import java.util.Map;

/**
 * Writes labels to {@code settlement.fraud_label}. A label that is given again is another row of
 * the same content: the last one counts.
 */
public final class FraudLabels {
  private static final int INSERT_ROWS_MAX = 100_000;
  private static final String COUNT_KNOWN = SqlResource.read(FraudLabels.class, "count-known.sql");

  private final AnalystDatabase analyst;

  /** Labels of this database. */
  public FraudLabels(AnalystDatabase analyst) {
    this.analyst = analyst;
  }

  /**
   * Writes labels.
   *
   * @param source where they are known from
   * @param by who says so
   * @param at when; later labels count
   * @return how many are of orders that have landed
   */
  public long write(Map<String, Boolean> labels, String source, String by, Instant at)
      throws InterruptedException {
    long millis = at.toEpochMilli();
    StringBuilder block = new StringBuilder();
    int rows = 0;
    for (Map.Entry<String, Boolean> label : labels.entrySet()) {
      block
          .append(escaped(label.getKey()))
          .append('\t')
          .append(label.getValue())
          .append('\t')
          .append(escaped(source))
          .append('\t')
          .append(escaped(by))
          .append('\t')
          .append(millis / 1000)
          .append('.')
          .append("%03d".formatted(millis % 1000))
          .append('\n');
      if (++rows == INSERT_ROWS_MAX) {
        insert(block);
        rows = 0;
      }
    }
    if (rows > 0) {
      insert(block);
    }
    String sql =
        COUNT_KNOWN
            .replace("{at}", Long.toString(millis))
            .replace("{source}", escaped(source).replace("'", "\\'"));
    return Long.parseLong(analyst.rows(sql).get(0).get(0));
  }

  private void insert(StringBuilder block) throws InterruptedException {
    analyst.insert(
        "settlement.fraud_label (order_id, is_fraud, source, labelled_by, labelled_at)",
        block.toString());
    block.setLength(0);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }
}
