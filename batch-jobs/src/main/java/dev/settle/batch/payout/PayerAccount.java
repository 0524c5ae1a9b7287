package dev.settle.batch.payout;

import org.jspecify.annotations.Nullable;

/**
 * Our account at a bank.
 *
 * @param accountNo IBAN or the bank's number
 * @param isIban which of the two
 * @param holder our name at the bank
 * @param bic the bank; an IBAN needs none
 * @param clearingMember the bank's CNAPS number, in China
 */
public record PayerAccount(
    String accountNo,
    boolean isIban,
    String holder,
    @Nullable String bic,
    @Nullable String clearingMember) {}
