package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.Orders.order;
import static dev.settle.stream.ledger.rule.Orders.refund;
import static dev.settle.stream.ledger.rule.Orders.refundRow;
import static dev.settle.stream.ledger.rule.Orders.refusal;
import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_AMOUNT;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_TRANSITION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ORPHAN_REFUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.RefundRow;
import dev.settle.stream.ledger.rule.RefundLifecycle.Effect;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundLifecycleTest {
  private final OrderState order = new OrderState();
  private final RefundState refund = new RefundState();

  @Test
  void shouldPostARefundOnceWhenItSucceeds() throws Exception {
    OrderLifecycle.accept(order, order(2, "PAID"));
    assertThat(accept(refund("r1", 1, "PENDING", 300))).isEqualTo(Effect.NONE);
    assertThat(accept(refund("r1", 2, "SUCCEEDED", 300))).isEqualTo(Effect.POST);
    assertThat(accept(refund("r1", 3, "SUCCEEDED", 300))).isEqualTo(Effect.NONE);
    assertThat(order.refundedPosted).isEqualTo(300);
    assertThat(refund.posted).isEqualTo(300);
  }

  @Test
  void shouldMoveNothingWhenARefundFails() throws Exception {
    OrderLifecycle.accept(order, order(2, "PAID"));
    accept(refund("r1", 1, "PENDING", 300));
    assertThat(accept(refund("r1", 2, "FAILED", 300))).isEqualTo(Effect.NONE);
    assertThat(order.refundedPosted).isZero();
  }

  @Test
  void shouldPostRefundsUpToTheOrdersAmountAndNoFurther() throws Exception {
    OrderLifecycle.accept(order, order(2, "PAID"));
    for (int i = 0; i < 4; i++) {
      RefundLifecycle.accept(order, new RefundState(), refund("r" + i, 2, "SUCCEEDED", 250));
    }
    assertThat(order.refundedPosted).isEqualTo(order.amount);
    assertThat(refusal(() -> accept(refund("r5", 2, "SUCCEEDED", 1)))).isEqualTo(ILLEGAL_AMOUNT);
    assertThat(refund.isKnown()).isFalse();
    assertThat(order.refundedPosted).isEqualTo(order.amount);
  }

  @Test
  void shouldWaitForAnOrderThatIsNotKnownOrNotPaid() throws Exception {
    assertThat(accept(refund("r1", 2, "SUCCEEDED", 300))).isEqualTo(Effect.WAIT);
    assertThat(order.refundsWaiting).isEqualTo(1);
    OrderLifecycle.accept(order, order(1, "PENDING"));
    assertThat(RefundLifecycle.accept(order, new RefundState(), refund("r2", 2, "SUCCEEDED", 100)))
        .isEqualTo(Effect.WAIT);
    OrderLifecycle.accept(order, order(3, "PARTIALLY_REFUNDED"));
    RefundLifecycle.release(order, refund, refund("r1", 2, "SUCCEEDED", 300));
    assertThat(order.refundsWaiting).isEqualTo(1);
    assertThat(order.refundedPosted).isEqualTo(300);
  }

  @Test
  void shouldRefuseAWaitingRefundWhoseOrderIsCancelled() throws Exception {
    RefundChange change = refund("r1", 2, "SUCCEEDED", 300);
    accept(change);
    OrderLifecycle.accept(order, order(2, "CANCELLED"));
    assertThat(refusal(() -> RefundLifecycle.release(order, refund, change)))
        .isEqualTo(ORPHAN_REFUND);
    assertThat(order.refundsWaiting).isZero();
    assertThat(order.refundedPosted).isZero();
  }

  @Test
  void shouldRefuseAWaitingRefundAboveTheOrdersAmount() throws Exception {
    RefundChange change = refund("r1", 2, "SUCCEEDED", 1_001);
    accept(change);
    OrderLifecycle.accept(order, order(2, "PAID"));
    assertThat(refusal(() -> RefundLifecycle.release(order, refund, change)))
        .isEqualTo(ILLEGAL_AMOUNT);
  }

  @Test
  void shouldRefuseARefundOfACancelledOrder() throws Exception {
    OrderLifecycle.accept(order, order(2, "CANCELLED"));
    assertThat(refusal(() -> accept(refund("r1", 1, "PENDING", 300)))).isEqualTo(ORPHAN_REFUND);
  }

  @ParameterizedTest
  @CsvSource({"SUCCEEDED, PENDING", "SUCCEEDED, FAILED", "FAILED, PENDING", "FAILED, SUCCEEDED"})
  void shouldRefuseTheTransition(String from, String to) throws Exception {
    OrderLifecycle.accept(order, order(2, "PAID"));
    accept(refund("r1", 2, from, 300));
    long posted = order.refundedPosted;
    assertThat(refusal(() -> accept(refund("r1", 3, to, 300)))).isEqualTo(ILLEGAL_TRANSITION);
    assertThat(order.refundedPosted).isEqualTo(posted);
  }

  @Test
  void shouldRefuseAFirstVersionThatIsNotPending() throws Exception {
    OrderLifecycle.accept(order, order(2, "PAID"));
    assertThat(refusal(() -> accept(refund("r1", 1, "SUCCEEDED", 300))))
        .isEqualTo(ILLEGAL_TRANSITION);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void shouldRefuseAnAmountThatIsNotPositive(long amount) {
    assertThat(refusal(() -> accept(refund("r1", 1, "PENDING", amount)))).isEqualTo(ILLEGAL_AMOUNT);
  }

  @Test
  void shouldRefuseAChangedIdentity() throws Exception {
    OrderLifecycle.accept(order, order(2, "PAID"));
    accept(refund("r1", 2, "SUCCEEDED", 300));
    refusesAsContradiction(row -> row.setAmount(400L));
    refusesAsContradiction(row -> row.setCurrency("USD"));
    refusesAsContradiction(row -> row.setCreatedAt(1L));
    refusesAsContradiction(row -> row.setSucceededAt(1L));
    refusesAsContradiction(row -> row.setSucceededAt(null));
    refusesAsContradiction(row -> row.setChannelRefundId("other"));
  }

  @Test
  void shouldRefuseARefundInAnotherCurrencyThanItsOrder() throws Exception {
    OrderLifecycle.accept(order, order(2, "PAID"));
    refusesAsContradiction(row -> row.setCurrency("USD"));
  }

  private void refusesAsContradiction(Consumer<RefundRow> change) {
    RefundRow row = refundRow("o1", "r1", 3, "SUCCEEDED", 300);
    change.accept(row);
    assertThat(refusal(() -> accept(refund(row)))).isEqualTo(CONTRADICTION);
  }

  private Effect accept(RefundChange change) throws RefusedChangeException {
    return RefundLifecycle.accept(order, refund, change);
  }
}
