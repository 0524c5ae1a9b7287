package dev.settle.stream.ledger;

import dev.settle.stream.ledger.rule.HoldChange;
import dev.settle.stream.ledger.rule.HoldLifecycle;
import dev.settle.stream.ledger.rule.HoldMovement;
import dev.settle.stream.ledger.rule.HoldState;
import dev.settle.stream.ledger.rule.JournalRules;
import dev.settle.stream.ledger.rule.LedgerLeg;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Holds, in the state of the hold's key; about 120 bytes a hold, kept for ever. */
final class HoldBook {
  private final ValueState<HoldState> holdState;

  HoldBook(RuntimeContext runtime) {
    holdState = runtime.getState(LedgerIds.HOLD_STATE);
  }

  void take(HoldChange change, Booking booking) throws Exception {
    HoldState known = holdState.value();
    HoldState hold = known == null ? new HoldState() : known;
    if (HoldLifecycle.isDuplicate(hold, change)) {
      booking.duplicate();
      return;
    }
    HoldMovement moved = HoldLifecycle.accept(hold, change);
    for (List<LedgerLeg> journal : JournalRules.hold(change, moved)) {
      booking.post(journal, change);
    }
    holdState.update(hold);
  }

  /** The hold as last accepted; null when it is not known. */
  @Nullable HoldState met() throws Exception {
    return holdState.value();
  }
}
