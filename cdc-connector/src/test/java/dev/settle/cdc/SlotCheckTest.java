package dev.settle.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.settle.cdc.CaptureConfig.Recovery;
import dev.settle.cdc.SlotCheck.Action;
import dev.settle.cdc.StoredOffset.Stage;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision table, and the reading of the engine's offsets. */
class SlotCheckTest {
  private static final long WAL_END = 10_000;
  private static final Set<String> FILLED = Set.of("payment_order", "refund");

  private static @Nullable SlotState slot(String state) {
    return switch (state) {
      case "none" -> null;
      case "lost" -> new SlotState(null, 500L, "lost", "wal_removed", null);
      case "invalid" -> new SlotState(400L, 500L, "unreserved", "idle_timeout", null);
      case "at500" -> new SlotState(400L, 500L, "reserved", null, null);
      default -> throw new IllegalArgumentException(state);
    };
  }

  @ParameterizedTest(name = "{0} lsn {1} marker {2} slot {3} → {4} {5}")
  @CsvSource({
    // stage, lsn, marker, slot, action, code
    "NONE,      0,     false, none,    FIRST_SNAPSHOT, ''",
    "NONE,      0,     false, at500,   REFUSE,         OFFSETS_MISSING",
    "NONE,      0,     false, lost,    REFUSE,         OFFSETS_MISSING",
    "NONE,      0,     true,  none,    NEW_SNAPSHOT,   ''",
    "NONE,      0,     true,  at500,   NEW_SNAPSHOT,   ''",
    "SNAPSHOT,  500,   true,  at500,   NEW_SNAPSHOT,   ''",
    "SNAPSHOT,  500,   false, none,    NEW_SNAPSHOT,   ''",
    "STREAMING, 500,   false, at500,   RESUME,         ''",
    "STREAMING, 600,   true,  at500,   RESUME,         ''",
    "STREAMING, 10000, false, at500,   RESUME,         ''",
    "STREAMING, 499,   false, at500,   REFUSE,         OFFSET_BEHIND_SLOT",
    "STREAMING, 10001, false, at500,   REFUSE,         OFFSET_AHEAD_OF_SERVER",
    "STREAMING, 600,   false, none,    REFUSE,         SLOT_MISSING",
    "STREAMING, 600,   true,  none,    REFUSE,         SLOT_MISSING",
    "STREAMING, 600,   false, lost,    REFUSE,         SLOT_LOST",
    "STREAMING, 600,   false, invalid, REFUSE,         SLOT_LOST"
  })
  void shouldDecide(
      Stage stage, long lsn, boolean marker, String slot, Action expected, String code) {
    StoredOffset offset = new StoredOffset(stage, lsn, marker, StoredOffset.FIRST_TABLES);

    var decision = SlotCheck.decide(offset, slot(slot), WAL_END, FILLED, Recovery.REFUSE);

    assertThat(decision.action()).isEqualTo(expected);
    if (expected == Action.REFUSE) {
      assertThat(decision.reason()).startsWith(code + ":").contains("--recover=resnapshot");
      assertThat(
              SlotCheck.decide(offset, slot(slot), WAL_END, FILLED, Recovery.RESNAPSHOT).action())
          .isEqualTo(Action.NEW_SNAPSHOT);
    } else {
      assertThat(SlotCheck.decide(offset, slot(slot), WAL_END, FILLED, Recovery.RESNAPSHOT))
          .as("the flag changes nothing when nothing is lost")
          .isEqualTo(decision);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // captured until now, hold rows, passed over
    "payment_order,            payment_order,            ''",
    "payment_order,            '',                       ''",
    "payment_order,            payment_order funds_hold, funds_hold",
    "payment_order funds_hold, payment_order funds_hold, ''",
    "'',                       refund funds_hold,        'funds_hold, refund'"
  })
  void shouldRefuseToGoOnWhenANewTableHoldsRows(String captured, String filled, String passedOver) {
    StoredOffset offset = new StoredOffset(Stage.STREAMING, 600, false, words(captured));

    var decision = SlotCheck.decide(offset, slot("at500"), WAL_END, words(filled), Recovery.REFUSE);

    if (passedOver.isEmpty()) {
      assertThat(decision.action()).isEqualTo(Action.RESUME);
    } else {
      assertThat(decision.action()).isEqualTo(Action.REFUSE);
      assertThat(decision.reason()).startsWith("TABLES_NOT_CAPTURED: " + passedOver + " hold rows");
    }
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"lsn\":7,\"snapshot\":\"INITIAL\",\"last_snapshot_record\":false,\"snapshot_completed\":false} | SNAPSHOT | 7",
        "{\"lsn\":7,\"snapshot\":\"INITIAL\",\"last_snapshot_record\":true,\"snapshot_completed\":true} | STREAMING | 7",
        "{\"lsn\":9,\"lsn_proc\":8,\"txId\":1} | STREAMING | 8",
        "{\"lsn\":9,\"lsn_proc\":8,\"lsn_commit\":6} | STREAMING | 6"
      })
  void shouldReadTheEnginesOffset(String json, Stage stage, long lsn) throws Exception {
    StoredOffset offset = StoredOffset.of(new ObjectMapper().readTree(json), false, FILLED);

    assertThat(offset).isEqualTo(new StoredOffset(stage, lsn, false, FILLED));
  }

  @Test
  void shouldReadNothingAsNone() {
    assertThat(StoredOffset.of(null, true, FILLED))
        .isEqualTo(new StoredOffset(Stage.NONE, 0, true, FILLED));
  }
}
