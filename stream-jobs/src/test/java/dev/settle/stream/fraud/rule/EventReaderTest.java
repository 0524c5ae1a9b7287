package dev.settle.stream.fraud.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.stream.ledger.rule.Orders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  @Test
  void shouldSeeAnOrderBecomePaidOnce() throws Exception {
    OrderRow pending = Orders.row("o1", 1, "PENDING");
    OrderRow paid = Orders.row("o1", 2, "PAID");
    assertThat(EventReader.read(change(null, pending))).isEmpty();
    assertThat(EventReader.read(change(pending, paid)))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.id()).isEqualTo("o1");
              assertThat(event.refund()).isFalse();
              assertThat(event.amount()).isEqualTo(paid.getAmount());
              assertThat(event.time()).isEqualTo(paid.getPaidAt());
            });
    assertThat(EventReader.read(change(paid, paid))).isEmpty();
  }

  @Test
  void shouldSeeWhatWasGivenBack() throws Exception {
    OrderRow paid = Orders.row("o1", 2, "PAID");
    OrderRow partly = Orders.row("o1", 3, "PARTIALLY_REFUNDED");
    partly.setRefundedAmount(300);
    OrderRow more = Orders.row("o1", 4, "PARTIALLY_REFUNDED");
    more.setRefundedAmount(500);
    assertThat(EventReader.read(change(paid, partly)))
        .extracting(event -> event.id() + " " + event.refund() + " " + event.amount())
        .containsExactly("o1#3 true 300");
    assertThat(EventReader.read(change(partly, more)))
        .extracting(FraudEvent::amount)
        .containsExactly(200L);
    assertThat(EventReader.read(change(null, more)))
        .extracting(event -> event.id() + " " + event.amount())
        .containsExactly("o1 " + more.getAmount(), "o1#4 500");
  }

  @Test
  void shouldNotBelieveAClockThatIsAhead() throws Exception {
    OrderRow paid = Orders.row("o1", 2, "PAID");
    paid.setPaidAt(9_000_000_000_000L);
    PaymentChange change = change(null, paid);
    assertThat(EventReader.read(change))
        .extracting(FraudEvent::time)
        .containsExactly(change.getSource().getCommittedAt());
  }

  @Test
  void shouldRefuseWordsThatAreNotKnown() {
    OrderRow row = Orders.row("o1", 2, "PAID");
    row.setKind("BARTER");
    assertThatThrownBy(() -> EventReader.read(change(null, row)))
        .isInstanceOf(UnreadableChangeException.class)
        .hasMessageContaining("BARTER");
  }

  private static PaymentChange change(@Nullable OrderRow before, OrderRow after) {
    PaymentChange change = Orders.change(after);
    change.getSource().setCommittedAt(Orders.PAID + 1_000);
    change.setOrderBefore(before);
    return change;
  }
}
