package dev.settle.batch.settlement.statement;

import dev.settle.batch.BatchException;
import dev.settle.schemas.money.Money;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which settlements are wanted.
 *
 * @param window day of their window
 * @param payee {@code merchant:ID} or {@code partner:ID}; empty: all
 * @param currency ISO 4217; empty: all
 */
public record StatementScope(LocalDate window, String payee, String currency) {
  private static final Pattern PAYEE = Pattern.compile("(merchant|partner):[A-Za-z0-9_-]{1,64}");

  /**
   * Refuses what no settlement can have.
   *
   * @throws BatchException 2
   */
  public StatementScope {
    if (!payee.isEmpty()) {
      requirePayee(payee);
    }
    if (!currency.isEmpty() && !isCurrency(currency)) {
      throw BatchException.usage(
          "'%s' is not an ISO 4217 code of a currency with a minor unit".formatted(currency));
    }
  }

  /**
   * A payee as it is written.
   *
   * @throws BatchException 2 when it is none
   */
  public static String requirePayee(String payee) {
    if (!isPayee(payee)) {
      throw BatchException.usage("'%s' is not merchant:ID or partner:ID".formatted(payee));
    }
    return payee;
  }

  static boolean isPayee(String payee) {
    return PAYEE.matcher(payee).matches();
  }

  static boolean isCurrency(String code) {
    try {
      return Money.ofMinor(0, code).minor() == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  Map<String, Object> parameters() {
    return Map.of("window", window.toString(), "payee", payee, "currency", currency);
  }

  /** What is wanted, for a message: {@code of merchant:m1 in the window of 2026-11-20}. */
  String title() {
    return (payee.isEmpty() ? "" : " of " + payee)
        + (currency.isEmpty() ? "" : " in " + currency)
        + " in the window of "
        + window;
  }
}
