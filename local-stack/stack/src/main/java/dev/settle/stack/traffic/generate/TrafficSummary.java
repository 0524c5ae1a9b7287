package dev.settle.stack.traffic.generate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.settle.schemas.money.Money;
import dev.settle.schemas.payment.Channel;
import dev.settle.stack.traffic.HoldPlan;
import dev.settle.stack.traffic.IllegalAttempt;
import dev.settle.stack.traffic.InstructionPlan;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import dev.settle.stack.traffic.RefundPlan;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts and sums of orders, refunds and holds by channel, kind and state, and how many
 * instructions; amounts in minor units, sums exact.
 */
public final class TrafficSummary {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Key, Total> totals = new TreeMap<>();
  private final Map<IllegalAttempt, Integer> refused = new TreeMap<>();
  private long ordersNew;
  private long ordersExisting;
  private long othersNew;

  /**
   * What is counted together.
   *
   * @param entity "order", "refund", "hold" or "instruction"
   * @param channel channel of the order or instruction; a hold's is the wallet
   * @param kind kind of the order or instruction, or HOLD
   * @param state state of the row; an instruction has but one
   * @param currency ISO 4217
   */
  public record Key(String entity, String channel, String kind, String state, String currency)
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
   * @param amount minor units; of instructions 0, what moves there is in their legs
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

  /** Counts a hold, as it ends. */
  public void add(HoldPlan hold) {
    add(
        new Key("hold", Channel.WALLET.name(), "HOLD", hold.finalStatus().name(), hold.currency()),
        hold.amount());
  }

  /** Counts an instruction. */
  public void add(InstructionPlan instruction) {
    add(new Key("instruction", instruction.channel(), instruction.kind(), "WRITTEN", "CNY"), 0);
  }

  /** Adds what the writers of holds and instructions counted. */
  public void addOthers(long added, Map<IllegalAttempt, Integer> refusals) {
    othersNew += added;
    refusals.forEach((attempt, count) -> refused.merge(attempt, count, Integer::sum));
  }

  /** Adds what the writers of orders counted. */
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

  /** Holds and instructions that were not there before. */
  public long othersNew() {
    return othersNew;
  }

  /** Forbidden writes that the database refused. */
  public long refusedCount() {
    return refused.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** Prints a table for people. */
  public void print(PrintStream out) {
    out.printf(
        "%-11s %-9s %-11s %-19s %10s %22s%n", "", "channel", "kind", "state", "count", "amount");
    totals.forEach(
        (key, total) ->
            out.printf(
                Locale.ROOT,
                "%-11s %-9s %-11s %-19s %,10d %18s %s%n",
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
        "orders written: %,d new, %,d there already; holds and instructions: %,d new; forbidden writes tried and refused by PostgreSQL: %,d %s%n",
        ordersNew,
        ordersExisting,
        othersNew,
        refusedCount(),
        refused.isEmpty() ? "" : refused.toString());
  }

  /** The same as one JSON object; amounts in minor units. */
  public ObjectNode toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("orders_new", ordersNew);
    node.put("orders_existing", ordersExisting);
    node.put("holds_and_instructions_new", othersNew);
    ObjectNode refusals = node.putObject("refused");
    refused.forEach((attempt, count) -> refusals.put(attempt.name(), count));
    ArrayNode rows = node.putArray("totals");
    totals.forEach(
        (key, total) ->
            rows.addObject()
                .put("entity", key.entity)
                .put("channel", key.channel)
                .put("kind", key.kind)
                .put("state", key.state)
                .put("currency", key.currency)
                .put("count", total.count)
                .put("amount_minor", total.amount));
    return node;
  }

  private void add(String entity, NewOrder order, String state, long amount) {
    add(
        new Key(entity, order.channel().name(), order.kind().name(), state, order.currency()),
        amount);
  }

  private void add(Key key, long amount) {
    totals.merge(key, new Total(1, amount), Total::plus);
  }
}
