package dev.settle.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.PaymentChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaymentLoadTest {
  private static final PaymentLoadSpec SPEC =
      new PaymentLoadSpec(5_000, 1_000, 100, 50, 80, 0, false, 200, 7);

  private static List<PaymentChange> changes(PaymentLoadSpec spec) {
    List<PaymentChange> changes = new ArrayList<>();
    for (int part = 0; part < 2; part++) {
      new PaymentLoad(spec, part, 2).generate(changes::add);
    }
    return changes;
  }

  @Test
  void shouldMakeTwoChangesOfEachPaymentInTheirOrder() {
    Map<String, PaymentChange> inserts = new HashMap<>();
    int updates = 0;
    for (PaymentChange change : changes(SPEC)) {
      if (change.getOp() == Operation.INSERT) {
        assertThat(inserts.put(change.getOrderId(), change)).isNull();
        assertThat(change.getOrderBefore()).isNull();
      } else {
        updates++;
        PaymentChange insert = Objects.requireNonNull(inserts.get(change.getOrderId()));
        assertThat(change.getOrderBefore()).isEqualTo(insert.getOrderAfter());
        assertThat(change.getOrderAfter().getStatus()).isEqualTo("PAID");
        assertThat(change.getSource().getLsn()).isGreaterThan(insert.getSource().getLsn());
      }
    }
    assertThat(inserts).hasSize(5_000);
    assertThat(updates).isEqualTo(5_000);
  }

  @Test
  void shouldMakeTheSameOfTheSameSeed() {
    assertThat(changes(SPEC)).isEqualTo(changes(SPEC));
  }

  @Test
  void shouldSendEveryPaymentToTheOneHotMerchant() {
    assertThat(merchants(SPEC.allToOneMerchant())).hasSize(1).doesNotContainNull();
    assertThat(merchants(SPEC.spreadOverMerchants())).hasSize(100).doesNotContainNull();
  }

  private static Set<String> merchants(PaymentLoadSpec spec) {
    Set<String> merchants = new HashSet<>();
    changes(spec).forEach(change -> merchants.add(change.getOrderAfter().getMerchantId()));
    return merchants;
  }
}
