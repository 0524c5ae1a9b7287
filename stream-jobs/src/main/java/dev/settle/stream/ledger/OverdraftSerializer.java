package dev.settle.stream.ledger;

import dev.settle.schemas.avro.LedgerAlert;
import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.AvroRecordSerializer;
import java.nio.charset.StandardCharsets;

/** Writes the entries that overdrew an account to {@code ledger.alerts}, keyed by account. */
final class OverdraftSerializer extends AvroRecordSerializer<BookedEntry, LedgerAlert> {
  private static final long serialVersionUID = 1;

  OverdraftSerializer() {
    super(Topics.ALERTS, LedgerAlert.class);
  }

  @Override
  protected String key(BookedEntry entry) {
    return new String(entry.account(), StandardCharsets.UTF_8);
  }

  @Override
  protected LedgerAlert toRecord(BookedEntry booked) {
    LedgerEntry entry = booked.decode();
    LedgerAlert alert = new LedgerAlert();
    alert.setAlertId(
        "overdraft:" + entry.getAccount() + ":" + entry.getCurrency() + ":" + entry.getSequence());
    alert.setType("OVERDRAFT");
    alert.setSeverity("WARNING");
    alert.setDetail(
        String.format(
            "%s fell below zero: %d %s after %d by journal %s",
            entry.getAccount(),
            entry.getBalanceAfter(),
            entry.getCurrency(),
            entry.getAmount(),
            entry.getJournalId()));
    alert.setAccount(entry.getAccount());
    alert.setShard(entry.getShard());
    alert.setCurrency(entry.getCurrency());
    alert.setSequence(entry.getSequence());
    alert.setAmount(entry.getAmount());
    alert.setBalanceAfter(entry.getBalanceAfter());
    alert.setJournalId(entry.getJournalId());
    alert.setOrderId(entry.getOrderId());
    alert.setEventTime(entry.getEventTime());
    alert.setRaisedAt(entry.getBookedAt());
    return alert;
  }
}
