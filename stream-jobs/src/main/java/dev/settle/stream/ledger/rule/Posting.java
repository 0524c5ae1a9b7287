package dev.settle.stream.ledger.rule;

/**
 * Where money goes: {@code amount} leaves the source account and reaches the destination.
 *
 * @param source account address
 * @param destination account address
 * @param amount positive minor units
 */
public record Posting(String source, String destination, long amount) {
  /** Refuses an amount that is not positive: direction is in the accounts, never in the sign. */
  public Posting {
    if (amount <= 0) {
      throw new IllegalArgumentException(
          "a posting of " + amount + " from " + source + " to " + destination);
    }
  }

  /** The same money the way back. */
  public Posting reversed(long refund) {
    return new Posting(destination, source, refund);
  }
}
