package dev.settle.stream.landing.clickhouse;

import java.util.UUID;

/**
 * The {@code insert_deduplication_token} of a block: where and when the block was formed.
 *
 * <p>Two things must hold. The same block must always carry the same token, so the token is made
 * once, when the block is formed, and travels with it through checkpoints and savepoints; nothing
 * is derived again at commit. And two blocks must never share one, because ClickHouse drops the
 * second in silence whatever its rows are. Job id, checkpoint and counters alone do not give that:
 * with high availability an application-mode job keeps a fixed job id, and a job that starts from
 * scratch counts from the beginning again. So each writer instance adds an id of its own. The other
 * parts tell a person where a block came from.
 *
 * @param table the table's name
 * @param incarnation job, restored checkpoint and subtask of the writer
 * @param flush number of the checkpoint since then, from 0 (a sink writer is not told its id)
 * @param writer random id of the writer instance
 * @param block number of the block in the writer, from 0
 */
record BlockToken(String table, Incarnation incarnation, long flush, UUID writer, long block) {
  /** The token as it is sent; printable ASCII. */
  @Override
  public String toString() {
    return table
        + "/job-"
        + incarnation.jobId()
        + "/checkpoint-"
        + incarnation.restoredCheckpoint()
        + "+"
        + flush
        + "/subtask-"
        + incarnation.subtask()
        + "/writer-"
        + writer
        + "/block-"
        + block;
  }
}
