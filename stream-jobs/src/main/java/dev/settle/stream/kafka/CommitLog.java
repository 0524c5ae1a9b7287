package dev.settle.stream.kafka;

import java.io.IOException;

/**
 * What a committer knows and tells about transactions beyond Flink's state. Used by one thread. A
 * failure of any method must fail the job.
 */
interface CommitLog extends AutoCloseable {

  /** Notes a committed transaction; durable when {@link #flush()} has returned. */
  void committed(PreparedTransaction transaction) throws IOException, InterruptedException;

  /** Waits until every note is durable. */
  void flush() throws IOException, InterruptedException;

  /** Finds out what became of a transaction that cannot be committed. */
  Verdict judge(PreparedTransaction transaction) throws IOException, InterruptedException;

  /** Tells people of lost output; returns when the alert is durable. */
  void alert(DroppedCommittable dropped) throws IOException, InterruptedException;

  @Override
  void close();

  /** What became of a transaction. */
  enum Fate {
    /** It is noted as committed, or the coordinator shows that it is. */
    COMMITTED,
    /** The coordinator shows that it was aborted: its records will never be seen. */
    LOST,
    /** Nothing shows what became of it. */
    IN_DOUBT
  }

  /**
   * A judgement.
   *
   * @param fate what became of the transaction
   * @param evidence what says so
   */
  record Verdict(Fate fate, String evidence) {}

  /**
   * Output of a checkpoint that was not committed, or may not have been.
   *
   * @param transaction the transaction
   * @param subtask the committer's subtask, from 0
   * @param verdict LOST or IN_DOUBT
   * @param reason why the broker refused the commit
   */
  record DroppedCommittable(
      PreparedTransaction transaction, int subtask, Verdict verdict, String reason) {

    /** Unique per transaction; the same when a later attempt of the job meets it again. */
    String alertId() {
      return "dropped:"
          + transaction.transactionalId()
          + ":"
          + transaction.producerId()
          + ":"
          + transaction.epoch();
    }

    /** For log and alert. */
    String text() {
      return "Output of a completed checkpoint was "
          + (verdict.fate() == Fate.LOST ? "LOST" : "dropped and is IN DOUBT")
          + ": transactional id "
          + transaction.transactionalId()
          + ", producer id "
          + transaction.producerId()
          + ", epoch "
          + transaction.epoch()
          + ", subtask "
          + subtask
          + ". "
          + verdict.evidence()
          + ". The broker refused the commit: "
          + reason
          + ". The job goes on; what it writes from now on is right, but the transaction's records"
          + " are missing. Do not settle the day before they are restored:"
          + " docs/runbook.md, 'A committable was dropped'.";
    }
  }
}
