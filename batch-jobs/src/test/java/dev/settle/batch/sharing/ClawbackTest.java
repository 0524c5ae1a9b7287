package dev.settle.batch.sharing;

import static dev.settle.batch.sharing.Samples.fixed;
import static dev.settle.batch.sharing.Samples.order;
import static dev.settle.batch.sharing.Samples.percent;
import static dev.settle.batch.sharing.Samples.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClawbackTest {
  private static final RuleSet RULES = rules(fixed("partner:a", 500), percent("partner:b", 1_000));

  /** 100.00: 5.00 and 10.00. Of 60.00: 5.00 and 6.00. */
  @Test
  void shouldTakeBackRatesAsTheBaseShrinksAndFixedAmountsWhenItCannotBearThem() {
    Allocation whole = Allocator.allocate(RULES, order(10_000));
    Allocation sixty = Allocator.allocate(RULES, order(10_000).withRefunded(4_000));
    Allocation four = Allocator.allocate(RULES, order(10_000).withRefunded(9_600));
    Allocation none = Allocator.allocate(RULES, order(10_000).withRefunded(10_000));

    assertThat(Clawback.between(whole, sixty)).isEqualTo(new Clawback(List.of(0L, 400L), 3_600));
    // 500 and 40 claimed of 400: 370.37… and 29.62…, the missing unit is b's
    assertThat(Samples.amounts(four)).containsExactly(370L, 30L);
    assertThat(Clawback.between(four, none)).isEqualTo(new Clawback(List.of(370L, 30L), 0));
  }

  @Test
  void shouldStayWithTheRuleSetOfTheOrder() {
    Allocation one = Allocator.allocate(RULES, order(10));
    Allocation other = Allocator.allocate(rules(percent("partner:b", 1)), order(10));

    assertThatThrownBy(() -> Clawback.between(one, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stays with its rule set");
  }
}
