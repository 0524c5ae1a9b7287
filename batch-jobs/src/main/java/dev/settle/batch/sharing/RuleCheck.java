package dev.settle.batch.sharing;

import dev.settle.schemas.payment.OrderKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Lists every error of a set of rule sets. Without errors, each order has one rule set or none. */
public final class RuleCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Set<OrderKind> SHARED_KINDS = Set.of(OrderKind.PURCHASE, OrderKind.TIP);

  private final RuleBook book;
  private final List<String> places;
  private final List<RuleError> errors = new ArrayList<>();

  private RuleCheck(RuleBook book, List<String> places) {
    this.book = book;
    this.places = places;
  }

  /** All errors, in the order of the rule sets, with places such as {@code ruleSets[0]}. */
  public static List<RuleError> errors(RuleBook book) {
    return errors(
        book,
        IntStream.range(0, book.ruleSets().size()).mapToObj(i -> "ruleSets[" + i + "]").toList());
  }

  /**
   * All errors.
   *
   * @param places of the rule sets, one each
   */
  static List<RuleError> errors(RuleBook book, List<String> places) {
    RuleCheck check = new RuleCheck(book, places);
    for (int i = 0; i < book.ruleSets().size(); i++) {
      check.ruleSet(book.ruleSets().get(i), places.get(i));
      for (int earlier = 0; earlier < i; earlier++) {
        check.pair(earlier, i);
      }
    }
    return List.copyOf(check.errors);
  }

  private void ruleSet(RuleSet rules, String place) {
    scope(rules.scope(), place);
    if (!NAME.matcher(rules.id()).matches()) {
      add(place + ".id", "'%s' is not 1 to 64 letters, digits, - or _".formatted(rules.id()));
    }
    if (rules.version() < 1) {
      add(place + ".version", "version %d: the first one is 1".formatted(rules.version()));
    }
    if (rules.effectiveTo() != null && rules.effectiveTo().isBefore(rules.effectiveFrom())) {
      add(
          place + ".effectiveTo",
          "%s is before effectiveFrom %s".formatted(rules.effectiveTo(), rules.effectiveFrom()));
    }
    cap(rules, place);
    receivers(rules, place);
    rates(rules, place);
  }

  private void scope(Scope scope, String place) {
    if (scope.merchant() != null && !NAME.matcher(scope.merchant()).matches()) {
      add(
          place + ".merchant",
          "'%s' is not 1 to 64 letters, digits, - or _".formatted(scope.merchant()));
    }
    if (scope.kind() != null && !SHARED_KINDS.contains(scope.kind())) {
      add(
          place + ".kind",
          scope.kind()
              + " orders have no merchant to share with: PURCHASE or TIP, or leave it out");
    }
    if (!hasMinorUnit(scope.currency())) {
      add(
          place + ".currency",
          "'%s' is not an ISO 4217 code of a currency with a minor unit"
              .formatted(scope.currency()));
    }
  }

  private static boolean hasMinorUnit(String code) {
    try {
      return Currency.getInstance(code).getDefaultFractionDigits() >= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void cap(RuleSet rules, String place) {
    Integer cap = rules.capBasisPoints();
    if (rules.capAgreement() != null && rules.capAgreement().isBlank()) {
      add(place + ".capAgreement", "names no agreement");
    }
    if (cap == null) {
      return;
    }
    int allowed = ChannelLimits.capBasisPoints(rules.scope().channel());
    if (cap < 1 || cap > ChannelLimits.WHOLE) {
      add(
          place + ".capBasisPoints",
          "%d basis points are not between 1 and %d".formatted(cap, ChannelLimits.WHOLE));
    } else if (cap > allowed && rules.capAgreement() == null) {
      add(
          place + ".capBasisPoints",
          "%s %% is above the %s %% that %s allows: name the capAgreement, or lower it"
              .formatted(
                  Explanation.percent(cap), Explanation.percent(allowed), rules.scope().channel()));
    }
  }

  private void receivers(RuleSet rules, String place) {
    List<Receiver> receivers = rules.receivers();
    if (rules.receiversMax() < 1 || rules.receiversMax() > ChannelLimits.RECEIVERS_MAX) {
      add(
          place + ".receiversMax",
          "%d is not between 1 and %d"
              .formatted(rules.receiversMax(), ChannelLimits.RECEIVERS_MAX));
    }
    if (receivers.isEmpty()) {
      add(place + ".receivers", "no receivers");
    }
    if (receivers.size() > rules.receiversMax()) {
      add(
          place + ".receivers",
          "%d receivers, at most %d".formatted(receivers.size(), rules.receiversMax()));
    }
    ReceiverCheck one = new ReceiverCheck(book.accounts(), this::add);
    Set<String> seen = new HashSet<>();
    boolean remainder = false;
    for (int i = 0; i < receivers.size(); i++) {
      Receiver receiver = receivers.get(i);
      String at = "%s.receivers[%d]".formatted(place, i);
      one.check(receiver, rules.scope().merchant(), at);
      if (!seen.add(receiver.account())) {
        add(at + ".account", "duplicate receiver '" + receiver.account() + "'");
      }
      if (receiver.takesRemainder() && remainder) {
        add(at, "a second REMAINDER: one receiver takes what is left");
      }
      remainder |= receiver.takesRemainder();
    }
  }

  /**
   * By their highest tiers, so that only amounts and minimums can make a cap bind. Rates above a
   * cap would let a refund raise parts: it would lower one claim by more than the limit.
   */
  private void rates(RuleSet rules, String place) {
    long sum = rules.receivers().stream().mapToLong(receiver -> highest(receiver.share())).sum();
    int cap = rules.lowestCap();
    if (sum > ChannelLimits.WHOLE) {
      add(
          place + ".receivers",
          "the rates sum to %s %%, above the base".formatted(Explanation.percent(sum)));
    } else if (sum > cap) {
      add(
          place + ".receivers",
          "the rates sum to %s %%, above the cap of %s %%%s"
              .formatted(
                  Explanation.percent(sum),
                  Explanation.percent(cap),
                  rules.scope().channel() == null
                      ? ", the lowest of the channels: name the channel or the capAgreement"
                      : ""));
    }
  }

  private static int highest(Share share) {
    if (share instanceof Share.Percent percent) {
      return percent.basisPoints();
    }
    if (share instanceof Share.Tiered tiered) {
      return tiered.tiers().stream().mapToInt(Tier::basisPoints).max().orElse(0);
    }
    return 0;
  }

  private void pair(int earlier, int later) {
    RuleSet one = book.ruleSets().get(earlier);
    RuleSet other = book.ruleSets().get(later);
    String place = places.get(later);
    if (one.id().equals(other.id())) {
      versions(one, other, place);
    } else if (one.scope().equals(other.scope())
        && one.priority() == other.priority()
        && overlap(one, other)) {
      add(
          place,
          "overlaps %s (%s): same scope and priority; tell them apart by priority or dates"
              .formatted(one.name(), places.get(earlier)));
    }
  }

  private void versions(RuleSet one, RuleSet other, String place) {
    if (one.version() == other.version()) {
      add(place + ".version", "duplicate: %s is there twice".formatted(one.name()));
      return;
    }
    boolean ascending = one.version() < other.version();
    RuleSet older = ascending ? one : other;
    RuleSet newer = ascending ? other : one;
    if (!newer.effectiveFrom().isAfter(older.effectiveFrom())) {
      add(
          place + ".effectiveFrom",
          "ambiguous: version %d does not begin after version %d of %s"
              .formatted(newer.version(), older.version(), one.id()));
    }
  }

  private static boolean overlap(RuleSet one, RuleSet other) {
    return !last(one).isBefore(other.effectiveFrom()) && !last(other).isBefore(one.effectiveFrom());
  }

  private static LocalDate last(RuleSet rules) {
    return rules.effectiveTo() == null ? LocalDate.MAX : rules.effectiveTo();
  }

  private void add(String place, String message) {
    errors.add(new RuleError(place, message));
  }
}
