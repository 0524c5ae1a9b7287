package dev.settle.stream.ledger;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.settle.stream.ledger.rule.HoldState;
import dev.settle.stream.ledger.rule.InstructionState;
import dev.settle.stream.ledger.rule.OrderState;
import dev.settle.stream.ledger.rule.RefundState;
import org.jspecify.annotations.Nullable;

/** The state under a refused change's key, for a person; null: nothing of the kind was known. */
record StateMet(
    @Nullable OrderState order,
    @Nullable RefundState refund,
    @Nullable HoldState hold,
    @Nullable InstructionState instruction) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  /** As JSON; null when nothing was known. */
  @Nullable String toJson() {
    if (order == null && refund == null && hold == null && instruction == null) {
      return null;
    }
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the state that was met as JSON", e);
    }
  }
}
