package dev.settle.stream.fraud.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that makes sense.
 *
 * @param version grows by one with each change
 * @param key what its windows are kept for
 * @param currency only payments in it count; null: any
 * @param windowMs length of the window
 * @param keysPerMinuteMax with more new keys in a minute the rule is paused
 * @param effectiveFrom event time of the first alert, milliseconds since the epoch; windows hold
 *     earlier events too
 * @param effectiveTo first event time that no longer counts
 * @param shape equal for versions of a rule whose windows have the same content
 */
public record FraudRule(
    String id,
    long version,
    String name,
    RuleStatus status,
    RuleAction action,
    KeyOf key,
    Filter filter,
    @Nullable String currency,
    long windowMs,
    Pattern pattern,
    int keysPerMinuteMax,
    long effectiveFrom,
    long effectiveTo,
    int shape) {
  private static final long BRIEF_MS = 600_000;

  /** True unless it is paused. */
  public boolean works() {
    return status != RuleStatus.PAUSED;
  }

  /** True when the event counts for this rule: it is held by its windows. */
  public boolean counts(FraudEvent event) {
    return (!event.refund() || countsRefunds())
        && event.time() < effectiveTo
        && (currency == null || currency.equals(event.currency()))
        && filter.test(event);
  }

  private boolean countsRefunds() {
    return pattern instanceof Pattern.Threshold threshold
        && threshold.aggregate() == Aggregate.REFUND_SHARE;
  }

  /** The kind of home that its windows are kept in. */
  public String homeKind() {
    return key.homeKind(isBrief());
  }

  /**
   * The homes in which an event is held for rules with this kind of home.
   *
   * @param sides of the payment on which some of those rules have a key, not 0
   */
  public List<Home> homesOf(FraudEvent event, int sides) {
    return key.homesOf(event, sides, isBrief());
  }

  /** What tells the event's window in a home from those of the rule's other keys there. */
  public String partOf(FraudEvent event) {
    return key.partOf(event, isBrief());
  }

  private boolean isBrief() {
    return windowMs <= BRIEF_MS;
  }

  /**
   * Of what the content of a rule's windows depends on: a version that changes only name, action,
   * threshold or the like goes on with the windows of the one before.
   */
  static int shapeOf(
      KeyOf key,
      Filter filter,
      @Nullable String currency,
      long windowMs,
      Pattern pattern,
      int keysPerMinuteMax,
      long effectiveTo) {
    Object content =
        pattern instanceof Pattern.Threshold threshold
            ? threshold.aggregate() + "/" + threshold.distinctField() + "/" + threshold.paneMs()
            : pattern;
    return String.join(
            "\n",
            key.name(),
            filter.text(),
            String.valueOf(currency),
            Long.toString(windowMs),
            content.toString(),
            // With a higher one a rule that was paused works again, and has missed something.
            Integer.toString(keysPerMinuteMax),
            Long.toString(effectiveTo))
        .hashCode();
  }
}
