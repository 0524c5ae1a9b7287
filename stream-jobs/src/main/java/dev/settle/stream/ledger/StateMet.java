package dev.settle.stream.ledger;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.settle.stream.ledger.rule.OrderState;
import dev.settle.stream.ledger.rule.RefundState;
import org.jspecify.annotations.Nullable;

/**
 * The state that a refused change met, for a person.
 *
 * @param order null when the order is not known
 * @param refund null when the change is not of a refund, or the refund is not known
 */
record StateMet(@Nullable OrderState order, @Nullable RefundState refund) {
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
    if (order == null && refund == null) {
      return null;
    }
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the state of an order as JSON", e);
    }
  }
}
