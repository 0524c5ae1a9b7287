package dev.settle.stream.ledger.rule;

/**
 * What a change of a hold adds to what was posted before: minor units, never negative.
 *
 * @param held to freeze
 * @param captured to pay to the merchant
 * @param returned to give back to the owner
 */
public record HoldMovement(long held, long captured, long returned) {
  /** Refuses a movement backwards: cumulative amounts never fall. */
  public HoldMovement {
    if (held < 0 || captured < 0 || returned < 0) {
      throw new IllegalArgumentException(
          "a hold moves forward only: " + held + ", " + captured + ", " + returned);
    }
  }
}
