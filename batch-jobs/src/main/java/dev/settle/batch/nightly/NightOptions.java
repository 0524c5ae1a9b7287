package dev.settle.batch.nightly;

import dev.settle.schemas.payment.Channel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a night is told.
 *
 * @param date business date
 * @param channel the only channel; null: all
 * @param statements directory of the channels' files
 * @param fromStep first step to run beside the gate; null: go on where the last run stopped
 * @param replaceStatement another file may take the place of one that was taken
 * @param gatePatience how long the gate looks again while control totals differ, and how long the
 *     closing waits for the ledger
 * @param lookBackDays days before the date whose totals the gate compares too
 * @param closedBy who closes the day; null: it stays open, and what is found is provisional
 */
public record NightOptions(
    LocalDate date,
    @Nullable Channel channel,
    Path statements,
    @Nullable NightStep fromStep,
    boolean replaceStatement,
    Duration gatePatience,
    int lookBackDays,
    @Nullable String closedBy) {

  /** The channel's name, or ALL. */
  public String scopeName() {
    return channel == null ? "ALL" : channel.name();
  }
}
