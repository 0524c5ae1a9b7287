package dev.settle.batch.settlement;

import java.time.LocalDate;

/**
 * What was held back of one window.
 *
 * @param window day of that window
 * @param releaseOn given back in the first window whose day is this or later
 * @param amount minor units, above zero
 */
public record HeldReserve(LocalDate window, LocalDate releaseOn, long amount) {

  /** Refuses what holds nothing or is due before it is held. */
  public HeldReserve {
    if (amount <= 0 || !releaseOn.isAfter(window)) {
      throw new IllegalArgumentException(
          "reserve of %d from %s until %s".formatted(amount, window, releaseOn));
    }
  }
}
