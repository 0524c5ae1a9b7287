package dev.settle.stream.ledger;

import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.AvroRecordSerializer;
import dev.settle.stream.ledger.rule.LedgerLeg;
import java.time.LocalDate;

/** Writes entries to {@code ledger.entries}, keyed by account. */
final class LedgerEntrySerializer extends AvroRecordSerializer<BookedEntry, LedgerEntry> {
  private static final long serialVersionUID = 1;

  LedgerEntrySerializer() {
    super(Topics.ENTRIES, LedgerEntry.class);
  }

  @Override
  protected String key(BookedEntry entry) {
    return entry.leg.account;
  }

  @Override
  protected LedgerEntry toRecord(BookedEntry entry) {
    LedgerLeg leg = entry.leg;
    LedgerEntry record = new LedgerEntry();
    record.setAccount(leg.account);
    record.setShard(leg.shard);
    record.setCurrency(leg.currency);
    record.setSequence(entry.sequence);
    record.setAmount(leg.amount);
    record.setBalanceAfter(entry.balanceAfter);
    record.setJournalId(leg.journalId);
    record.setLeg(leg.leg);
    record.setCounterAccount(leg.counterAccount);
    record.setCause(leg.cause.name());
    record.setKind(leg.kind);
    record.setChannel(leg.channel.name());
    record.setChannelTxnId(leg.channelTxnId);
    record.setChannelRefundId(leg.channelRefundId);
    record.setOrderId(leg.orderId);
    record.setRefundId(leg.refundId);
    record.setMerchantId(leg.merchantId);
    record.setEventTime(leg.eventTime);
    record.setBookedAt(entry.bookedAt);
    record.setBusinessDate(LocalDate.ofEpochDay(leg.businessDay));
    record.setSourceLsn(leg.sourceLsn);
    record.setTraceParent(leg.traceParent);
    record.setHoldId(leg.holdId);
    record.setInstructionId(leg.instructionId);
    record.setBusinessKey(leg.businessKey);
    record.setOriginalBusinessDate(
        leg.originalBusinessDay == LedgerLeg.NOT_LATE
            ? null
            : LocalDate.ofEpochDay(leg.originalBusinessDay));
    return record;
  }
}
