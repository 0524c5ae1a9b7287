package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is agreed with a payee for one currency.
 *
 * @param reserveBasisPoints part of the gross that is held back; 0: no reserve
 * @param reserveDays calendar days from the window's day until a reserve is given back
 * @param minimumPayout minor units; less is carried forward; 0: every amount above zero is paid
 */
public record SettlementTerms(int reserveBasisPoints, int reserveDays, long minimumPayout) {
  private static final int BASIS_POINTS_ALL = 10_000;
  private static final int RESERVE_DAYS_MAX = 730;

  /**
   * Checks them.
   *
   * @throws BatchException 65 with everything that does not hold
   */
  public SettlementTerms {
    List<String> errors = new ArrayList<>();
    if (reserveBasisPoints < 0 || reserveBasisPoints > BASIS_POINTS_ALL) {
      errors.add("reserve of %d basis points is not 0 to 10000".formatted(reserveBasisPoints));
    }
    if (reserveDays < (reserveBasisPoints == 0 ? 0 : 1) || reserveDays > RESERVE_DAYS_MAX) {
      errors.add(
          "reserve of %d days is not 1 to %d (or 0 without reserve)"
              .formatted(reserveDays, RESERVE_DAYS_MAX));
    }
    if (minimumPayout < 0) {
      errors.add("minimum payout %d is below zero".formatted(minimumPayout));
    }
    if (!errors.isEmpty()) {
      throw BatchException.refused("settlement terms: " + String.join("; ", errors));
    }
  }
}
