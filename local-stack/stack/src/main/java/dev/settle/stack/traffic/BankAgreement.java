package dev.settle.stack.traffic;

import java.util.List;

/**
 * An account of the demonstration's platform at its bank.
 *
 * @param accountNo IBAN, or the bank's number of it
 * @param currency ISO 4217; what is paid out in it comes to this account
 */
public record BankAgreement(String accountNo, String currency) {
  private static final List<BankAgreement> ALL =
      List.of(
          new BankAgreement("11014567890001", "CNY"),
          new BankAgreement("DE87200500001234567890", "EUR"),
          new BankAgreement("4000123456", "USD"));

  /** One of each currency: channels pay out to it by themselves, merchants are paid from it. */
  public static List<BankAgreement> all() {
    return ALL;
  }

  /** The account of a currency. */
  public static BankAgreement of(String currency) {
    return ALL.stream()
        .filter(account -> account.currency.equals(currency))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no bank account in " + currency));
  }

  /** Its account in the ledger. */
  public String ledgerAccount() {
    return "bank:" + accountNo;
  }
}
