package dev.settle.cdc;

import dev.settle.cdc.CaptureConfig.Recovery;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Decides, before each start of the engine, whether the stored offset and the replication slot fit
 * together. The engine's own validation ({@code offset.mismatch.strategy=trust_offset}) sees only
 * some of the cases, and takes a slot without offsets for a new connector.
 */
final class SlotCheck {
  /** What to do. */
  enum Action {
    /** Go on from the stored offset. */
    RESUME,
    /** Nothing was captured ever: take the first snapshot. */
    FIRST_SNAPSHOT,
    /** A snapshot was not finished, or a new one was asked for: drop the slot and begin again. */
    NEW_SNAPSHOT,
    /** Rows may be lost: stop. */
    REFUSE
  }

  /**
   * The decision and its reason.
   *
   * @param action what to do
   * @param reason for the log; of a refusal, what happened and what to do
   */
  record Decision(Action action, String reason) {}

  private static final String WAY_OUT =
      " Changes may be lost. Find out why; then start once with --recover=resnapshot to accept this and read all rows anew (rows that were captured before come again as SNAPSHOT, the ledger books only differences).";

  private SlotCheck() {}

  /**
   * Compares both sides.
   *
   * @param offset what Kafka has
   * @param slot what PostgreSQL has; null when there is no slot
   * @param walEnd end of the server's write-ahead log
   * @param filled the tables that hold rows
   * @param recover what the operator asked for
   */
  static Decision decide(
      StoredOffset offset,
      @Nullable SlotState slot,
      long walEnd,
      Set<String> filled,
      Recovery recover) {
    Decision decision =
        offset.stage() == StoredOffset.Stage.STREAMING
            ? afterSnapshot(offset, slot, walEnd, filled)
            : beforeSnapshot(offset, slot);
    if (decision.action() == Action.REFUSE && recover == Recovery.RESNAPSHOT) {
      return new Decision(
          Action.NEW_SNAPSHOT, "--recover=resnapshot was given, and " + decision.reason());
    }
    return decision;
  }

  private static Decision afterSnapshot(
      StoredOffset offset, @Nullable SlotState slot, long walEnd, Set<String> filled) {
    String stored = show(offset.lsn());
    if (slot == null) {
      return refuse(
          "SLOT_MISSING: Kafka holds offset %s, but PostgreSQL has no replication slot %s: it was dropped, or this is another or a restored database."
              .formatted(stored, CaptureConfig.SLOT));
    }
    Long confirmed = slot.confirmedLsn();
    if (slot.lost() || confirmed == null) {
      return refuse(
          "SLOT_LOST: PostgreSQL gave up replication slot %s (wal_status %s, reason %s): the log after offset %s is gone. Drop the slot and raise max_slot_wal_keep_size."
              .formatted(CaptureConfig.SLOT, slot.walStatus(), slot.invalidationReason(), stored));
    }
    if (offset.lsn() < confirmed) {
      return refuse(
          "OFFSET_BEHIND_SLOT: Kafka holds offset %s, but replication slot %s is confirmed to %s: the server no longer sends what lies between. The slot was made anew or moved, or the offsets were restored."
              .formatted(stored, CaptureConfig.SLOT, show(confirmed)));
    }
    if (offset.lsn() > walEnd) {
      return refuse(
          "OFFSET_AHEAD_OF_SERVER: Kafka holds offset %s, but the server's log ends at %s: this is another or a restored database."
              .formatted(stored, show(walEnd)));
    }
    Set<String> passedOver = new TreeSet<>(filled);
    passedOver.removeAll(offset.tables());
    if (!passedOver.isEmpty()) {
      return refuse(
          "TABLES_NOT_CAPTURED: %s hold rows, and the connector that stored offset %s did not capture them: whatever was written there while it ran was passed over. To add a table: stop the connector, migrate, start the new one, and only then write to the table."
              .formatted(String.join(", ", passedOver), stored));
    }
    return new Decision(
        Action.RESUME, "resuming at %s, slot confirmed to %s".formatted(stored, show(confirmed)));
  }

  private static Decision beforeSnapshot(StoredOffset offset, @Nullable SlotState slot) {
    if (offset.snapshotBegun() || offset.stage() == StoredOffset.Stage.SNAPSHOT) {
      return new Decision(
          Action.NEW_SNAPSHOT, "the first snapshot was not finished, beginning it again");
    }
    if (slot == null) {
      return new Decision(
          Action.FIRST_SNAPSHOT, "no slot and no offsets: taking the first snapshot");
    }
    return refuse(
        "OFFSETS_MISSING: PostgreSQL has replication slot %s (confirmed to %s), but Kafka holds no offset: the offsets topic was lost or emptied, or another connector owns the slot."
            .formatted(
                CaptureConfig.SLOT,
                slot.confirmedLsn() == null ? "nothing" : show(slot.confirmedLsn())));
  }

  private static Decision refuse(String what) {
    return new Decision(Action.REFUSE, what + WAY_OUT);
  }

  private static String show(long lsn) {
    return LogSequenceNumber.valueOf(lsn).asString();
  }
}
