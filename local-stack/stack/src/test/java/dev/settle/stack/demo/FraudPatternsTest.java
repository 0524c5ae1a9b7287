package dev.settle.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.payment.OrderKind;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FraudPatternsTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00.123Z");

  @Test
  void shouldExpectOneAlertAPatternFromItsLastPayment() {
    FraudPatterns patterns = new FraudPatterns(8, NOW);
    List<OrderPlan> plans = new ArrayList<>(patterns.payments(NOW.plusMillis(5_000)));
    plans.addAll(patterns.withdrawals(NOW.plusMillis(9_000)));
    assertThat(patterns.expected()).hasSize(8).doesNotHaveDuplicates();
    assertThat(patterns.expected())
        .extracting(AlertCheck.Alert::rule)
        .containsOnly(
            "demo-device-burst", "demo-shared-device", "demo-card-test", "demo-pass-through");
    assertThat(plans.stream().map(OrderPlan::order).map(NewOrder::orderId))
        .doesNotHaveDuplicates()
        .containsAll(patterns.expected().stream().map(AlertCheck.Alert::crossing).toList());
  }

  @Test
  void shouldPayNothingLaterThanNow() {
    FraudPatterns patterns = new FraudPatterns(4, NOW);
    Instant later = NOW.plusMillis(5_000);
    assertThat(patterns.payments(later))
        .allSatisfy(plan -> assertThat(plan.paidAt()).isBetween(NOW, later));
  }

  /** However soon it is written: alerts are looked for from then on. */
  @Test
  void shouldPayNothingBeforeItsFirstTime() {
    FraudPatterns patterns = new FraudPatterns(4, NOW);
    List<OrderPlan> plans = new ArrayList<>(patterns.payments(NOW));
    plans.addAll(patterns.withdrawals(NOW));
    assertThat(plans)
        .allSatisfy(
            plan ->
                assertThat(plan.paidAt()).isBetween(Instant.ofEpochMilli(patterns.firstMs()), NOW));
  }

  @Test
  void shouldLetOthersBuyOnceEachWhileMoneyIsTakenOut() {
    FraudPatterns patterns = new FraudPatterns(4, NOW);
    patterns.payments(NOW.plusMillis(5_000));
    Instant later = NOW.plusMillis(9_000);
    List<OrderPlan> plans = patterns.withdrawals(later);
    assertThat(plans)
        .allSatisfy(plan -> assertThat(plan.paidAt()).isEqualTo(later))
        .extracting(plan -> plan.order().kind())
        .containsOnlyOnce(OrderKind.WITHDRAWAL)
        .contains(OrderKind.PURCHASE);
    assertThat(plans).extracting(plan -> plan.order().payerId()).doesNotHaveDuplicates();
  }
}
