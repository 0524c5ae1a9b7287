package dev.settle.cdc;

import org.jspecify.annotations.Nullable;

/**
 * A replication slot as {@code pg_replication_slots} shows it.
 *
 * @param restartLsn oldest position that the server keeps for it; null when invalidated
 * @param confirmedLsn position up to which the connector has confirmed; null when invalidated
 * @param walStatus reserved, extended, unreserved or lost
 * @param invalidationReason why the server gave the slot up; null while it is valid
 * @param activePid the server process that streams from it; null when nobody does
 */
record SlotState(
    @Nullable Long restartLsn,
    @Nullable Long confirmedLsn,
    String walStatus,
    @Nullable String invalidationReason,
    @Nullable Integer activePid) {

  boolean lost() {
    return walStatus.equals("lost")
        || invalidationReason != null
        || restartLsn == null
        || confirmedLsn == null;
  }
}
