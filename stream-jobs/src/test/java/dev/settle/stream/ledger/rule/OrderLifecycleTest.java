package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.Orders.AMOUNT;
import static dev.settle.stream.ledger.rule.Orders.order;
import static dev.settle.stream.ledger.rule.Orders.refusal;
import static dev.settle.stream.ledger.rule.Orders.row;
import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_AMOUNT;
import static dev.settle.stream.ledger.rule.QuarantineCategory.ILLEGAL_TRANSITION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.payment.OrderStatus;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderLifecycleTest {
  private final OrderState state = new OrderState();

  @Test
  void shouldMoveTheAmountOnceWhenAnOrderIsPaid() throws Exception {
    assertThat(OrderLifecycle.accept(state, order(1, "PENDING"))).isZero();
    assertThat(OrderLifecycle.accept(state, order(2, "PAID"))).isEqualTo(AMOUNT);
    assertThat(OrderLifecycle.accept(state, order(3, "PAID"))).isZero();
    assertThat(OrderLifecycle.accept(state, order(4, "PARTIALLY_REFUNDED"))).isZero();
    assertThat(OrderLifecycle.accept(state, order(5, "REFUNDED"))).isZero();
    assertThat(state.paidPosted).isEqualTo(AMOUNT);
    assertThat(state.refundedAmount).isEqualTo(AMOUNT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAID", "PARTIALLY_REFUNDED", "REFUNDED"})
  void shouldMoveTheAmountWhenASnapshotFirstSeesThePaidOrder(String status) throws Exception {
    assertThat(OrderLifecycle.accept(state, order(7, status))).isEqualTo(AMOUNT);
  }

  @Test
  void shouldMoveNothingWhenAnOrderIsCancelled() throws Exception {
    OrderLifecycle.accept(state, order(1, "PENDING"));
    assertThat(OrderLifecycle.accept(state, order(2, "CANCELLED"))).isZero();
    assertThat(state.status).isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void shouldAcceptPartialRefundsThatGrow() throws Exception {
    OrderLifecycle.accept(state, order(2, "PAID"));
    for (long version = 3; version < 8; version++) {
      OrderRow row = row("o1", version, "PARTIALLY_REFUNDED");
      row.setRefundedAmount(version * 100);
      assertThat(OrderLifecycle.accept(state, order(row))).isZero();
    }
    assertThat(state.refundedAmount).isEqualTo(700);
  }

  @Test
  void shouldCallAnEqualOrOlderVersionADuplicate() throws Exception {
    OrderLifecycle.accept(state, order(3, "PAID"));
    assertThat(OrderLifecycle.isDuplicate(state, order(3, "PAID"))).isTrue();
    assertThat(OrderLifecycle.isDuplicate(state, order(1, "PENDING"))).isTrue();
    assertThat(OrderLifecycle.isDuplicate(state, order(4, "REFUNDED"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, PARTIALLY_REFUNDED",
    "PENDING, REFUNDED",
    "PAID, PENDING",
    "PAID, CANCELLED",
    "PARTIALLY_REFUNDED, PENDING",
    "PARTIALLY_REFUNDED, PAID",
    "PARTIALLY_REFUNDED, CANCELLED",
    "REFUNDED, PENDING",
    "REFUNDED, PAID",
    "REFUNDED, PARTIALLY_REFUNDED",
    "REFUNDED, CANCELLED",
    "CANCELLED, PENDING",
    "CANCELLED, PAID",
    "CANCELLED, PARTIALLY_REFUNDED",
    "CANCELLED, REFUNDED",
  })
  void shouldRefuseTheTransition(String from, String to) throws Exception {
    OrderLifecycle.accept(state, order(10, from));
    long posted = state.paidPosted;
    assertThat(refusal(() -> OrderLifecycle.accept(state, order(11, to))))
        .isEqualTo(ILLEGAL_TRANSITION);
    assertThat(state.version).isEqualTo(10);
    assertThat(state.paidPosted).isEqualTo(posted);
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, PENDING",
    "PENDING, PAID",
    "PENDING, CANCELLED",
    "PAID, PAID",
    "PAID, PARTIALLY_REFUNDED",
    "PAID, REFUNDED",
    "PARTIALLY_REFUNDED, PARTIALLY_REFUNDED",
    "PARTIALLY_REFUNDED, REFUNDED",
    "REFUNDED, REFUNDED",
    "CANCELLED, CANCELLED",
  })
  void shouldAcceptTheTransition(String from, String to) throws Exception {
    OrderLifecycle.accept(state, order(10, from));
    OrderLifecycle.accept(state, order(11, to));
    assertThat(state.status).isEqualTo(OrderStatus.valueOf(to));
  }

  @Test
  void shouldAcceptWhatTheVersionsInBetweenAllow() throws Exception {
    OrderLifecycle.accept(state, order(1, "PENDING"));
    assertThat(refusal(() -> OrderLifecycle.accept(state, order(2, "REFUNDED"))))
        .isEqualTo(ILLEGAL_TRANSITION);
    assertThat(OrderLifecycle.accept(state, order(3, "REFUNDED"))).isEqualTo(AMOUNT);
  }

  @Test
  void shouldRefuseAFirstVersionThatIsNotPending() {
    assertThat(refusal(() -> OrderLifecycle.accept(state, order(1, "PAID"))))
        .isEqualTo(ILLEGAL_TRANSITION);
    assertThat(refusal(() -> OrderLifecycle.accept(state, order(2, "REFUNDED"))))
        .isEqualTo(ILLEGAL_TRANSITION);
    assertThat(state.isKnown()).isFalse();
  }

  @Test
  void shouldGoOnFromTheLastAcceptedVersionAfterARefusal() throws Exception {
    OrderLifecycle.accept(state, order(2, "PAID"));
    assertThat(refusal(() -> OrderLifecycle.accept(state, order(3, "PENDING"))))
        .isEqualTo(ILLEGAL_TRANSITION);
    OrderLifecycle.accept(state, order(4, "REFUNDED"));
    assertThat(state.status).isEqualTo(OrderStatus.REFUNDED);
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, 0, 0",
    "PENDING, -1, 0",
    "PENDING, 1000000000000001, 0",
    "PENDING, 1000, 1",
    "CANCELLED, 1000, 1",
    "PAID, 1000, 1",
    "PARTIALLY_REFUNDED, 1000, 0",
    "PARTIALLY_REFUNDED, 1000, 1000",
    "PARTIALLY_REFUNDED, 1000, -5",
    "REFUNDED, 1000, 999",
    "REFUNDED, 1000, 1001",
  })
  void shouldRefuseTheAmounts(String status, long amount, long refunded) {
    OrderRow row = row("o1", 5, status);
    row.setAmount(amount);
    row.setRefundedAmount(refunded);
    assertThat(refusal(() -> OrderLifecycle.accept(state, order(row)))).isEqualTo(ILLEGAL_AMOUNT);
  }

  @Test
  void shouldRefuseARefundedAmountThatFalls() throws Exception {
    OrderLifecycle.accept(state, order(3, "PARTIALLY_REFUNDED"));
    OrderRow row = row("o1", 4, "PARTIALLY_REFUNDED");
    row.setRefundedAmount(299);
    assertThat(refusal(() -> OrderLifecycle.accept(state, order(row)))).isEqualTo(ILLEGAL_AMOUNT);
  }

  @Test
  void shouldRefuseAChangedIdentity() throws Exception {
    OrderLifecycle.accept(state, order(2, "PAID"));
    refusesAsContradiction(row -> row.setAmount(2_000L));
    refusesAsContradiction(row -> row.setCurrency("USD"));
    refusesAsContradiction(row -> row.setKind("TIP"));
    refusesAsContradiction(row -> row.setChannel("ALIPAY"));
    refusesAsContradiction(row -> row.setMerchantId("m2"));
    refusesAsContradiction(row -> row.setPayerId("u2"));
    refusesAsContradiction(row -> row.setPayeeId("u3"));
    refusesAsContradiction(row -> row.setCreatedAt(1L));
    refusesAsContradiction(row -> row.setPaidAt(1L));
    refusesAsContradiction(row -> row.setChannelTxnId("wx-other"));
    assertThat(state.version).isEqualTo(2);
  }

  @Test
  void shouldRefuseAPaymentThatDeniesItself() {
    refusesAsContradiction(row -> row.setPaidAt(null));
    refusesAsContradiction(row -> row.setChannelTxnId(null));
    refusesAsContradiction(
        row -> {
          row.setStatus("PENDING");
        });
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "PURCHASE, WECHAT, -, u1, -",
        "PURCHASE, WECHAT, m1, -, -",
        "TIP, WALLET, -, u1, u2",
        "TIP, WALLET, m1, -, -",
        "TOP_UP, WECHAT, -, u1, -",
        "TOP_UP, WALLET, -, -, u2",
        "TOP_UP, WECHAT, m1, -, u2",
        "TRANSFER, WALLET, -, u1, u1",
        "TRANSFER, WALLET, -, u1, -",
        "TRANSFER, WALLET, -, -, u2",
        "TRANSFER, ALIPAY, -, u1, u2",
        "TRANSFER, WALLET, m1, u1, u2",
        "WITHDRAWAL, ALIPAY, -, -, u2",
        "WITHDRAWAL, WALLET, -, u1, -",
        "WITHDRAWAL, ALIPAY, m1, u1, -",
      })
  void shouldRefusePartiesThatDoNotFitTheKind(
      String kind, String channel, String merchant, String payer, String payee) {
    refusesAsContradiction(
        row -> {
          row.setKind(kind);
          row.setChannel(channel);
          row.setMerchantId(merchant);
          row.setPayerId(payer);
          row.setPayeeId(payee);
        });
  }

  private void refusesAsContradiction(Consumer<OrderRow> change) {
    OrderRow row = row("o1", 3, "PAID");
    change.accept(row);
    assertThat(refusal(() -> OrderLifecycle.accept(state, order(row)))).isEqualTo(CONTRADICTION);
  }
}
