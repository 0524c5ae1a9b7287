package dev.settle.batch.expected;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One row that is expected, listed or both.
 *
 * @param state how it stands
 * @param nightClass what the night would call it
 * @param date business date
 * @param kind PAYMENT, REFUND, …
 * @param channelId the channel's id; empty when none is known
 * @param ownId our id of the order or refund
 * @param account of ours at the channel; empty: one of several
 * @param expected by the ledger; null when the ledger has none
 * @param listed by the statement; null when it has none
 */
public record ExpectedLine(
    RowState state,
    String nightClass,
    LocalDate date,
    String kind,
    String channelId,
    String ownId,
    String account,
    @Nullable Expected expected,
    @Nullable Listed listed) {

  /**
   * What the ledger expects.
   *
   * @param currency ISO 4217
   * @param amount minor units; negative on refunds
   * @param fee by the rate card, minor units; null: the account that takes it is not known
   */
  public record Expected(String currency, long amount, @Nullable Long fee) {}

  /**
   * What the statement lists.
   *
   * @param currency ISO 4217
   * @param amount minor units
   * @param fee minor units
   * @param state the channel's word
   * @param line of the file, from 1
   */
  public record Listed(String currency, long amount, long fee, String state, long line) {}
}
