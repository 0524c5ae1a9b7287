package dev.settle.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.FraudRuleRow;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FraudLoadTest {
  private static final FraudLoadSpec SPEC = new FraudLoadSpec(5_000, 1_000, 100, 50, 80, 1_000, 7);

  private static List<PaymentChange> changes() {
    List<PaymentChange> changes = new ArrayList<>();
    new FraudLoad(SPEC).generate(changes::add);
    return changes;
  }

  @Test
  void shouldPayEachOrderOnceAfterItsInsert() {
    Map<String, OrderRow> rows = new HashMap<>();
    int paid = 0;
    int refunded = 0;
    for (PaymentChange change : changes().subList(0, changes().size() - FraudLoad.LAST)) {
      OrderRow before = rows.put(change.getOrderId(), change.getOrderAfter());
      assertThat(change.getOrderBefore()).isEqualTo(before);
      assertThat(change.getOp()).isEqualTo(before == null ? Operation.INSERT : Operation.UPDATE);
      if (before != null && before.getStatus().equals("PENDING")) {
        paid++;
      } else if (before != null) {
        assertThat(change.getOrderAfter().getRefundedAmount())
            .isBetween(1L, change.getOrderAfter().getAmount());
        refunded++;
      }
    }
    assertThat(rows).hasSize(5_000);
    assertThat(paid).isEqualTo(5_000);
    assertThat(refunded).isBetween(20, 80);
  }

  @Test
  void shouldPayAtTheGivenRateAndOutOfOrderByLessThanTheBound() {
    long newest = 0;
    long oldest = Long.MAX_VALUE;
    for (PaymentChange change : changes().subList(0, changes().size() - FraudLoad.LAST)) {
      OrderRow row = change.getOrderAfter();
      long time = row.getUpdatedAt();
      assertThat(time).isLessThanOrEqualTo(change.getSource().getCommittedAt());
      if (row.getPaidAt() != null) {
        assertThat(time).isGreaterThan(newest - 2_000);
        newest = Math.max(newest, time);
        oldest = Math.min(oldest, time);
      }
    }
    assertThat(newest - oldest).isBetween(4_900L, 7_000L);
  }

  @Test
  void shouldMakeTheSameOfTheSameSeed() {
    assertThat(changes()).isEqualTo(changes());
  }

  @Test
  void shouldHaveTwentyRulesOfAllMeasuresAndFewKindsOfKey() throws IOException {
    List<FraudRuleRow> rules = BenchRules.all();

    assertThat(rules).extracting(FraudRuleRow::getRuleId).hasSize(20).doesNotHaveDuplicates();
    assertThat(rules.stream().map(FraudRuleRow::getAggregate).filter(Objects::nonNull).distinct())
        .containsExactlyInAnyOrder(
            "COUNT", "SUM", "AVERAGE", "MAX", "DISTINCT_COUNT", "REFUND_SHARE");
    assertThat(rules.stream().map(FraudRuleRow::getSequence).filter(Objects::nonNull).distinct())
        .containsExactlyInAnyOrder("SMALL_THEN_LARGE", "PASS_THROUGH");
    assertThat(rules.stream().map(BenchRules::keyOf).distinct()).hasSize(9);
  }
}
