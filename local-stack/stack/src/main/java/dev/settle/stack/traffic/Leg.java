package dev.settle.stack.traffic;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A leg of an instruction.
 *
 * @param account ledger account
 * @param currency ISO 4217
 * @param amount signed minor units
 */
public record Leg(String account, String currency, long amount) {
  private static final String JSON = "{\"account\": \"%s\", \"currency\": \"%s\", \"amount\": %d}";

  /** Legs as they stand in the instruction's row. */
  public static String json(Leg... legs) {
    return Arrays.stream(legs)
        .map(leg -> JSON.formatted(leg.account, leg.currency, leg.amount))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
