package dev.settle.schemas.payment;

import static dev.settle.schemas.payment.HoldStatus.CAPTURED;
import static dev.settle.schemas.payment.HoldStatus.EXPIRED;
import static dev.settle.schemas.payment.HoldStatus.HELD;
import static dev.settle.schemas.payment.HoldStatus.RELEASED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldStatusTest {
  @Test
  void shouldHaveNoOtherStepThanTheStateMachines() {
    Map<HoldStatus, EnumSet<HoldStatus>> legal = new EnumMap<>(HoldStatus.class);
    legal.put(HELD, EnumSet.allOf(HoldStatus.class));
    legal.put(CAPTURED, EnumSet.of(CAPTURED, RELEASED, EXPIRED));
    legal.put(RELEASED, EnumSet.of(RELEASED));
    legal.put(EXPIRED, EnumSet.of(EXPIRED));
    legal.forEach(
        (from, steps) -> {
          for (HoldStatus to : HoldStatus.values()) {
            assertThat(from.canBecome(to)).as("%s -> %s", from, to).isEqualTo(steps.contains(to));
          }
        });
  }
}
