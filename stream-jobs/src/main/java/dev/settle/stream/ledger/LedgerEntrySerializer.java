package dev.settle.stream.ledger;

import dev.settle.schemas.kafka.Topics;
import dev.settle.stream.kafka.TopicSerializer;
import org.jspecify.annotations.Nullable;

/** Writes entries to {@code ledger.entries}, keyed by account. */
final class LedgerEntrySerializer extends TopicSerializer<BookedEntry> {
  private static final long serialVersionUID = 1;

  LedgerEntrySerializer() {
    super(Topics.ENTRIES);
  }

  @Override
  protected byte[] keyOf(BookedEntry entry) {
    return entry.account();
  }

  @Override
  protected byte[] valueOf(BookedEntry entry) {
    return entry.bytes();
  }

  @Override
  protected byte @Nullable [] traceParentOf(BookedEntry entry) {
    return entry.traceParent();
  }
}
