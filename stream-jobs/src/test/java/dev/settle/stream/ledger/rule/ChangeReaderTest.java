package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.Orders.change;
import static dev.settle.stream.ledger.rule.Orders.refundRow;
import static dev.settle.stream.ledger.rule.Orders.refusal;
import static dev.settle.stream.ledger.rule.Orders.row;
import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.DELETED;
import static dev.settle.stream.ledger.rule.QuarantineCategory.MALFORMED;
import static dev.settle.stream.ledger.rule.QuarantineCategory.UNKNOWN_VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeReaderTest {
  @Test
  void shouldRefuseWordsThatItDoesNotKnow() {
    refusesRow(UNKNOWN_VALUE, row -> row.setKind("GIFT"));
    refusesRow(UNKNOWN_VALUE, row -> row.setChannel("PIGEON"));
    refusesRow(UNKNOWN_VALUE, row -> row.setStatus("ALMOST_PAID"));
    refusesRow(UNKNOWN_VALUE, row -> row.setCurrency("cny"));
    refusesRow(UNKNOWN_VALUE, row -> row.setCurrency("CNYX"));
    refuses(UNKNOWN_VALUE, change -> change.setEntity(Entity.UNKNOWN));
    refuses(UNKNOWN_VALUE, change -> change.setOp(Operation.UNKNOWN));
  }

  @Test
  void shouldRefuseADeletion() {
    refuses(
        DELETED,
        change -> {
          change.setOp(Operation.DELETE);
          change.setOrderBefore(change.getOrderAfter());
          change.setOrderAfter(null);
        });
  }

  @Test
  void shouldRefuseAChangeWithoutItsRow() {
    refuses(MALFORMED, change -> change.setOrderAfter(null));
    refuses(MALFORMED, change -> change.setEntity(Entity.REFUND));
  }

  @Test
  void shouldRefuseAChangeThatNamesTwoOrders() {
    refusesRow(CONTRADICTION, row -> row.setOrderId("o2"));
    refuses(CONTRADICTION, change -> change.setEntityId("o2"));
    assertThat(refusal(() -> ChangeReader.read(change(row("o1", 1, "PENDING")), "o2")))
        .isEqualTo(CONTRADICTION);
    PaymentChange refund = change(refundRow("o1", "r1", 1, "PENDING", 1));
    refund.setEntityId("r2");
    assertThat(refusal(() -> ChangeReader.read(refund, "o1"))).isEqualTo(CONTRADICTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"u1:frozen", "", "用户", "a b", "u1\n"})
  void shouldRefuseAnIdThatWouldNameAnotherAccount(String id) {
    refusesRow(MALFORMED, row -> row.setPayerId(id));
    refusesRow(MALFORMED, row -> row.setMerchantId(id));
  }

  @Test
  void shouldRefuseAVersionBelowOne() {
    refusesRow(MALFORMED, row -> row.setVersion(0L));
  }

  private static void refusesRow(QuarantineCategory category, Consumer<OrderRow> spoil) {
    refuses(category, change -> spoil.accept(change.getOrderAfter()));
  }

  private static void refuses(QuarantineCategory category, Consumer<PaymentChange> spoil) {
    PaymentChange change = change(row("o1", 1, "PENDING"));
    spoil.accept(change);
    assertThat(refusal(() -> ChangeReader.read(change, "o1"))).isEqualTo(category);
  }
}
