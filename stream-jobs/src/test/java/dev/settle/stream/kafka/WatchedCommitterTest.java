package dev.settle.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.stream.kafka.CommitLog.DroppedCommittable;
import dev.settle.stream.kafka.CommitLog.Fate;
import dev.settle.stream.kafka.CommitLog.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.junit.jupiter.api.Test;

class WatchedCommitterTest {
  private final RuntimeException fenced = new IllegalStateException("fenced");

  private final List<String> told = new ArrayList<>();
  private final CountingMetrics metrics = new CountingMetrics();
  private Fate fate = Fate.COMMITTED;
  private boolean alertFails;

  @Test
  void shouldNoteWhatWasCommittedBeforeItReturns() throws Exception {
    RecordedRequest first = request("a");
    RecordedRequest second = request("b");
    commit(request -> {}, first, second);

    assertThat(told).containsExactly("commit a", "note a", "commit b", "note b", "flush");
    assertThat(first.signals()).isEmpty();
    assertThat(metrics.count("droppedCommittables")).isZero();
    assertThat(metrics.count("committablesAlreadyCommitted")).isZero();
  }

  @Test
  void shouldNotAlertWhenARefusedTransactionIsKnownToBeCommitted() throws Exception {
    RecordedRequest request = request("a");
    commit(r -> r.signalFailedWithKnownReason(fenced), request);

    assertThat(told).containsExactly("commit a", "judge a", "flush");
    assertThat(request.signals()).containsExactly("already committed");
    assertThat(metrics.count("committablesAlreadyCommitted")).isEqualTo(1);
    assertThat(metrics.count("droppedCommittables")).isZero();
  }

  @Test
  void shouldAlertBeforeFlinkForgetsALostTransactionAndGoOnWithTheNext() throws Exception {
    fate = Fate.LOST;
    RecordedRequest lost = request("a");
    RecordedRequest good = request("b");
    commit(
        r -> {
          if (r.getCommittable().getTransactionalId().equals("a")) {
            r.signalFailedWithKnownReason(fenced);
          }
        },
        lost,
        good);

    assertThat(told)
        .containsExactly(
            "commit a", "judge a", "alert dropped:a:7:3", "commit b", "note b", "flush");
    assertThat(lost.signals()).containsExactly("failed");
    assertThat(good.signals()).isEmpty();
    assertThat(metrics.count("droppedCommittables")).isEqualTo(1);
  }

  @Test
  void shouldAlertWhatIsInDoubt() throws Exception {
    fate = Fate.IN_DOUBT;
    commit(r -> r.signalFailedWithKnownReason(fenced), request("a"));

    assertThat(told).contains("alert dropped:a:7:3");
    assertThat(metrics.count("droppedCommittables")).isEqualTo(1);
  }

  @Test
  void shouldFailWhenTheAlertCannotBeWritten() {
    fate = Fate.LOST;
    alertFails = true;
    RecordedRequest request = request("a");

    assertThatThrownBy(() -> commit(r -> r.signalFailedWithKnownReason(fenced), request))
        .isInstanceOf(IOException.class)
        .hasMessage("no alert");
    assertThat(request.signals()).as("Flink must not forget it").isEmpty();
  }

  @Test
  void shouldNeitherNoteNorJudgeWhatIsTriedAgain() throws Exception {
    RecordedRequest request = request("a");
    commit(Committer.CommitRequest::retryLater, request);

    assertThat(told).containsExactly("commit a", "flush");
    assertThat(request.signals()).containsExactly("retry");
  }

  @Test
  void shouldLetAnUnknownFailureFailTheJob() {
    assertThatThrownBy(
            () -> commit(r -> r.signalFailedWithUnknownReason(fenced), request("a"), request("b")))
        .isInstanceOf(IllegalStateException.class)
        .hasCause(fenced);
    assertThat(told).containsExactly("commit a");
  }

  @Test
  void shouldSayWhichTransactionAndWhatToDo() {
    String text =
        new DroppedCommittable(
                new PreparedTransaction("ledger-0-1", 7, (short) 3),
                2,
                new Verdict(Fate.LOST, "The coordinator has aborted it"),
                "fenced")
            .text();

    assertThat(text)
        .contains("ledger-0-1", "producer id 7", "epoch 3", "subtask 2", "LOST", "fenced")
        .contains("docs/runbook.md");
  }

  private void commit(
      Consumer<Committer.CommitRequest<KafkaCommittable>> outcome, RecordedRequest... requests)
      throws Exception {
    try (WatchedCommitter committer =
        new WatchedCommitter(new ScriptedCommitter(outcome), new ToldLog(), 0, metrics)) {
      committer.commit(List.of(requests));
    }
  }

  private static RecordedRequest request(String transactionalId) {
    return new RecordedRequest(new KafkaCommittable(7, (short) 3, transactionalId, null));
  }

  private final class ScriptedCommitter implements Committer<KafkaCommittable> {
    private final Consumer<CommitRequest<KafkaCommittable>> outcome;

    ScriptedCommitter(Consumer<CommitRequest<KafkaCommittable>> outcome) {
      this.outcome = outcome;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
      for (CommitRequest<KafkaCommittable> request : requests) {
        told.add("commit " + request.getCommittable().getTransactionalId());
        outcome.accept(request);
      }
    }

    @Override
    public void close() {
      // Holds no resource.
    }
  }

  private final class ToldLog implements CommitLog {
    @Override
    public void committed(PreparedTransaction transaction) {
      told.add("note " + transaction.transactionalId());
    }

    @Override
    public void flush() {
      told.add("flush");
    }

    @Override
    public Verdict judge(PreparedTransaction transaction) {
      told.add("judge " + transaction.transactionalId());
      return new Verdict(fate, "as the test says");
    }

    @Override
    public void alert(DroppedCommittable dropped) throws IOException {
      if (alertFails) {
        throw new IOException("no alert");
      }
      told.add("alert " + dropped.alertId());
    }

    @Override
    public void close() {
      // Holds no resource.
    }
  }
}
