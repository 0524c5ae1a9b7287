package dev.settle.batch.payout;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where a payee is paid: an IBAN, or an account number and its bank.
 *
 * @param from since when it is agreed
 * @param holder name of its owner, as the bank knows it
 * @param bic the bank; an IBAN needs none
 * @param clearingMember the bank's CNAPS number, in China
 * @param country ISO 3166, of the owner
 * @param town of the owner
 */
public record PayeeAccount(
    LocalDate from,
    String holder,
    @Nullable String iban,
    @Nullable String accountNo,
    @Nullable String bic,
    @Nullable String clearingMember,
    @Nullable String country,
    @Nullable String town) {

  /** IBAN or account number, for a person. */
  public String number() {
    return iban != null ? iban : String.valueOf(accountNo);
  }
}
