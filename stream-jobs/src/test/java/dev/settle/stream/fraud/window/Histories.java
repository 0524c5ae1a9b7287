package dev.settle.stream.fraud.window;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stream.fraud.rule.Events;
import dev.settle.stream.fraud.rule.FraudEvent;
import dev.settle.stream.fraud.rule.Rules;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random payments and rules for the properties. */
public final class Histories {
  private record Draw(
      long gap, long amount, OrderKind kind, int user, int device, boolean refund) {}

  private Histories() {}

  /** Payments of few users that come in bursts, with pauses as long as windows. */
  public static Arbitrary<List<FraudEvent>> events(int max) {
    Arbitrary<Long> gap =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, Arbitraries.longs().between(0, 800)),
            net.jqwik.api.Tuple.of(2, Arbitraries.longs().between(800, 6_000)),
            net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(6_000, 25_000)));
    return Combinators.combine(
            gap,
            Arbitraries.of(1L, 50L, 100L, 101L, 400L, 500L, 999L, 1_000L, 5_000L),
            Arbitraries.of(OrderKind.values()),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(0, 4),
            Arbitraries.of(false, false, false, true))
        .as(Draw::new)
        .list()
        .ofMaxSize(max)
        .map(Histories::toEvents);
  }

  private static List<FraudEvent> toEvents(List<Draw> draws) {
    List<FraudEvent> events = new ArrayList<>();
    long time = 100_000;
    for (Draw draw : draws) {
      time += draw.gap;
      String id = "o" + events.size();
      String payer = draw.kind == OrderKind.TOP_UP ? "" : "u" + draw.user;
      String payee =
          switch (draw.kind) {
            case TOP_UP -> "u" + draw.user;
            case TRANSFER -> "u" + (draw.user % 3 + 1);
            case PURCHASE, TIP, WITHDRAWAL -> "";
          };
      String device = draw.device == 0 ? "" : "d" + draw.device;
      FraudEvent event = Events.event(id, time, draw.amount, draw.kind, payer, payee, device);
      events.add(
          draw.refund && draw.kind == OrderKind.PURCHASE
              ? Events.refund(id, time, draw.amount)
              : event);
    }
    return events;
  }

  /**
   * A rule of each aggregate and sequence, with thresholds that such payments cross now and then.
   */
  public static List<FraudRuleRow> rules() {
    List<FraudRuleRow> rows = new ArrayList<>();
    rows.add(Rules.count("count"));
    rows.add(Rules.amounts("sum", "SUM", 1_500));
    FraudRuleRow average = Rules.amounts("average", "AVERAGE", 500);
    average.setEventsMin(2);
    average.setComparison(">");
    rows.add(average);
    FraudRuleRow max = Rules.amounts("max", "MAX", 1_000);
    max.setWindowSeconds(3);
    max.setKeyFields(List.of("device", "channel"));
    rows.add(max);
    FraudRuleRow distinct = Rules.amounts("distinct", "DISTINCT_COUNT", 3);
    distinct.setDistinctField("device");
    distinct.setKeyFields(List.of("channel"));
    distinct.setWindowSeconds(4);
    distinct.setPaneSeconds(2);
    rows.add(distinct);
    FraudRuleRow share = Rules.amounts("share", "REFUND_SHARE", 3_000);
    share.setKeyFields(List.of("merchant"));
    rows.add(share);
    FraudRuleRow filtered = Rules.count("filtered");
    filtered.setFilter("amount >= 400 && kind in ['PURCHASE', 'TIP']");
    filtered.setThreshold(2L);
    filtered.setKeyFields(List.of("ip"));
    rows.add(filtered);
    rows.add(Rules.smallThenLarge("small"));
    rows.add(Rules.passThrough("through"));
    return rows;
  }
}
