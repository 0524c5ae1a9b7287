package dev.settle.stream.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/** A request that keeps what it was told, as Flink's own would act on it. */
final class RecordedRequest implements CommitRequest<KafkaCommittable> {
  private final KafkaCommittable committable;
  private final List<String> signals = new ArrayList<>();

  RecordedRequest(KafkaCommittable committable) {
    this.committable = committable;
  }

  /** What it was told, in order; empty means committed. */
  List<String> signals() {
    return signals;
  }

  @Override
  public KafkaCommittable getCommittable() {
    return committable;
  }

  @Override
  public int getNumberOfRetries() {
    return 0;
  }

  @Override
  public void signalFailedWithKnownReason(Throwable reason) {
    signals.add("failed");
  }

  @Override
  public void signalFailedWithUnknownReason(Throwable reason) {
    throw new IllegalStateException("Failed to commit " + committable, reason);
  }

  @Override
  public void retryLater() {
    signals.add("retry");
  }

  @Override
  public void updateAndRetryLater(KafkaCommittable updated) {
    signals.add("retry");
  }

  @Override
  public void signalAlreadyCommitted() {
    signals.add("already committed");
  }
}
