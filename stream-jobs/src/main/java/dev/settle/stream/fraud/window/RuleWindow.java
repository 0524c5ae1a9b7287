package dev.settle.stream.fraud.window;

import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.FraudRule;
import dev.settle.stream.fraud.rule.Pattern;
import dev.settle.stream.type.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one rule remembers of one key. Bounded in size, and empty again when its window has passed
 * without an event.
 */
public abstract sealed class RuleWindow
    permits PaneWindow, SmallThenLargeWindow, PassThroughWindow {
  /** Event ids that a finding names at most. */
  static final int EVENT_IDS_MAX = 50;

  private long ruleVersion;
  private int shape;

  RuleWindow() {}

  /** An empty window. */
  public static RuleWindow of(FraudRule rule) {
    RuleWindow window = ofKind(kindOf(rule.pattern()));
    window.ruleVersion = rule.version();
    window.shape = rule.shape();
    return window;
  }

  /**
   * The window for this version of the rule: the same one when the new version sees the same
   * events; then a threshold that is crossed counts as crossed anew.
   *
   * @param start the first version whose windows may go on; older ones are of no use
   */
  public static RuleWindow of(FraudRule rule, @Nullable RuleWindow before, long start) {
    if (before == null || !before.isOf(rule, start)) {
      return of(rule);
    }
    if (before.ruleVersion != rule.version()) {
      before.ruleVersion = rule.version();
      before.forgetCrossing();
    }
    return before;
  }

  /** True when the rule goes on with this window. */
  public boolean isOf(FraudRule rule, long start) {
    return shape == rule.shape() && ruleVersion >= start;
  }

  /**
   * Takes an event that counts for the rule.
   *
   * @param key the key that the window is kept for
   * @param now how far the key is in event time: the event's own time, later when it is late
   * @return what crossed by this event; null when nothing did, or before the rule takes effect
   */
  public final @Nullable Finding accept(FraudRule rule, String key, FraudEvent event, long now) {
    Finding finding = take(rule, key, event, now);
    return event.time() < rule.effectiveFrom() ? null : finding;
  }

  /** {@link #accept}, whether the rule has taken effect or not. */
  abstract @Nullable Finding take(FraudRule rule, String key, FraudEvent event, long now);

  /** True when an event that comes behind the watermark is still within the window. */
  public static boolean takesLate(FraudRule rule, FraudEvent event, long watermark) {
    return rule.pattern() instanceof Pattern.Threshold threshold
        && PaneWindow.pane(event.time(), threshold.paneMs())
            > PaneWindow.pane(watermark, threshold.paneMs()) - panes(rule, threshold);
  }

  static long panes(FraudRule rule, Pattern.Threshold threshold) {
    return rule.windowMs() / threshold.paneMs();
  }

  /** First event time at which nothing that is remembered counts any more. */
  public abstract long emptyAt(FraudRule rule);

  /** The next crossing makes a finding, whatever was before. */
  abstract void forgetCrossing();

  abstract void writeContent(DataOutput target, EventIds ids) throws IOException;

  abstract void readContent(DataInput source, EventIds ids) throws IOException;

  /**
   * Writes all of it.
   *
   * @param ids one for all windows of the key, in the order in which they are read again
   */
  public final void write(DataOutput target, EventIds ids) throws IOException {
    target.writeByte(kindOf(this));
    Compact.writeNumber(ruleVersion, target);
    Compact.writeNumber(shape, target);
    writeContent(target, ids);
  }

  /** Reads what {@link #write} wrote. */
  public static RuleWindow read(DataInput source, EventIds ids) throws IOException {
    RuleWindow window = ofKind(source.readByte());
    window.ruleVersion = Compact.readNumber(source);
    window.shape = (int) Compact.readNumber(source);
    window.readContent(source, ids);
    return window;
  }

  private static int kindOf(Pattern pattern) {
    if (pattern instanceof Pattern.Threshold) {
      return 1;
    }
    return pattern instanceof Pattern.SmallThenLarge ? 2 : 3;
  }

  private static int kindOf(RuleWindow window) {
    if (window instanceof PaneWindow) {
      return 1;
    }
    return window instanceof SmallThenLargeWindow ? 2 : 3;
  }

  private static RuleWindow ofKind(int kind) {
    return switch (kind) {
      case 1 -> new PaneWindow();
      case 2 -> new SmallThenLargeWindow();
      case 3 -> new PassThroughWindow();
      default -> throw new IllegalArgumentException("a window of kind " + kind + " is not known");
    };
  }
}
