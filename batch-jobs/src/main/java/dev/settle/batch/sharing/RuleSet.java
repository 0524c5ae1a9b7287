package dev.settle.batch.sharing;

import dev.settle.schemas.payment.Channel;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How orders of a scope are shared. It may hold errors: {@link RuleCheck} lists them all.
 *
 * @param id the same for all versions
 * @param version grows with each change
 * @param scope the orders that it is for
 * @param effectiveFrom first business date
 * @param effectiveTo last business date; null: open
 * @param priority a higher one goes first among rule sets that are as specific
 * @param base what is shared
 * @param capBasisPoints largest total share; null: what the channel allows
 * @param capAgreement the agreement by which the cap may be above what the channel allows
 * @param receiversMax how many receivers it may have
 * @param receivers in the order in which ties are broken
 */
public record RuleSet(
    String id,
    int version,
    Scope scope,
    LocalDate effectiveFrom,
    @Nullable LocalDate effectiveTo,
    int priority,
    Base base,
    @Nullable Integer capBasisPoints,
    @Nullable String capAgreement,
    int receiversMax,
    List<Receiver> receivers) {

  /** Keeps its own copy of the receivers. */
  public RuleSet {
    receivers = List.copyOf(receivers);
  }

  /** True on its days, the last one included. */
  public boolean isInForce(LocalDate day) {
    return !day.isBefore(effectiveFrom) && (effectiveTo == null || !day.isAfter(effectiveTo));
  }

  /** The largest total share of an order of a channel; an agreement lifts the channel's own. */
  public int capOn(Channel channel) {
    int allowed = ChannelLimits.capBasisPoints(channel);
    if (capBasisPoints == null) {
      return allowed;
    }
    return capAgreement == null ? Math.min(capBasisPoints, allowed) : capBasisPoints;
  }

  /** The lowest cap of all orders of its scope. */
  int lowestCap() {
    return scope.channel() != null
        ? capOn(scope.channel())
        : Arrays.stream(Channel.values()).mapToInt(this::capOn).min().orElseThrow();
  }

  /** Id and version, for people. */
  public String name() {
    return id + " version " + version;
  }
}
