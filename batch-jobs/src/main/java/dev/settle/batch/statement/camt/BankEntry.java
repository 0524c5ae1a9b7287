package dev.settle.batch.statement.camt;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * One booked entry of a bank account, an {@code Ntry}: what the balance moved by. It may stand for
 * a batch of many payments, its {@link BankDetail details}; so one line of the bank is matched with
 * N payouts. Entries that are not booked (PDNG, INFO, FUTR) never become one.
 *
 * @param entryNo number of the entry in the file, from 1; with the file's hash its key, as one line
 *     of XML may hold a whole statement
 * @param statementNo number of its statement in the file
 * @param account IBAN, or the bank's own number of the account
 * @param currency ISO 4217, the account's
 * @param amount signed minor units: a credit of ours is positive. A reversal's sign is the
 *     reversal's own, as {@code CdtDbtInd} gives it
 * @param reversal true when it takes an earlier entry back
 * @param bookingDate when the bank booked it
 * @param bookedAt the same with its time, where the bank gives one; without an offset it is taken
 *     for UTC
 * @param valueDate from when it bears interest; null when the bank does not say
 * @param entryReference {@code NtryRef}; null when the bank gives none
 * @param bankReference {@code AcctSvcrRef}, by which the bank knows the booking; null when it gives
 *     none
 * @param transactionCode what the booking is: domain, family and sub-family such as {@code
 *     PMNT/RCDT/ESCT}, else the bank's own code; empty when it does not say
 * @param information {@code AddtlNtryInf}, for people; empty when there is none
 * @param details how many details were given
 */
public record BankEntry(
    int entryNo,
    int statementNo,
    String account,
    String currency,
    long amount,
    boolean reversal,
    LocalDate bookingDate,
    @Nullable OffsetDateTime bookedAt,
    @Nullable LocalDate valueDate,
    @Nullable String entryReference,
    @Nullable String bankReference,
    String transactionCode,
    String information,
    long details) {

  /** When it was booked; the start of the booking date in UTC when the bank gives no time. */
  public Instant occurredAt() {
    return bookedAt == null
        ? bookingDate.atStartOfDay(ZoneOffset.UTC).toInstant()
        : bookedAt.toInstant();
  }
}
