package dev.settle.batch.sharing;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules and orders for the tests. */
final class Samples {
  static final LocalDate DAY = LocalDate.parse("2026-11-22");
  static final Scope ANY = new Scope(null, null, null, "CNY");

  private Samples() {}

  static RuleSet rules(Receiver... receivers) {
    return rules(Base.GROSS, null, List.of(receivers));
  }

  static RuleSet rules(Base base, @Nullable Integer cap, List<Receiver> receivers) {
    return new RuleSet(
        "r", 1, ANY, LocalDate.parse("2026-01-01"), null, 0, base, cap, null, 50, receivers);
  }

  static RuleSet rules(
      String id, int version, Scope scope, String from, @Nullable String to, int priority) {
    return new RuleSet(
        id,
        version,
        scope,
        LocalDate.parse(from),
        to == null ? null : LocalDate.parse(to),
        priority,
        Base.GROSS,
        null,
        null,
        50,
        List.of(percent("partner:a", 100)));
  }

  static SharedOrder order(long amount) {
    return order(amount, 0);
  }

  static SharedOrder order(long amount, long fee) {
    return order(amount, fee, 0);
  }

  static SharedOrder order(long amount, long fee, long monthVolume) {
    return new SharedOrder(
        "m-1", OrderKind.PURCHASE, Channel.ALIPAY, "CNY", DAY, amount, 0, fee, monthVolume);
  }

  static Receiver fixed(String account, long amount) {
    return new Receiver(account, new Share.Fixed(amount), null, null);
  }

  static Receiver percent(String account, int basisPoints) {
    return percent(account, basisPoints, null, null);
  }

  static Receiver percent(
      String account, int basisPoints, @Nullable Long minimum, @Nullable Long maximum) {
    return new Receiver(account, new Share.Percent(basisPoints), minimum, maximum);
  }

  static Receiver tiered(String account, TierAxis axis, Tier... tiers) {
    return new Receiver(account, new Share.Tiered(axis, List.of(tiers)), null, null);
  }

  static Receiver remainder(String account) {
    return remainder(account, null);
  }

  static Receiver remainder(String account, @Nullable Long maximum) {
    return new Receiver(account, new Share.Remainder(), null, maximum);
  }

  static List<Long> amounts(Allocation allocation) {
    return allocation.parts().stream().map(Part::amount).toList();
  }

  /** A book in which every receiver is known. */
  static RuleBook book(RuleSet... ruleSets) {
    Set<String> accounts =
        List.of(ruleSets).stream()
            .flatMap(rules -> rules.receivers().stream())
            .map(Receiver::account)
            .collect(Collectors.toSet());
    return new RuleBook(accounts, List.of(ruleSets));
  }
}
