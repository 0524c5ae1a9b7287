package dev.settle.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the offsets topic knows of the capture.
 *
 * @param stage how far the capture had come
 * @param lsn position up to which Kafka has everything; 0 when there is none
 * @param snapshotBegun true when the connector noted that it begins a snapshot that it has not
 *     finished; so a slot without an offset is its own and may be made anew
 * @param tables the tables that were captured up to the position
 */
record StoredOffset(Stage stage, long lsn, boolean snapshotBegun, Set<String> tables) {
  /** What the first release captured, which did not note its tables. */
  static final Set<String> FIRST_TABLES =
      Set.of("payment_order", "refund", "merchant", "channel_account", "cdc_heartbeat");

  /** Stages of the capture. */
  enum Stage {
    /** Nothing stored. */
    NONE,
    /** In the middle of a snapshot, which cannot be continued. */
    SNAPSHOT,
    /** Snapshot complete: following the log. */
    STREAMING
  }

  /** Reads the engine's offset, a JSON object, as PostgresOffsetContext writes it. */
  static StoredOffset of(@Nullable JsonNode offset, boolean snapshotBegun, Set<String> tables) {
    if (offset == null || offset.isNull()) {
      return new StoredOffset(Stage.NONE, 0, snapshotBegun, tables);
    }
    boolean incomplete =
        offset.hasNonNull("snapshot")
            && !offset.path("last_snapshot_record").asBoolean(false)
            && !offset.path("snapshot_completed").asBoolean(false);
    return new StoredOffset(
        incomplete ? Stage.SNAPSHOT : Stage.STREAMING, position(offset), snapshotBegun, tables);
  }

  /** The position that the engine confirms to the slot: the last commit, else the last event. */
  private static long position(JsonNode offset) {
    for (String key : new String[] {"lsn_commit", "lsn_proc", "lsn"}) {
      if (offset.hasNonNull(key)) {
        return offset.get(key).asLong();
      }
    }
    return 0;
  }
}
