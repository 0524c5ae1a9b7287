package dev.settle.stream.fraud;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/**
 * The history of new rules as it comes to a home's step: what is certainly history is gathered and
 * applied in silence, home by home; what may have to stand behind what happened after waits with
 * that ({@link WarmingEvents}); and when all has come the rule goes live.
 *
 * <p>Holds nothing at a checkpoint, whose barriers come behind what was told, on each way.
 */
final class HistoryIntake {
  /** Applies what had waited, which raises what it crosses. */
  @FunctionalInterface
  interface Warmed {
    void apply(KeyedEvent event, ActiveRule rule) throws Exception;
  }

  private static final int BATCH = 10_000;

  private final RuleTable rules;
  private final WarmingEvents warming;
  private final Comparator<KeyedEvent> order;
  private final EventBuffer.Taker applier;
  private final Warmed warmed;

  /** What overtook what the routing steps tell of its rule. */
  private final Queue<KeyedEvent> early = new ArrayDeque<>();

  /** What is yet to be applied, of any rules: gathered as what happens is. */
  private final List<KeyedEvent> gathered = new ArrayList<>();

  /**
   * An intake.
   *
   * @param homeOrder in which homes are applied
   * @param applier applies history to the windows of a home
   * @param warmed applies what waited for a rule to go live
   */
  HistoryIntake(
      RuleTable rules,
      WarmingEvents warming,
      Comparator<String> homeOrder,
      EventBuffer.Taker applier,
      Warmed warmed) {
    this.rules = rules;
    this.warming = warming;
    this.order = Comparator.comparing(KeyedEvent::home, homeOrder);
    this.applier = applier;
    this.warmed = warmed;
  }

  void take(KeyedEvent in) throws Exception {
    early.add(in);
    takeTold();
  }

  /** Takes what has come, in order, as far as it was told what rules it is of. */
  void takeTold() throws Exception {
    while (!early.isEmpty()
        && !rules.isYetToBeTold(early.peek().historyOf(), early.peek().start())) {
      KeyedEvent in = early.remove();
      ActiveRule active = rules.started(in.historyOf(), in.start());
      if (active != null) {
        take(in, active);
      }
    }
  }

  /** What is younger than all that the routing steps were sure of waits. */
  private void take(KeyedEvent in, ActiveRule active) throws Exception {
    if (in.event() == null) {
      goLive(active);
    } else if (in.event().time() > active.start().safeTime()) {
      warming.add(active, in);
    } else {
      gathered.add(in);
      if (gathered.size() >= BATCH) {
        apply();
      }
    }
  }

  private void goLive(ActiveRule active) throws Exception {
    apply();
    warming.drain(active, in -> warmed.apply(in, active));
    active.goLive();
  }

  /**
   * Applies what was gathered, home by home, the events of each as they came; also before rules
   * change and before a checkpoint.
   */
  void apply() throws Exception {
    gathered.sort(order);
    EventBuffer.byHome(gathered, applier);
    gathered.clear();
  }

  /** At a checkpoint. */
  void requireNothingHeld() {
    if (!early.isEmpty()) {
      throw new IllegalStateException("a checkpoint overtook what is told of " + early.peek());
    }
    if (!gathered.isEmpty()) {
      throw new IllegalStateException("history came between a checkpoint and its barrier");
    }
  }
}
