package dev.settle.batch.sharing;

import org.jspecify.annotations.Nullable;

/**
 * Who gets a part of an order.
 *
 * @param account address in the ledger
 * @param share how the claim comes about
 * @param minimum the claim is at least this, minor units; null: none
 * @param maximum the part is at most this, minor units; null: none
 */
public record Receiver(
    String account, Share share, @Nullable Long minimum, @Nullable Long maximum) {
  /** True for the one that takes what the others leave. */
  public boolean takesRemainder() {
    return share instanceof Share.Remainder;
  }
}
