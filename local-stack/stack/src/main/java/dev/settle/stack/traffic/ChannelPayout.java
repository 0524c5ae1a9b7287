package dev.settle.stack.traffic;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.InstructionKind;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a channel pays out to the platform's bank account.
 *
 * @param channel who pays
 * @param payoutId the channel's id of it
 * @param date the channel's business date
 * @param currency ISO 4217
 * @param amount minor units; below zero when the channel takes money back
 * @param paidAt when
 */
public record ChannelPayout(
    Channel channel,
    String payoutId,
    LocalDate date,
    String currency,
    long amount,
    Instant paidAt) {

  /** The journal by which the ledger books it: the channel owes less, the bank more. */
  public InstructionPlan instruction() {
    return new InstructionPlan(
        "payout-" + payoutId,
        InstructionKind.CHANNEL_PAYOUT.name(),
        payoutId,
        date,
        channel.name(),
        null,
        Leg.json(
            new Leg(BankAgreement.of(currency).ledgerAccount(), currency, -amount),
            new Leg(AccountAddress.channel(channel), currency, amount)),
        paidAt,
        null);
  }

  /** The same with another amount. */
  public ChannelPayout withAmount(long other) {
    return new ChannelPayout(channel, payoutId, date, currency, other, paidAt);
  }
}
