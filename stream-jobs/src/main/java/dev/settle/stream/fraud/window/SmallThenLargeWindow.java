package dev.settle.stream.fraud.window;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Pattern;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The small payments that wait for a large one: the newest, as many as the rule asks for. A large
 * payment at time t finds when so many small ones came after t − window; what made a finding is
 * used up.
 */
final class SmallThenLargeWindow extends RuleWindow {
  private final RecentEvents small = new RecentEvents(EVENT_IDS_MAX);

  @Override
  @Nullable Finding take(FraudRule rule, String key, FraudEvent event, long now) {
    Pattern.SmallThenLarge pattern = (Pattern.SmallThenLarge) rule.pattern();
    small.dropBefore(event.time() - rule.windowMs() + 1);
    if (event.amount() <= pattern.smallAmountMax()) {
      small.add(event.time(), event.id());
      return null;
    }
    if (event.amount() < pattern.amountMin() || small.size() < pattern.smallCount()) {
      return null;
    }
    List<String> ids = new ArrayList<>(small.ids());
    // The large one is named last, and the bound is the same for every finding.
    ids.subList(0, Math.max(0, ids.size() + 1 - EVENT_IDS_MAX)).clear();
    ids.add(event.id());
    Finding finding =
        new Finding(
            event.amount(),
            pattern.amountMin(),
            small.oldest(),
            event.time() + 1,
            small.size() + 1L,
            ids);
    small.clear();
    return finding;
  }

  @Override
  public long emptyAt(FraudRule rule) {
    return small.size() == 0 ? Long.MIN_VALUE : small.newest() + rule.windowMs();
  }

  @Override
  void forgetCrossing() {
    // What crossed was used up.
  }

  @Override
  void writeContent(DataOutput target, EventIds ids) throws IOException {
    small.write(target, ids);
  }

  @Override
  void readContent(DataInput source, EventIds ids) throws IOException {
    small.read(source, ids);
  }
}
