package dev.settle.batch.statement.camt;

import org.jspecify.annotations.Nullable;

/**
 * One payment within an entry of the bank, a {@code TxDtls}. References that the bank does not
 * give, or gives as {@code NOTPROVIDED}, are null.
 *
 * @param entryNo the entry's number in the file
 * @param detailNo number of the detail within its entry, from 1
 * @param amount signed minor units of the entry's currency; null when the bank gives no amount in
 *     it
 * @param endToEndId the id that the payer gave the payment
 * @param messageId the id of the message that ordered it
 * @param paymentInformationId the id of the batch that ordered it
 * @param instructionId the id of the instruction to the bank
 * @param transactionId the clearing's id of it
 * @param bankReference the bank's own reference of it
 * @param counterparty name of the other side: the debtor of a credit, the creditor of a debit
 * @param counterpartyAccount the other side's IBAN or account number
 * @param remittance the remittance text, its lines joined by a blank; empty when there is none
 * @param creditorReference structured references (QR, ISO 11649), joined by a blank
 * @param returnReason code of why it was returned; empty when it was returned without one; null
 *     when it is no return
 */
public record BankDetail(
    int entryNo,
    int detailNo,
    @Nullable Long amount,
    @Nullable String endToEndId,
    @Nullable String messageId,
    @Nullable String paymentInformationId,
    @Nullable String instructionId,
    @Nullable String transactionId,
    @Nullable String bankReference,
    @Nullable String counterparty,
    @Nullable String counterpartyAccount,
    String remittance,
    @Nullable String creditorReference,
    @Nullable String returnReason) {}
