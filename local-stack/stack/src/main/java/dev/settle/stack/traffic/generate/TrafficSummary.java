package dev.settle.stack.traffic.generate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.schemas.money.Money;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stack.traffic.IllegalAttempt;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import dev.settle.stack.traffic.RefundPlan;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts and sums of orders and refunds by channel, kind and state; amounts in minor units, sums
 * exact.
 */
public final class TrafficSummary {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Key, Total> totals = new TreeMap<>();
  private final Map<IllegalAttempt, Integer> refused = new TreeMap<>();
  private long ordersNew;
  private long ordersExisting;

  /**
   * What is counted together.
   *
   * @param entity "order" or "refund"
   * @param channel channel of the order
   * @param kind kind of the order
   * @param state state of the row
   * @param currency ISO 4217
   */
  public record Key(String entity, Channel channel, OrderKind kind, String state, String currency)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::entity)
            .thenComparing(Key::channel)
            .thenComparing(Key::kind)
            .thenComparing(Key::state)
            .thenComparing(Key::currency);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * A count and a sum.
   *
   * @param count rows
   * @param amount minor units
   */
  public record Total(long count, long amount) {
    private Total plus(Total other) {
      return new Total(count + other.count, Math.addExact(amount, other.amount));
    }
  }

  /** Counts an order and its refunds, as they end. */
  public void add(OrderPlan plan) {
    NewOrder order = plan.order();
    add("order", order, plan.finalStatus().name(), order.amount());
    for (RefundPlan refund : plan.refunds()) {
      add("refund", order, refund.succeeds() ? "SUCCEEDED" : "FAILED", refund.amount());
    }
  }

  /** Adds what the writers counted. */
  public void addWritten(long added, long existing, Map<IllegalAttempt, Integer> refusals) {
    ordersNew += added;
    ordersExisting += existing;
    refusals.forEach((attempt, count) -> refused.merge(attempt, count, Integer::sum));
  }

  /** The totals, in a fixed order. */
  public Map<Key, Total> totals() {
    return new TreeMap<>(totals);
  }

  /** Orders that were not there before. */
  public long ordersNew() {
    return ordersNew;
  }

  /** Orders that were there already. */
  public long ordersExisting() {
    return ordersExisting;
  }

  /** Forbidden writes that the database refused. */
  public long refusedCount() {
    return refused.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** Prints a table for people. */
  public void print(PrintStream out) {
    out.printf(
        "%-7s %-9s %-11s %-19s %10s %22s%n", "", "channel", "kind", "state", "count", "amount");
    totals.forEach(
        (key, total) ->
            out.printf(
                Locale.ROOT,
                "%-7s %-9s %-11s %-19s %,10d %18s %s%n",
                key.entity,
                key.channel,
                key.kind,
                key.state,
                total.count,
                String.format(
                    Locale.ROOT, "%,.2f", Money.ofMinor(total.amount, key.currency).toMajor()),
                key.currency));
    out.printf(
        Locale.ROOT,
        "orders written: %,d new, %,d there already; forbidden writes tried and refused by PostgreSQL: %,d %s%n",
        ordersNew,
        ordersExisting,
        refusedCount(),
        refused.isEmpty() ? "" : refused.toString());
  }

  /** The same as one JSON object; amounts in minor units. */
  public ObjectNode toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("orders_new", ordersNew);
    node.put("orders_existing", ordersExisting);
    ObjectNode refusals = node.putObject("refused");
    refused.forEach((attempt, count) -> refusals.put(attempt.name(), count));
    ArrayNode rows = node.putArray("totals");
    totals.forEach(
        (key, total) ->
            rows.addObject()
                .put("entity", key.entity)
                .put("channel", key.channel.name())
                .put("kind", key.kind.name())
                .put("state", key.state)
                .put("currency", key.currency)
                .put("count", total.count)
                .put("amount_minor", total.amount));
    return node;
  }

  private void add(String entity, NewOrder order, String state, long amount) {
    totals.merge(
        new Key(entity, order.channel(), order.kind(), state, order.currency()),
        new Total(1, amount),
        Total::plus);
  }
}
