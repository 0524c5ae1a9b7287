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
import java.util.List;
import java.util.Map;
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
  void shouldOverdrawTheKnownFewAndNobodyElse() {
    Map<String, Long> wallets = new HashMap<>();
    new DayPlan(SPEC).forEachRemaining(plan -> move(wallets, plan));
    List<String> overdrawn = new ArrayList<>();
    for (HoldPlan hold : holds(SPEC)) {
      if (wallets.merge(hold.ownerId(), -hold.amount(), Long::sum) < 0) {
        overdrawn.add(hold.ownerId());
      }
    }
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

  private static void move(Map<String, Long> wallets, OrderPlan plan) {
    NewOrder order = plan.order();
    if (plan.paidAt() == null) {
      return;
    }
    boolean fromWallet = order.channel() == Channel.WALLET || order.kind() == OrderKind.WITHDRAWAL;
    if (fromWallet && order.payerId() != null) {
      wallets.merge(order.payerId(), -order.amount(), Long::sum);
    }
    if (order.payeeId() != null) {
      wallets.merge(order.payeeId(), order.amount(), Long::sum);
    }
  }

  private static List<HoldPlan> holds(DaySpec spec) {
    HoldPlanner planner = new HoldPlanner(spec);
    new DayPlan(spec).forEachRemaining(planner::see);
    return planner.plan();
  }
}
