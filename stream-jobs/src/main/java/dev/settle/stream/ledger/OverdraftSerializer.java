package dev.settle.stream.ledger;

import dev.settle.schemas.avro.LedgerAlert;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.AvroRecordSerializer;
import dev.settle.stream.ledger.rule.LedgerLeg;

/** Writes the entries that overdrew an account to {@code ledger.alerts}, keyed by account. */
final class OverdraftSerializer extends AvroRecordSerializer<BookedEntry, LedgerAlert> {
  private static final long serialVersionUID = 1;

  OverdraftSerializer() {
    super(Topics.ALERTS, LedgerAlert.class);
  }

  @Override
  protected String key(BookedEntry entry) {
    return entry.leg.account;
  }

  @Override
  protected LedgerAlert toRecord(BookedEntry entry) {
    LedgerLeg leg = entry.leg;
    LedgerAlert alert = new LedgerAlert();
    alert.setAlertId("overdraft:" + leg.account + ":" + leg.currency + ":" + entry.sequence);
    alert.setType("OVERDRAFT");
    alert.setSeverity("WARNING");
    alert.setDetail(
        String.format(
            "%s fell below zero: %d %s after %d by journal %s",
            leg.account, entry.balanceAfter, leg.currency, leg.amount, leg.journalId));
    alert.setAccount(leg.account);
    alert.setShard(leg.shard);
    alert.setCurrency(leg.currency);
    alert.setSequence(entry.sequence);
    alert.setAmount(leg.amount);
    alert.setBalanceAfter(entry.balanceAfter);
    alert.setJournalId(leg.journalId);
    alert.setOrderId(leg.orderId);
    alert.setEventTime(leg.eventTime);
    alert.setRaisedAt(entry.bookedAt);
    return alert;
  }
}
