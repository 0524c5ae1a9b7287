package dev.settle.stack.traffic.generate;

import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.HoldStatus;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stack.traffic.HoldPlan;
import dev.settle.stack.traffic.HoldPlan.Step;
import dev.settle.stack.traffic.IllegalAttempt;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The day's holds. Along the day they are placed on users that have money and spend none of it from
 * the wallet on that day, what is left to do at its end on whatever the orders leave in the
 * wallets; so they overdraw nobody. But one in fifty is placed on a user without any money, so that
 * overdrafts are there to be found. Their random numbers are their own: the orders stay what they
 * are.
 */
final class HoldPlanner {
  /** Of so many holds one overdraws its owner. */
  static final int PENNILESS_EVERY = 50;

  private static final int PENNILESS_AT = 7;
  private static final int AMOUNT_MAX = 50_000;
  private static final int STEP_MS = 60_000;
  private static final int LIFE_MS = 600_000;

  /** Room for a whole life: the steps before it expires and the one after. */
  private static final int ROOM_MS = LIFE_MS + 4 * STEP_MS;

  private static final int FATES = 9;
  private static final int ILLEGAL_PER_CENT = 20;

  private final DaySpec spec;
  private final OrderIds ids;
  private final Random random;
  private final BusinessDay day;
  private final int lag;
  private final WalletFunds savings;
  private final Set<String> spenders = new HashSet<>();
  private final Map<String, Long> left = new HashMap<>();
  private int seen;
  private int placed;

  HoldPlanner(DaySpec spec) {
    this.spec = spec;
    this.ids = new OrderIds(spec);
    this.random = new Random(spec.mixed() ^ 0x5DEECE66DL);
    this.day = BusinessDay.of(Channel.WALLET, spec.date());
    // What came in with the last orders is left alone: a hold must not overtake the top-up.
    this.lag = WalletFunds.lagOf(spec.orders());
    this.savings = new WalletFunds(lag);
    if (spec.holdsPercent() > 0) {
      new DayPlan(spec)
          .forEachRemaining(
              plan -> {
                if (spends(plan)) {
                  spenders.add(plan.order().payerId());
                }
              });
    }
  }

  /** The holds to be placed after the next order of the day; usually none. */
  List<HoldPlan> after(OrderPlan plan) {
    int index = seen++;
    note(plan, index);
    List<HoldPlan> holds = new ArrayList<>();
    long due = (long) seen * spec.holdsPercent() / 100;
    while (placed < due) {
      String owner = isPennilessNext() ? ids.penniless(placed) : savings.anyRich(index, random);
      if (owner == null) {
        break;
      }
      long amount = anyAmount(isPennilessNext() ? AMOUNT_MAX : savings.of(owner));
      if (!isPennilessNext()) {
        // What is given back later is not spent again: it may come back after the next hold.
        savings.debit(owner, amount);
        left.merge(owner, -amount, Math::addExact);
      }
      long dayMs = day.end().toEpochMilli() - day.start().toEpochMilli();
      holds.add(hold(owner, amount, dayMs * index / spec.orders()));
    }
    return holds;
  }

  /**
   * The rest of the holds, when every order was seen and written: fewer than asked for when the
   * wallets are empty.
   */
  List<HoldPlan> atTheEnd() {
    TreeMap<String, Long> funds = new TreeMap<>(left);
    funds.values().removeIf(amount -> amount <= 0);
    List<String> rich = new ArrayList<>(funds.keySet());
    List<HoldPlan> holds = new ArrayList<>();
    long wanted = (long) spec.orders() * spec.holdsPercent() / 100;
    while (placed < wanted) {
      if (isPennilessNext()) {
        holds.add(hold(ids.penniless(placed), anyAmount(AMOUNT_MAX), Long.MAX_VALUE));
        continue;
      }
      if (rich.isEmpty()) {
        break;
      }
      int at = random.nextInt(rich.size());
      String owner = rich.get(at);
      long available = funds.getOrDefault(owner, 0L);
      long amount = anyAmount(available);
      funds.put(owner, available - amount);
      if (amount == available) {
        rich.set(at, rich.get(rich.size() - 1));
        rich.remove(rich.size() - 1);
      }
      holds.add(hold(owner, amount, Long.MAX_VALUE));
    }
    return holds;
  }

  private void note(OrderPlan plan, int index) {
    NewOrder order = plan.order();
    if (plan.paidAt() == null) {
      return;
    }
    if (spends(plan) && order.payerId() != null) {
      left.merge(order.payerId(), -order.amount(), Math::addExact);
    }
    if (order.payeeId() == null) {
      return;
    }
    if (index < spec.orders() - lag) {
      left.merge(order.payeeId(), order.amount(), Math::addExact);
    }
    if (!spenders.contains(order.payeeId())) {
      savings.credit(index, order.payeeId(), order.amount());
    }
  }

  private static boolean spends(OrderPlan plan) {
    NewOrder order = plan.order();
    return plan.paidAt() != null
        && (order.channel() == Channel.WALLET || order.kind() == OrderKind.WITHDRAWAL);
  }

  private boolean isPennilessNext() {
    return placed % PENNILESS_EVERY == PENNILESS_AT;
  }

  private long anyAmount(long available) {
    return 1L + random.nextInt((int) Math.min(AMOUNT_MAX, available));
  }

  /** The next hold, at that time of the day, or as late as it still has room for its life. */
  private HoldPlan hold(String owner, long amount, long offsetMs) {
    int index = placed++;
    long dayMs = day.end().toEpochMilli() - day.start().toEpochMilli();
    Instant created =
        day.start().plusMillis(Math.min(offsetMs, dayMs - 2 * ROOM_MS) + random.nextInt(ROOM_MS));
    Instant expires = created.plusMillis(LIFE_MS);
    List<Step> steps = steps(index % FATES, amount, created, expires);
    return new HoldPlan(
        ids.hold(index),
        owner,
        Population.anyMerchant("CNY", random),
        "CNY",
        amount,
        ids.holdTraceParent(index),
        created,
        expires,
        steps,
        attempt(steps, amount));
  }

  /** What becomes of it: every way that a hold can go, in turn. */
  private List<Step> steps(int fate, long amount, Instant created, Instant expires) {
    long part = Math.max(1, amount / 3);
    Instant first = created.plusMillis(1 + random.nextInt(STEP_MS));
    Instant second = first.plusMillis(1 + random.nextInt(STEP_MS));
    Instant third = second.plusMillis(1 + random.nextInt(STEP_MS));
    Instant late = expires.plusMillis(random.nextInt(STEP_MS));
    if (part == amount && fate != 0) {
      return List.of(captured(amount, first));
    }
    return switch (fate) {
      case 0 -> List.of();
      case 1 -> List.of(captured(amount, first));
      case 2 -> List.of(captured(part, first));
      case 3 ->
          List.of(captured(part, first), captured(amount - 1, second), captured(amount, third));
      case 4 -> List.of(captured(part, first), closed(HoldStatus.RELEASED, part, first, second));
      case 5 -> List.of(closed(HoldStatus.RELEASED, 0, null, first));
      case 6 -> List.of(closed(HoldStatus.EXPIRED, 0, null, late));
      case 7 -> List.of(captured(part, first), closed(HoldStatus.EXPIRED, part, first, late));
      default -> List.of(closed(HoldStatus.RELEASED, part, first, first));
    };
  }

  private static Step captured(long amount, Instant at) {
    return new Step(HoldStatus.CAPTURED, amount, at, null);
  }

  private static Step closed(
      HoldStatus status, long captured, @Nullable Instant capturedAt, Instant at) {
    return new Step(status, captured, capturedAt, at);
  }

  private @Nullable IllegalAttempt attempt(List<Step> steps, long amount) {
    boolean tried = random.nextInt(100) < ILLEGAL_PER_CENT;
    if (!tried || steps.isEmpty()) {
      return null;
    }
    Step last = steps.get(steps.size() - 1);
    if (last.status() == HoldStatus.CAPTURED && last.capturedAmount() < amount) {
      return any(IllegalAttempt.onCapturedHold());
    }
    return last.status() == HoldStatus.RELEASED ? any(IllegalAttempt.onReleasedHold()) : null;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
