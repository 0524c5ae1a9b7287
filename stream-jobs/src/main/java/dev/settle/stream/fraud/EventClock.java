package dev.settle.stream.fraud;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * How far an operator is in event time. Flink begins without a watermark after a restore; a
 * checkpoint remembers this, so that what was late stays late, and is not counted as if it were
 * not.
 */
final class EventClock {
  private final ListState<Long> state;
  private long now;

  private EventClock(ListState<Long> state, long now) {
    this.state = state;
    this.now = now;
  }

  /** As the checkpoint has it: the subtask that was least far counts for all. */
  static EventClock restoredFrom(StateInitializationContext context) throws Exception {
    ListState<Long> state = context.getOperatorStateStore().getUnionListState(FraudIds.CLOCK);
    long least = Long.MAX_VALUE;
    boolean isKnown = false;
    for (long time : state.get()) {
      least = Math.min(least, time);
      isKnown = true;
    }
    return new EventClock(state, isKnown ? least : Long.MIN_VALUE);
  }

  /** The end of all time, which a drained job comes to, is not remembered. */
  void snapshot() throws Exception {
    state.update(now == Long.MAX_VALUE ? List.of() : List.of(now));
  }

  void advance(long watermark) {
    now = Math.max(now, watermark);
  }

  /** Whatever is not later has been applied; {@code Long.MIN_VALUE} at first. */
  long now() {
    return now;
  }
}
