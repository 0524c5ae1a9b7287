package dev.settle.stack.demo;

import dev.settle.stack.statements.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what a reconciliation found with what was put into the statements: each fault must be
 * found once, under its own class and id, and nothing else may be found.
 */
public final class BreakCheck {
  /**
   * What a reconciliation found.
   *
   * @param sender against whose statement: a channel, or BANK
   * @param breakClass its class
   * @param orderId the order, or the payout, as either side names it
   * @param refundId the refund, else empty
   */
  public record Found(String sender, String breakClass, String orderId, String refundId) {}

  /**
   * The comparison.
   *
   * @param byClass for each class, and in it each sender that has one, how many were injected and
   *     found
   * @param overlooked faults that were not found
   * @param unexpected what was found and is no fault
   */
  public record Result(
      Map<String, Map<String, Counts>> byClass, List<String> overlooked, List<String> unexpected) {
    /** True when exactly the faults were found. */
    public boolean isExact() {
      return overlooked.isEmpty() && unexpected.isEmpty();
    }
  }

  /**
   * Counts of one class and sender.
   *
   * @param injected put into the sender's statement
   * @param found by the reconciliation
   */
  public record Counts(int injected, int found) {
    private Counts plus(Counts other) {
      return new Counts(injected + other.injected, found + other.found);
    }
  }

  private BreakCheck() {}

  /** Compares them. */
  public static Result compare(List<Fault> faults, List<Found> found) {
    Map<String, Map<String, Counts>> byClass = new TreeMap<>();
    Map<Found, Integer> open = new HashMap<>();
    for (Fault fault : faults) {
      count(byClass, fault.expectedClass(), fault.sender(), new Counts(1, 0));
      open.merge(
          new Found(fault.sender(), fault.expectedClass(), fault.orderId(), fault.refundId()),
          1,
          Integer::sum);
    }
    List<String> unexpected = new ArrayList<>();
    for (Found item : found) {
      count(byClass, item.breakClass, item.sender, new Counts(0, 1));
      Integer left = open.get(item);
      if (left == null) {
        unexpected.add(item.toString());
      } else if (left == 1) {
        open.remove(item);
      } else {
        open.put(item, left - 1);
      }
    }
    List<String> overlooked = open.keySet().stream().map(Found::toString).sorted().toList();
    return new Result(byClass, overlooked, List.copyOf(unexpected));
  }

  private static void count(
      Map<String, Map<String, Counts>> byClass, String breakClass, String sender, Counts more) {
    byClass.computeIfAbsent(breakClass, any -> new TreeMap<>()).merge(sender, more, Counts::plus);
  }
}
