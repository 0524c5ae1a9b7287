package dev.settle.batch.payout;

import dev.settle.batch.BatchException;
import dev.settle.batch.statement.Decimals;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bank is told of a batch: every text as the bank takes it. A pure function of the batch,
 * so that a file is the same whenever it is written.
 *
 * @param id MsgId and PmtInfId
 * @param createdAt when the batch was approved
 * @param executionDate when the bank is to pay
 * @param currency ISO 4217
 * @param payer our account
 * @param transfers at least one
 */
public record PaymentOrder(
    String id,
    Instant createdAt,
    LocalDate executionDate,
    String currency,
    PayerAccount payer,
    List<Transfer> transfers) {
  private static final int TEXT_CHARACTERS_MAX = 140;
  private static final int TOWN_CHARACTERS_MAX = 35;

  /**
   * One payment.
   *
   * @param id EndToEndId
   * @param amount minor units
   * @param payee {@code merchant:ID} or {@code partner:ID}
   * @param account where to
   * @param remittance what for
   */
  public record Transfer(
      String id, long amount, String payee, PayeeAccount account, String remittance) {}

  /**
   * The order of a batch as it stands.
   *
   * @param approvedAt when it is approved; a batch that was due before is paid on that day
   * @throws BatchException 65 when a text cannot be written
   */
  static PaymentOrder of(
      PayoutBatch batch, List<BatchItem> items, Instant approvedAt, LocalDate approvedOn) {
    PayerAccount payer = batch.payer();
    List<Transfer> transfers = new ArrayList<>();
    for (BatchItem item : items) {
      transfers.add(transfer(item));
    }
    return new PaymentOrder(
        batch.id(),
        approvedAt,
        batch.due().isBefore(approvedOn) ? approvedOn : batch.due(),
        batch.currency(),
        new PayerAccount(
            payer.accountNo(),
            payer.isIban(),
            written("holder of " + payer.accountNo(), payer.holder(), batch.currency()),
            payer.bic(),
            payer.clearingMember()),
        List.copyOf(transfers));
  }

  /**
   * Why a payout cannot be written; null when it can.
   *
   * @param account of the payee
   */
  static @Nullable String problem(Payout payout, PayeeAccount account) {
    try {
      transfer(new BatchItem(payout, account));
      return null;
    } catch (BatchException e) {
      return e.getMessage();
    }
  }

  /** Sum of the transfers in minor units. */
  public long sum() {
    return transfers.stream().mapToLong(Transfer::amount).reduce(0, Math::addExact);
  }

  /** Minor units as the bank reads them. */
  public String decimal(long minor) {
    return Decimals.plain(minor, Currency.getInstance(currency).getDefaultFractionDigits());
  }

  private static Transfer transfer(BatchItem item) {
    Payout payout = item.payout();
    PayeeAccount account = item.account();
    String currency = payout.currency();
    String town = account.town();
    return new Transfer(
        payout.id(),
        payout.amount(),
        payout.payee(),
        new PayeeAccount(
            account.from(),
            written("holder of the account of " + payout.payee(), account.holder(), currency),
            account.iban(),
            account.accountNo(),
            account.bic(),
            account.clearingMember(),
            account.country(),
            town == null
                ? null
                : written("town of " + payout.payee(), town, currency, TOWN_CHARACTERS_MAX)),
        written(
            "remittance of " + payout.id(),
            "Settlement " + payout.payee() + " " + payout.windowDay(),
            currency,
            TEXT_CHARACTERS_MAX));
  }

  private static String written(String what, String text, String currency) {
    return written(what, text, currency, PaymentText.nameCharactersMax(currency));
  }

  private static String written(String what, String text, String currency, int max) {
    return PaymentText.of(text, currency, max)
        .orElseThrow(
            () ->
                BatchException.refused(
                    "%s: '%s' cannot be written to a bank's file in %s (at most %d characters of its set, docs/payouts.md)"
                        .formatted(what, text, currency, max)));
  }
}
