package dev.settle.batch.reconciliation;

import dev.settle.schemas.payment.Channel;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed with a channel beyond its accounts: rate card, tolerance, merchants' accounts.
 *
 * @param feeRates rows of the rate card; without one in force the account's own rate counts
 * @param tolerance null: the account's own, and no days
 * @param routes which accounts take a merchant's payments; of other merchants any account does
 */
public record AgreedTerms(
    List<FeeRate> feeRates, @Nullable Tolerance tolerance, List<MerchantRoute> routes) {

  /** Nothing beyond {@code payments.channel_account}. */
  public static AgreedTerms none() {
    return new AgreedTerms(List.of(), null, List.of());
  }

  /** Where the terms come from. */
  @FunctionalInterface
  public interface Source {
    /** The terms of a channel on a business date. */
    AgreedTerms of(Channel channel, LocalDate date);
  }
}
