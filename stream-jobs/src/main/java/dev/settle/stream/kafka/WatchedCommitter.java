package dev.settle.stream.kafka;

import dev.settle.stream.kafka.CommitLog.DroppedCommittable;
import dev.settle.stream.kafka.CommitLog.Fate;
import dev.settle.stream.kafka.CommitLog.Verdict;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits through Flink's Kafka committer and looks at what that gives up on: a transaction that
 * the broker has fenced or aborted is logged and forgotten there. Here it is judged, and unless it
 * is known to have been committed before, counted ({@code droppedCommittables}), logged as an error
 * and alerted. The job then goes on: see docs/decisions/0008-dropped-committables.md.
 *
 * <p>Cost: one small write a checkpoint and subtask, waited for.
 */
final class WatchedCommitter implements Committer<KafkaCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedCommitter.class);

  private final Committer<KafkaCommittable> committer;
  private final CommitLog log;
  private final int subtask;
  private final Counter dropped;
  private final Counter alreadyCommitted;

  WatchedCommitter(
      Committer<KafkaCommittable> committer, CommitLog log, int subtask, MetricGroup metrics) {
    this.committer = committer;
    this.log = log;
    this.subtask = subtask;
    this.dropped = metrics.counter("droppedCommittables");
    this.alreadyCommitted = metrics.counter("committablesAlreadyCommitted");
  }

  /**
   * Commits; returns when each transaction is committed and noted, alerted, or to be tried again.
   *
   * @throws IOException when a note, a judgement or an alert fails: the job must fail, and its next
   *     attempt meets the same transactions again
   */
  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    for (CommitRequest<KafkaCommittable> request : requests) {
      Watched watched = new Watched(request);
      committer.commit(List.of(watched));
      PreparedTransaction transaction = PreparedTransaction.of(request.getCommittable());
      if (watched.refusal != null) {
        takeRefused(request, transaction, watched.refusal);
      } else if (!watched.again) {
        log.committed(transaction);
      }
    }
    // Before the writer may take an id again: it does so at the next checkpoint, after this.
    log.flush();
  }

  private void takeRefused(
      CommitRequest<KafkaCommittable> request, PreparedTransaction transaction, Throwable refusal)
      throws IOException, InterruptedException {
    Verdict verdict = log.judge(transaction);
    if (verdict.fate() == Fate.COMMITTED) {
      LOG.info(
          "Transaction {} was committed before this attempt of the job: {}.",
          transaction,
          verdict.evidence());
      alreadyCommitted.inc();
      request.signalAlreadyCommitted();
      return;
    }
    DroppedCommittable loss =
        new DroppedCommittable(transaction, subtask, verdict, String.valueOf(refusal));
    dropped.inc();
    LOG.error("{}", loss.text(), refusal);
    log.alert(loss);
    request.signalFailedWithKnownReason(refusal);
  }

  @Override
  public void close() throws IOException {
    try {
      IOUtils.closeAll(committer, log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while closing the committer", e);
    } catch (Exception e) {
      throw new IOException("cannot close the committer", e);
    }
  }

  /** Holds a refusal back until it is judged; passes on everything else. */
  private static final class Watched implements CommitRequest<KafkaCommittable> {
    private final CommitRequest<KafkaCommittable> request;
    private @Nullable Throwable refusal;
    private boolean again;

    Watched(CommitRequest<KafkaCommittable> request) {
      this.request = request;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      refusal = reason;
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      // Throws, and so fails the job.
      request.signalFailedWithUnknownReason(reason);
    }

    @Override
    public void retryLater() {
      again = true;
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      again = true;
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }

    @Override
    public String toString() {
      return request.toString();
    }
  }
}
