package dev.settle.batch.statement.camt;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a bank account, a {@code Stmt}: opening balance plus its booked entries is the
 * closing balance, exactly. All amounts are minor units of the one currency.
 *
 * @param statementNo number of the statement in the file, from 1
 * @param statementId the bank's id of it
 * @param sequence {@code ElctrncSeqNb}, which grows by one a statement; null when the bank gives
 *     none
 * @param account IBAN, or the bank's own number of the account
 * @param currency ISO 4217
 * @param openingDate date of the opening balance
 * @param opening signed: positive when the bank owes us
 * @param closingDate date of the closing balance, the statement's business date
 * @param closing signed as opening; the next statement opens with it
 * @param creditCount booked credits
 * @param creditAmount their sum
 * @param debitCount booked debits
 * @param debitAmount their sum, positive
 */
public record BankStatement(
    int statementNo,
    String statementId,
    @Nullable Long sequence,
    String account,
    String currency,
    LocalDate openingDate,
    long opening,
    LocalDate closingDate,
    long closing,
    long creditCount,
    long creditAmount,
    long debitCount,
    long debitAmount) {}
