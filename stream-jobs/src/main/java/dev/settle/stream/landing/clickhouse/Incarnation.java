package dev.settle.stream.landing.clickhouse;

import org.apache.flink.api.connector.sink2.InitContext;

/**
 * One life of a subtask, from its start or restart to its end.
 *
 * @param jobId Flink's job id
 * @param restoredCheckpoint the checkpoint that it was restored from; 0 for none
 * @param subtask index of the subtask
 */
record Incarnation(String jobId, long restoredCheckpoint, int subtask) {
  /** The incarnation that a writer or a committer belongs to. */
  static Incarnation of(InitContext context) {
    return new Incarnation(
        context.getJobInfo().getJobId().toHexString(),
        context.getRestoredCheckpointId().orElse(0),
        context.getTaskInfo().getIndexOfThisSubtask());
  }

  /**
   * Tells blocks of this incarnation of the job from restored ones. Checkpoint ids only grow, also
   * over a restart from a savepoint, and a block in checkpoint N was formed by a writer that was
   * restored from an earlier one: so after restoring N no restored block has the origin of N.
   */
  String origin() {
    return jobId + "@" + restoredCheckpoint;
  }
}
