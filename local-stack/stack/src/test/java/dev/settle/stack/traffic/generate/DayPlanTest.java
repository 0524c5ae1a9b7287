package dev.settle.stack.traffic.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.OrderStatus;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import dev.settle.stack.traffic.RefundPlan;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DayPlanTest {
  private static final LocalDate DATE = LocalDate.of(2026, 3, 5);
  private static final DaySpec SPEC = new DaySpec(42, DATE, 2_000, false);
  private static final Map<Channel, String> ID_FORMS =
      Map.of(
          Channel.WECHAT, "\\d{28}",
          Channel.ALIPAY, "\\d{28}",
          Channel.UNIONPAY, "\\d{21}",
          Channel.STRIPE, "(ch|re)_\\d+",
          Channel.ADYEN, "ADYR?\\d+");

  @Test
  void shouldMakeTheSameDayFromTheSameSeed() {
    assertThat(plan(SPEC)).isEqualTo(plan(SPEC));
  }

  @Test
  void shouldMakeOtherIdsForAnotherSeedDateOrSize() {
    Set<String> ids = ids(SPEC);
    assertThat(ids(new DaySpec(43, DATE, 2_000, false))).doesNotContainAnyElementsOf(ids);
    assertThat(ids(new DaySpec(42, DATE.plusDays(1), 2_000, false)))
        .doesNotContainAnyElementsOf(ids);
    assertThat(ids(new DaySpec(42, DATE, 1_999, false))).doesNotContainAnyElementsOf(ids);
  }

  @Test
  void shouldNeverChangeWhatASeedMakes() {
    // A user's repeated run must not book a second day under new ids after an upgrade.
    OrderPlan first = plan(new DaySpec(1, DATE, 100, false)).get(0);
    assertThat(first.order().orderId()).isEqualTo("o20260305-484846-0000000");
  }

  @Test
  void shouldPutEveryPaymentAndRefundIntoTheBusinessDayOfItsChannel() {
    assertThat(plan(SPEC))
        .allSatisfy(
            plan -> {
              BusinessDay day = BusinessDay.of(plan.order().channel(), DATE);
              List<Instant> instants = new ArrayList<>(List.of(plan.order().createdAt()));
              Stream.concat(
                      Stream.ofNullable(plan.paidAt()),
                      plan.refunds().stream().map(RefundPlan::succeededAt).filter(Objects::nonNull))
                  .forEach(instants::add);
              assertThat(instants).isSorted().allMatch(day::contains);
            });
  }

  @Test
  void shouldLetSomeRefundsComeOnTheNextBusinessDateWhenAsked() {
    Map<LocalDate, Integer> dates = new HashMap<>();
    for (OrderPlan plan : plan(new DaySpec(42, DATE, 2_000, true))) {
      for (RefundPlan refund : plan.refunds()) {
        if (refund.succeededAt() != null) {
          dates.merge(
              BusinessDay.dateOf(plan.order().channel(), refund.succeededAt().toEpochMilli()),
              1,
              Integer::sum);
        }
      }
    }
    assertThat(dates).containsOnlyKeys(DATE, DATE.plusDays(1));
  }

  @Test
  void shouldHaveEveryKindChannelAndState() {
    List<OrderPlan> plans = plan(SPEC);
    assertThat(plans)
        .extracting(plan -> plan.order().kind())
        .containsAll(EnumSet.allOf(OrderKind.class));
    assertThat(plans)
        .extracting(plan -> plan.order().channel())
        .containsAll(EnumSet.allOf(Channel.class));
    assertThat(plans)
        .extracting(OrderPlan::finalStatus)
        .containsAll(EnumSet.allOf(OrderStatus.class));
    assertThat(plans).anyMatch(plan -> plan.refunds().size() == 3);
    assertThat(plans)
        .anyMatch(plan -> plan.refunds().stream().anyMatch(refund -> !refund.succeeds()));
    assertThat(plans).anyMatch(plan -> plan.attempt() != null);
  }

  @Test
  void shouldKeepEachUserAndMerchantInOneCurrency() {
    Map<String, String> currencies = new HashMap<>();
    for (OrderPlan plan : plan(SPEC)) {
      NewOrder order = plan.order();
      for (String party : new String[] {order.merchantId(), order.payerId(), order.payeeId()}) {
        if (party != null) {
          assertThat(currencies.merge(party, order.currency(), (a, b) -> a))
              .isEqualTo(order.currency());
        }
      }
    }
  }

  @Test
  void shouldSpendFromWalletsOnlyWhatCameInBefore() {
    Map<String, Long> wallets = new HashMap<>();
    for (OrderPlan plan : plan(SPEC)) {
      NewOrder order = plan.order();
      boolean fromWallet =
          order.channel() == Channel.WALLET || order.kind() == OrderKind.WITHDRAWAL;
      if (plan.paidAt() == null) {
        continue;
      }
      if (fromWallet && order.payerId() != null) {
        assertThat(wallets.merge(order.payerId(), -order.amount(), Long::sum)).isNotNegative();
      }
      if (order.payeeId() != null) {
        wallets.merge(order.payeeId(), order.amount(), Long::sum);
      }
    }
    assertThat(wallets).isNotEmpty();
  }

  @Test
  void shouldWithdrawThroughUnionPayOnly() {
    assertThat(plan(SPEC))
        .filteredOn(plan -> plan.order().kind() == OrderKind.WITHDRAWAL)
        .allMatch(plan -> plan.order().channel() == Channel.UNIONPAY);
  }

  @Test
  void shouldGiveIdsThatChannelsTake() {
    Set<String> channelIds = new HashSet<>();
    for (OrderPlan plan : plan(SPEC)) {
      assertThat(plan.order().orderId()).hasSizeLessThanOrEqualTo(32);
      String form = ID_FORMS.get(plan.order().channel());
      Stream.concat(
              Stream.of(plan).map(OrderPlan::channelTxnId),
              plan.refunds().stream().map(RefundPlan::channelRefundId))
          .filter(Objects::nonNull)
          .forEach(
              id -> {
                assertThat(id).matches(String.valueOf(form));
                assertThat(channelIds.add(id)).isTrue();
              });
    }
  }

  @Test
  void shouldKeepTheOrdersWhateverHoldsAndInstructionsTheDayHas() {
    assertThat(plan(new DaySpec(42, DATE, 2_000, false, 50, 9))).isEqualTo(plan(SPEC));
  }

  @Test
  void shouldRefuseADayWithoutOrders() {
    assertThatThrownBy(() -> new DaySpec(1, DATE, 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orders 0");
  }

  private static List<OrderPlan> plan(DaySpec spec) {
    List<OrderPlan> plans = new ArrayList<>();
    new DayPlan(spec).forEachRemaining(plans::add);
    return plans;
  }

  private static Set<String> ids(DaySpec spec) {
    return plan(spec).stream().map(plan -> plan.order().orderId()).collect(Collectors.toSet());
  }
}
