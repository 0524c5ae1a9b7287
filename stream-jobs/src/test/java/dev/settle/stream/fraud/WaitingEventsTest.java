package dev.settle.stream.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.FraudEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WaitingEventsTest {
  private static final Comparator<CapturedEvent> ORDER =
      Comparator.comparing(CapturedEvent::event, FraudEvent.ORDER);

  @Test
  void shouldGiveBackInOrderWhatTheWatermarkHasPassedWheneverItIsRestored() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      WaitingEvents waiting = new WaitingEvents();
      PriorityQueue<CapturedEvent> expected = new PriorityQueue<>(ORDER);
      long watermark = -1_000;
      for (int step = 0; step < 100; step++) {
        if (random.nextInt(20) == 0) {
          List<byte[]> state = waiting.toState();
          waiting = new WaitingEvents();
          waiting.restore(state);
        }
        for (int i = random.nextInt(5); i > 0; i--) {
          CapturedEvent event = event(step * 10 + i, watermark + 1 + random.nextInt(2_000));
          waiting.add(event);
          expected.add(event);
        }
        watermark += random.nextInt(400);
        List<CapturedEvent> taken = new ArrayList<>();
        waiting.takeUpTo(watermark, taken::add);
        assertThat(taken).as("seed %d, step %d", seed, step).isEqualTo(due(expected, watermark));
        assertThat(waiting.size()).isEqualTo(expected.size());
      }
    }
  }

  @Test
  void shouldGiveBackEverythingAtTheEndOfTime() throws Exception {
    WaitingEvents waiting = new WaitingEvents();
    waiting.add(event(2, 70_000));
    waiting.add(event(1, 5_000));
    List<CapturedEvent> taken = new ArrayList<>();
    waiting.takeUpTo(Long.MAX_VALUE, taken::add);
    assertThat(taken).extracting(captured -> captured.event().id()).containsExactly("o1", "o2");
    assertThat(waiting.toState()).isEmpty();
  }

  private static List<CapturedEvent> due(PriorityQueue<CapturedEvent> events, long watermark) {
    List<CapturedEvent> due = new ArrayList<>();
    while (!events.isEmpty() && events.element().event().time() <= watermark) {
      due.add(events.remove());
    }
    return due;
  }

  private static CapturedEvent event(int number, long time) {
    return new CapturedEvent(
        Events.purchase("o" + number, time, 5), number % 3, number, number, time, false);
  }
}
