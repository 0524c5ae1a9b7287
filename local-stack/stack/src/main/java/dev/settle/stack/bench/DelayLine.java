package dev.settle.stack.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Things that come out again a number of steps after they were put in; those of one step in their
 * order.
 */
final class DelayLine<T> {
  private final List<@Nullable ArrayDeque<T>> slots;
  private int now;

  /**
   * An empty line.
   *
   * @param longest steps that something may be put in for
   */
  DelayLine(int longest) {
    slots = new ArrayList<>(longest + 1);
    for (int i = 0; i <= longest; i++) {
      slots.add(null);
    }
  }

  /** To be given out by so many {@link #step steps} from now; at least one. */
  void put(T thing, int steps) {
    int slot = (now + steps - 1) % slots.size();
    ArrayDeque<T> queue = slots.get(slot);
    if (queue == null) {
      queue = new ArrayDeque<>();
      slots.set(slot, queue);
    }
    queue.add(thing);
  }

  /** The next step. */
  void step(Consumer<T> due) {
    ArrayDeque<T> queue = slots.set(now, null);
    now = (now + 1) % slots.size();
    if (queue != null) {
      queue.forEach(due);
    }
  }

  /** As many steps as give out all that was put in before. */
  void drain(Consumer<T> due) {
    for (int i = 0; i < slots.size(); i++) {
      step(due);
    }
  }
}
