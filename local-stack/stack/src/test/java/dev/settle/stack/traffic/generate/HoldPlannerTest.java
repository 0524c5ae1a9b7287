package dev.settle.stack.traffic.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.HoldStatus;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stack.traffic.HoldPlan;
import dev.settle.stack.traffic.IllegalAttempt;
import dev.settle.stack.traffic.InstructionPlan;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldPlannerTest {
  private static final LocalDate DATE = LocalDate.of(2026, 3, 5);
  private static final DaySpec SPEC = new DaySpec(42, DATE, 2_000, false, 10, 0);

  @Test
  void shouldMakeTheSameHoldsFromTheSameSeed() {
    assertThat(holds(SPEC)).hasSize(200).isEqualTo(holds(SPEC));
  }

  @Test
  void shouldMakeNoneWhenNoneAreAskedFor() {
    assertThat(holds(new DaySpec(42, DATE, 2_000, false))).isEmpty();
  }

  @Test
  void shouldGoEveryWayThatAHoldCanGo() {
    List<HoldPlan> holds = holds(SPEC);
    assertThat(holds)
        .extracting(HoldPlan::finalStatus)
        .containsAll(EnumSet.allOf(HoldStatus.class));
    assertThat(holds).anyMatch(hold -> hold.capturedAmount() == hold.amount());
    assertThat(holds).anyMatch(hold -> hold.steps().size() == 3);
    for (HoldStatus end : List.of(HoldStatus.RELEASED, HoldStatus.EXPIRED)) {
      assertThat(holds).anyMatch(h -> h.finalStatus() == end && h.capturedAmount() == 0);
      assertThat(holds).anyMatch(h -> h.finalStatus() == end && h.capturedAmount() > 0);
    }
    assertThat(holds)
        .extracting(HoldPlan::attempt)
        .containsAll(IllegalAttempt.onReleasedHold())
        .containsAnyElementsOf(IllegalAttempt.onCapturedHold());
  }

  @Test
  void shouldStayInTheDayAndExpireInTime() {
    BusinessDay day = BusinessDay.of(Channel.WALLET, DATE);
    assertThat(holds(SPEC))
        .allSatisfy(
            hold -> {
              assertThat(hold.createdAt()).matches(day::contains);
              for (HoldPlan.Step step : hold.steps()) {
                if (step.capturedAt() != null) {
                  assertThat(step.capturedAt()).isAfter(hold.createdAt()).matches(day::contains);
                }
                if (step.closedAt() != null) {
                  assertThat(step.closedAt()).isAfter(hold.createdAt()).matches(day::contains);
                }
                if (step.status() == HoldStatus.EXPIRED) {
                  assertThat(step.closedAt()).isAfterOrEqualTo(hold.expiresAt());
                }
              }
            });
  }

  @Test
  void shouldOverdrawTheKnownFewAndNobodyElseAtAnyTime() {
    Map<String, Long> wallets = new HashMap<>();
    Set<String> overdrawn = new HashSet<>();
    HoldPlanner planner = new HoldPlanner(SPEC);
    DayPlan plan = new DayPlan(SPEC);
    int along = 0;
    while (plan.hasNext()) {
      OrderPlan order = plan.next();
      move(wallets, order, overdrawn);
      List<HoldPlan> holds = planner.after(order);
      along += holds.size();
      holds.forEach(hold -> hold(wallets, hold, overdrawn));
    }
    planner.atTheEnd().forEach(hold -> hold(wallets, hold, overdrawn));
    assertThat(along).as("placed along the day").isGreaterThan(100);
    assertThat(overdrawn)
        .hasSize(200 / HoldPlanner.PENNILESS_EVERY)
        .allMatch(owner -> owner.startsWith("u-poor-20260305-"));
  }

  @Test
  void shouldMakeFeesAndSplitsEachForACauseOfItsOwn() {
    DaySpec spec = new DaySpec(42, DATE, 10, false, 0, 30);
    List<InstructionPlan> instructions = new InstructionPlanner(spec).plan();
    assertThat(instructions).hasSize(30).isEqualTo(new InstructionPlanner(spec).plan());
    assertThat(instructions).extracting(InstructionPlan::kind).containsOnly("CHANNEL_FEE", "SPLIT");
    assertThat(instructions)
        .extracting(InstructionPlan::attempt)
        .containsAll(IllegalAttempt.onInstruction());
    assertThat(instructions).extracting(InstructionPlan::businessKey).doesNotHaveDuplicates();
  }

  private static void move(Map<String, Long> wallets, OrderPlan plan, Set<String> overdrawn) {
    NewOrder order = plan.order();
    if (plan.paidAt() == null) {
      return;
    }
    boolean fromWallet = order.channel() == Channel.WALLET || order.kind() == OrderKind.WITHDRAWAL;
    if (fromWallet && order.payerId() != null) {
      take(wallets, order.payerId(), order.amount(), overdrawn);
    }
    if (order.payeeId() != null) {
      wallets.merge(order.payeeId(), order.amount(), Long::sum);
    }
  }

  private static void hold(Map<String, Long> wallets, HoldPlan hold, Set<String> overdrawn) {
    take(wallets, hold.ownerId(), hold.amount(), overdrawn);
  }

  private static void take(
      Map<String, Long> wallets, String user, long amount, Set<String> overdrawn) {
    if (wallets.merge(user, -amount, Long::sum) < 0) {
      overdrawn.add(user);
    }
  }

  private static List<HoldPlan> holds(DaySpec spec) {
    HoldPlanner planner = new HoldPlanner(spec);
    List<HoldPlan> holds = new ArrayList<>();
    new DayPlan(spec).forEachRemaining(plan -> holds.addAll(planner.after(plan)));
    holds.addAll(planner.atTheEnd());
    return holds;
  }
}
