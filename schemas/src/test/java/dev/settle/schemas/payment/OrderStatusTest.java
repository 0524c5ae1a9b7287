package dev.settle.schemas.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderStatusTest {
  @ParameterizedTest
  @CsvSource({
    "PENDING,PAID,true",
    "PENDING,CANCELLED,true",
    "PENDING,REFUNDED,false",
    "PAID,PARTIALLY_REFUNDED,true",
    "PAID,REFUNDED,true",
    "PAID,PENDING,false",
    "PAID,CANCELLED,false",
    "PARTIALLY_REFUNDED,PARTIALLY_REFUNDED,true",
    "PARTIALLY_REFUNDED,REFUNDED,true",
    "PARTIALLY_REFUNDED,PAID,false",
    "REFUNDED,PAID,false",
    "CANCELLED,PAID,false",
  })
  void shouldAllowOnlyTheTransitionsOfTheStateMachine(
      OrderStatus from, OrderStatus to, boolean legal) {
    assertThat(from.canBecome(to)).isEqualTo(legal);
  }
}
