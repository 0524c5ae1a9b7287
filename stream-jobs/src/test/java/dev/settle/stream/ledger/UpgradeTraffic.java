package dev.settle.stream.ledger;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.HoldRow;
import dev.settle.schemas.avro.InstructionLeg;
import dev.settle.schemas.avro.InstructionRow;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.RefundRow;
import dev.settle.schemas.avro.SourcePosition;
import dev.settle.stream.ledger.rule.Movements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The changes of {@link SavepointUpgradeIT}: what came before the savepoint and what comes after
 * it, for 120 orders of every kind, channel and three currencies, each in one of twelve situations.
 *
 * <p><b>Never change what {@link #before} returns</b>: the fixtures of released versions hold these
 * very changes, and the test compares them. What must come of the changes is computed here from the
 * rows alone, without a class of the job.
 */
final class UpgradeTraffic {
  private static final int ORDERS = 120;
  private static final int SITUATIONS = 12;
  private static final long CREATED = Instant.parse("2026-11-20T08:00:00Z").toEpochMilli();
  private static final long SECOND_MS = 1_000;
  private static final List<String> KINDS =
      List.of("PURCHASE", "TIP", "TOP_UP", "TRANSFER", "WITHDRAWAL");
  private static final List<String> CHANNELS =
      List.of("WECHAT", "ALIPAY", "UNIONPAY", "STRIPE", "ADYEN");
  private static final List<String> CURRENCIES = List.of("CNY", "USD", "EUR", "CNY");

  private UpgradeTraffic() {}

  /**
   * A change and what must become of it.
   *
   * @param refusal the category it is quarantined with; null when it is taken
   */
  record Step(PaymentChange change, @Nullable String refusal) {}

  /** A refusal as {@code payments.quarantine} must show it. */
  record Refusal(String entityId, String category) implements Comparable<Refusal> {
    @Override
    public int compareTo(Refusal other) {
      return (entityId + category).compareTo(other.entityId + other.category);
    }
  }

  /** What was in the topic when the savepoint was taken. */
  static List<Step> before() {
    return interleaved(10_000, UpgradeTraffic::before);
  }

  /** What comes after the savepoint. */
  static List<Step> after() {
    return interleaved(1_000_000, UpgradeTraffic::after);
  }

  /** What only the present contract can say, on accounts that the release had filled. */
  static List<Step> afterInPresentContract() {
    List<Step> steps = new ArrayList<>();
    for (HoldRow row :
        List.of(
            Movements.holdRow("upgrade-hold", 1, "HELD", 0),
            Movements.holdRow("upgrade-hold", 2, "CAPTURED", 400),
            Movements.holdRow("upgrade-hold", 3, "RELEASED", 400))) {
      steps.add(new Step(Movements.change(row), null));
    }
    InstructionRow instruction =
        Movements.instruction("upgrade-split", "merchant:m1:pending", -300, "merchant:m1", 300);
    steps.add(new Step(Movements.change(instruction), null));
    return steps;
  }

  /** Refunds that waited when the savepoint was taken and whose order is cancelled after it. */
  static Set<Refusal> waitedInVain() {
    Set<Refusal> refusals = new TreeSet<>();
    for (int number = 0; number < ORDERS; number++) {
      if (number % SITUATIONS == 7 && isCancelledLate(number)) {
        refusals.add(new Refusal(refundId(number, 0), "ORPHAN_REFUND"));
      }
    }
    return refusals;
  }

  private static List<Step> before(int number) {
    Order order = new Order(number);
    switch (number % SITUATIONS) {
      case 0 -> order.is(1, "PENDING", 0);
      case 1 -> order.is(1, "PENDING", 0).is(2, "PAID", 0);
      case 2 -> order.is(1, "PENDING", 0).is(2, "PAID", 0).refund(0, 1, "PENDING", 100);
      case 3 ->
          order
              .is(1, "PENDING", 0)
              .is(2, "PAID", 0)
              .refund(0, 1, "PENDING", 100)
              .is(3, "PARTIALLY_REFUNDED", 100)
              .refund(0, 2, "SUCCEEDED", 100);
      case 4 ->
          order
              .is(1, "PENDING", 0)
              .is(2, "PAID", 0)
              .refund(0, 1, "PENDING", 100)
              .refund(0, 2, "SUCCEEDED", 100);
      case 5 ->
          order
              .is(1, "PENDING", 0)
              .is(2, "PAID", 0)
              .refund(0, 1, "PENDING", order.half())
              .refund(0, 2, "SUCCEEDED", order.half())
              .is(3, "PARTIALLY_REFUNDED", order.half())
              .refund(1, 1, "PENDING", order.half())
              .refund(1, 2, "SUCCEEDED", order.half())
              .is(4, "REFUNDED", order.amount());
      case 6 -> order.is(1, "PENDING", 0).is(2, "CANCELLED", 0);
      case 7 ->
          order.is(1, "PENDING", 0).refund(0, 1, "PENDING", 100).refund(0, 2, "SUCCEEDED", 100);
      case 8 -> order.refund(0, 2, "SUCCEEDED", 100);
      case 9 ->
          order
              .is(1, "PENDING", 0)
              .is(2, "PAID", 0)
              .is(3, "CANCELLED", 0)
              .refused("ILLEGAL_TRANSITION");
      case 10 -> order.is(3, "PARTIALLY_REFUNDED", 100).refund(0, 2, "SUCCEEDED", 100).snapshot();
      case 11 ->
          order.is(1, "PENDING", 0).is(2, "PAID", 0).amountIsAnother().refused("CONTRADICTION");
      default -> throw new IllegalStateException("situation of order " + number);
    }
    return order.steps;
  }

  private static List<Step> after(int number) {
    Order order = new Order(number);
    switch (number % SITUATIONS) {
      case 0 -> order.is(2, "PAID", 0);
      case 1 ->
          order
              .refund(0, 1, "PENDING", 100)
              .refund(0, 2, "SUCCEEDED", 100)
              .is(3, "PARTIALLY_REFUNDED", 100);
      case 2 -> order.is(3, "PARTIALLY_REFUNDED", 100).refund(0, 2, "SUCCEEDED", 100);
      case 3 ->
          order
              .refund(1, 1, "PENDING", order.amount() - 100)
              .refund(1, 2, "SUCCEEDED", order.amount() - 100)
              .is(4, "REFUNDED", order.amount());
      case 4 -> order.is(3, "PARTIALLY_REFUNDED", 100);
      case 5 ->
          order
              .refund(2, 1, "PENDING", 100)
              .refund(2, 2, "SUCCEEDED", 100)
              .refused("ILLEGAL_AMOUNT");
      case 6 -> order.refund(0, 2, "SUCCEEDED", 100).refused("ORPHAN_REFUND");
      case 7 -> {
        if (isCancelledLate(number)) {
          order.is(2, "CANCELLED", 0);
        } else {
          order.is(2, "PAID", 0).is(3, "PARTIALLY_REFUNDED", 100);
        }
      }
      case 8 -> order.is(3, "PARTIALLY_REFUNDED", 100);
      case 9 -> order.refund(0, 2, "SUCCEEDED", 100).is(3, "PARTIALLY_REFUNDED", 100);
      case 10 ->
          order
              .refund(0, 2, "SUCCEEDED", 100)
              .refund(1, 1, "PENDING", 200)
              .refund(1, 2, "FAILED", 200);
      case 11 -> order.is(2, "PAID", 0);
      default -> throw new IllegalStateException("situation of order " + number);
    }
    return order.steps;
  }

  private static boolean isCancelledLate(int number) {
    return number / SITUATIONS % 2 == 0;
  }

  /** The orders' first changes, then their second ones, and so on; positions in that order. */
  private static List<Step> interleaved(long firstLsn, Script script) {
    List<List<Step>> scripts = new ArrayList<>();
    for (int number = 0; number < ORDERS; number++) {
      scripts.add(script.of(number));
    }
    List<Step> steps = new ArrayList<>();
    for (int at = 0; scripts.size() > 0; at++) {
      int index = at;
      scripts.removeIf(one -> one.size() <= index);
      for (List<Step> one : scripts) {
        Step step = one.get(index);
        step.change().getSource().setLsn(firstLsn + steps.size());
        steps.add(step);
      }
    }
    return steps;
  }

  /** The journals that must come of the changes, whatever the order of their arrival. */
  static Set<String> journals(List<Step> steps) {
    Set<String> journals = new TreeSet<>();
    moves(steps, (journal, account, currency, amount) -> journals.add(journal));
    return journals;
  }

  /** The balance of each account and currency that must come of the changes. */
  static Map<String, Long> balances(List<Step> steps) {
    Map<String, Long> balances = new TreeMap<>();
    moves(
        steps,
        (journal, account, currency, amount) ->
            balances.merge(account + "|" + currency, amount, Math::addExact));
    return balances;
  }

  private static void moves(List<Step> steps, Move move) {
    Map<String, OrderRow> paid = new TreeMap<>();
    Map<String, RefundRow> succeeded = new TreeMap<>();
    for (Step step : steps) {
      OrderRow order = step.change().getOrderAfter();
      RefundRow refund = step.change().getRefundAfter();
      if (step.refusal() != null) {
        continue;
      }
      if (order != null && order.getPaidAt() != null) {
        paid.put(order.getOrderId(), order);
      }
      if (refund != null && refund.getSucceededAt() != null) {
        succeeded.put(refund.getRefundId(), refund);
      }
    }
    moveHoldsAndInstructions(steps, move);
    for (OrderRow order : paid.values()) {
      String journal = "order:" + order.getOrderId() + ":paid";
      move.take(journal, source(order), order.getCurrency(), -order.getAmount());
      move.take(journal, destination(order), order.getCurrency(), order.getAmount());
    }
    for (RefundRow refund : succeeded.values()) {
      OrderRow order = paid.get(refund.getOrderId());
      if (order != null) {
        String journal = "refund:" + refund.getRefundId() + ":succeeded";
        move.take(journal, destination(order), order.getCurrency(), -refund.getAmount());
        move.take(journal, source(order), order.getCurrency(), refund.getAmount());
      }
    }
  }

  /** Each hold is held, captured at most once and released. */
  private static void moveHoldsAndInstructions(List<Step> steps, Move move) {
    for (Step step : steps) {
      HoldRow hold = step.change().getHoldAfter();
      if (hold != null) {
        String journal = "hold:" + hold.getHoldId();
        String user = "user:" + hold.getOwnerId();
        String merchant = "merchant:" + hold.getMerchantId() + ":pending";
        switch (hold.getStatus()) {
          case "HELD" -> move(move, journal + ":held", user, user + ":frozen", hold.getAmount());
          case "CAPTURED" -> {
            String captured = journal + ":captured:" + hold.getCapturedAmount();
            move(move, captured, user + ":frozen", merchant, hold.getCapturedAmount());
          }
          default -> {
            long rest = hold.getAmount() - hold.getCapturedAmount();
            move(move, journal + ":released", user + ":frozen", user, rest);
          }
        }
      }
      InstructionRow instruction = step.change().getInstructionAfter();
      if (instruction != null) {
        for (InstructionLeg leg : instruction.getLegs()) {
          move.take(
              "instruction:" + instruction.getInstructionId(),
              leg.getAccount(),
              leg.getCurrency(),
              leg.getAmount());
        }
      }
    }
  }

  private static void move(Move move, String journal, String from, String to, long amount) {
    move.take(journal, from, "CNY", -amount);
    move.take(journal, to, "CNY", amount);
  }

  private static String source(OrderRow order) {
    return switch (order.getKind()) {
      case "TRANSFER", "WITHDRAWAL" -> "user:" + order.getPayerId();
      default ->
          order.getChannel().equals("WALLET")
              ? "user:" + order.getPayerId()
              : "channel:" + order.getChannel();
    };
  }

  private static String destination(OrderRow order) {
    return switch (order.getKind()) {
      case "PURCHASE", "TIP" -> "merchant:" + order.getMerchantId() + ":pending";
      case "WITHDRAWAL" -> "channel:" + order.getChannel();
      default -> "user:" + order.getPayeeId();
    };
  }

  private static String refundId(int number, int index) {
    return "upgrade-" + number + "-r" + index;
  }

  /** The changes of one order. */
  @FunctionalInterface
  private interface Script {
    List<Step> of(int number);
  }

  /** One leg of a journal. */
  @FunctionalInterface
  private interface Move {
    void take(String journal, String account, String currency, long amount);
  }

  /** Writes down what happens to one order. */
  private static final class Order {
    private final int number;
    private final List<Step> steps = new ArrayList<>();

    Order(int number) {
      this.number = number;
    }

    long amount() {
      return 10_000 + 2L * number;
    }

    long half() {
      return amount() / 2;
    }

    private String id() {
      return "upgrade-" + number;
    }

    private String currency() {
      return CURRENCIES.get(number % CURRENCIES.size());
    }

    Order is(long version, String status, long refunded) {
      boolean paid = !status.equals("PENDING") && !status.equals("CANCELLED");
      String kind = KINDS.get(number / SITUATIONS % KINDS.size());
      boolean merchant = kind.equals("PURCHASE") || kind.equals("TIP");
      boolean wallet = kind.equals("TRANSFER") || (merchant && number % 3 == 0);
      OrderRow row =
          OrderRow.newBuilder()
              .setOrderId(id())
              .setKind(kind)
              .setChannel(wallet ? "WALLET" : CHANNELS.get(number % CHANNELS.size()))
              .setChannelTxnId(paid && !wallet ? "txn-" + number : null)
              .setMerchantId(merchant ? "m" + number % 4 : null)
              .setPayerId("u" + number % 13)
              .setPayeeId(merchant ? null : "u" + (number + 1) % 13)
              .setCurrency(currency())
              .setAmount(amount())
              .setRefundedAmount(refunded)
              .setStatus(status)
              .setVersion(version)
              .setDeviceId("device-" + number % 7)
              .setClientIp(null)
              .setTraceParent(null)
              .setCreatedAt(createdAt())
              .setPaidAt(paid ? createdAt() + SECOND_MS : null)
              .setUpdatedAt(createdAt() + version * SECOND_MS)
              .build();
      PaymentChange change = change(Entity.PAYMENT_ORDER, id(), version);
      change.setOrderAfter(row);
      steps.add(new Step(change, null));
      return this;
    }

    Order refund(int index, long version, String status, long amount) {
      boolean succeeded = status.equals("SUCCEEDED");
      RefundRow row =
          RefundRow.newBuilder()
              .setRefundId(refundId(number, index))
              .setOrderId(id())
              .setAmount(amount)
              .setCurrency(currency())
              .setStatus(status)
              .setChannelRefundId(succeeded ? "txn-" + number + "-r" + index : null)
              .setVersion(version)
              .setTraceParent(null)
              .setCreatedAt(createdAt() + 2 * SECOND_MS)
              .setSucceededAt(succeeded ? createdAt() + 3_600 * SECOND_MS : null)
              .setUpdatedAt(createdAt() + 3_600 * SECOND_MS)
              .build();
      PaymentChange change = change(Entity.REFUND, refundId(number, index), version);
      change.setRefundAfter(row);
      steps.add(new Step(change, null));
      return this;
    }

    /** The last change must be refused. */
    Order refused(String category) {
      Step last = steps.remove(steps.size() - 1);
      steps.add(new Step(last.change(), category));
      return this;
    }

    /** The last change of the order says another amount than those before it. */
    Order amountIsAnother() {
      OrderRow row = steps.get(steps.size() - 1).change().getOrderAfter();
      row.setAmount(row.getAmount() + 1);
      return this;
    }

    /** The changes were seen by a snapshot. */
    Order snapshot() {
      for (Step step : steps) {
        step.change().setOp(Operation.SNAPSHOT);
        step.change().getSource().setSnapshot(true);
      }
      return this;
    }

    private long createdAt() {
      return CREATED + number * 60L * SECOND_MS;
    }

    private PaymentChange change(Entity entity, String entityId, long version) {
      return PaymentChange.newBuilder()
          .setEntity(entity)
          .setOp(version == 1 ? Operation.INSERT : Operation.UPDATE)
          .setOrderId(id())
          .setEntityId(entityId)
          .setSource(
              SourcePosition.newBuilder()
                  .setLsn(0)
                  .setTxId(version)
                  .setCommittedAt(createdAt() + version * SECOND_MS)
                  .setSnapshot(false)
                  .build())
          .setCapturedAt(createdAt() + version * SECOND_MS)
          .build();
    }
  }
}
