package dev.settle.stream.landing.clickhouse;

/**
 * A row on its way to a table, encoded once at the edge and only copied from then on. A Flink POJO:
 * public fields, serialised without reflection on the value's type.
 */
public final class TableRow {
  /** What the row is a version of; empty where rows come exactly once already. */
  public String entity = "";

  /** Grows with each version of the entity; see {@code VersionDeduplicator}. */
  public long rank;

  /** Partition of the table, as its PARTITION BY gives it, or {@link TableSpec#UNPARTITIONED}. */
  public int partition;

  /** The row in {@link RowBinary}. */
  public byte[] bytes = new byte[0];

  /** For Flink's serialiser. */
  public TableRow() {}

  /** A row with its place. */
  public TableRow(String entity, long rank, int partition, byte[] bytes) {
    this.entity = entity;
    this.rank = rank;
    this.partition = partition;
    this.bytes = bytes;
  }
}
