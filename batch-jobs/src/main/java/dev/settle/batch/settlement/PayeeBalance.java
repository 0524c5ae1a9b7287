package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands open with a merchant or partner in one currency between two settlements.
 *
 * @param settledTo day of the last window settled; null: none yet
 * @param carriedForward minor units not paid, or lacking when below zero
 * @param reserves held back, in the order of their windows
 * @param receivables what the payee owes, the oldest first
 */
public record PayeeBalance(
    String payee,
    Currency currency,
    @Nullable LocalDate settledTo,
    long carriedForward,
    List<HeldReserve> reserves,
    List<Receivable> receivables) {

  /** Keeps copies. */
  public PayeeBalance {
    reserves = List.copyOf(reserves);
    receivables = List.copyOf(receivables);
    if (settledTo == null && carriedForward != 0) {
      throw new IllegalArgumentException(payee + " carries forward without a settlement");
    }
  }

  /** A payee that was never settled. */
  public static PayeeBalance opening(String payee, Currency currency) {
    return new PayeeBalance(payee, currency, null, 0, List.of(), List.of());
  }

  /**
   * The same with one more receivable.
   *
   * @throws BatchException 65 when it stands already: it would be deducted twice
   */
  public PayeeBalance owing(Receivable receivable) {
    if (receivables.stream().anyMatch(open -> open.id().equals(receivable.id()))) {
      throw BatchException.refused(
          "%s: receivable %s stands already".formatted(payee, receivable.id()));
    }
    List<Receivable> more = new ArrayList<>(receivables);
    more.add(receivable);
    return new PayeeBalance(payee, currency, settledTo, carriedForward, reserves, more);
  }

  /** Sum of the reserves. */
  public long reserveHeld() {
    return reserves.stream().mapToLong(HeldReserve::amount).reduce(0, Math::addExact);
  }

  /** Sum of the receivables. */
  public long owed() {
    return receivables.stream().mapToLong(Receivable::amount).reduce(0, Math::addExact);
  }
}
