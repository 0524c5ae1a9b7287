package dev.settle.batch.sharing.nightly;

import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RuleSet;
import dev.settle.batch.sharing.SharedOrder;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses rule sets for many orders: {@link RuleBook#choose} once for each different occasion. What
 * holds for merchants without a rule set of their own is chosen once for all of them.
 */
final class RuleChoice {
  private static final String HOLD = "HOLD";

  private final Channel channel;
  private final RuleBook general;
  private final Map<String, List<RuleSet>> ofMerchant = new HashMap<>();
  private final Map<Occasion, Optional<RuleSet>> chosen = new HashMap<>();

  RuleChoice(RuleBook book, Channel channel) {
    this.channel = channel;
    List<RuleSet> forAll = new ArrayList<>();
    for (RuleSet rules : book.ruleSets()) {
      String merchant = rules.scope().merchant();
      if (merchant == null) {
        forAll.add(rules);
      } else {
        ofMerchant.computeIfAbsent(merchant, key -> new ArrayList<>()).add(rules);
      }
    }
    this.general = new RuleBook(Set.of(), forAll);
  }

  /** The rule set that applies; empty: the merchant keeps everything. */
  Optional<RuleSet> of(Occasion occasion) {
    List<RuleSet> own = ofMerchant.get(occasion.merchant());
    if (own != null) {
      List<RuleSet> all = new ArrayList<>(general.ruleSets());
      all.addAll(own);
      return choose(new RuleBook(Set.of(), all), occasion);
    }
    return chosen.computeIfAbsent(
        new Occasion("", occasion.kind(), occasion.currency(), occasion.paid()),
        any -> choose(general, any));
  }

  private Optional<RuleSet> choose(RuleBook book, Occasion occasion) {
    // What is captured of a hold is a purchase.
    OrderKind kind =
        occasion.kind().equals(HOLD) ? OrderKind.PURCHASE : OrderKind.valueOf(occasion.kind());
    return book.choose(
        new SharedOrder(
            occasion.merchant(), kind, channel, occasion.currency(), occasion.paid(), 0, 0, 0, 0));
  }
}
