package dev.settle.cdc;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.settle.schemas.avro.InstructionLeg;
import java.util.ArrayList;
import java.util.List;

/**
 * The legs of an instruction from their JSON: {@code [{"account": "user:1", "currency": "CNY",
 * "amount": -5}, …]}. What they come to is for the ledger to judge.
 */
final class InstructionLegs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private InstructionLegs() {}

  /**
   * Reads the legs.
   *
   * @throws UnmappableRowException when it is no array of legs, or an amount is no whole number of
   *     64 bits
   */
  static List<InstructionLeg> parse(String json) throws UnmappableRowException {
    JsonNode array;
    try {
      array = JSON.readTree(json);
    } catch (JacksonException e) {
      throw unmappable(" is no JSON: " + e.getOriginalMessage());
    }
    if (!array.isArray()) {
      throw unmappable(" is no array");
    }
    List<InstructionLeg> legs = new ArrayList<>(array.size());
    for (JsonNode leg : array) {
      JsonNode account = leg.path("account");
      JsonNode currency = leg.path("currency");
      JsonNode amount = leg.path("amount");
      if (!account.isTextual() || !currency.isTextual()) {
        throw unmappable("[%d] has no account or currency".formatted(legs.size()));
      }
      if (!amount.isIntegralNumber() || !amount.canConvertToLong()) {
        throw unmappable("[%d].amount is no whole number of 64 bits".formatted(legs.size()));
      }
      legs.add(new InstructionLeg(account.asText(), currency.asText(), amount.asLong()));
    }
    return legs;
  }

  private static UnmappableRowException unmappable(String what) {
    return new UnmappableRowException("payments.ledger_instruction.legs" + what);
  }
}
