package dev.settle.batch.breaks;

import java.time.LocalDate;
import java.util.List;

/**
 * A break from its first night to its last.
 *
 * @param nights the first one first, never empty
 * @param lastNight the last night of its channel
 */
public record BreakLife(List<Break> nights, LocalDate lastNight) {
  /** The break as the last night that knew it saw it. */
  public Break latest() {
    return nights.get(nights.size() - 1);
  }

  /** True when the channel's last night still had it open. */
  public boolean isOpen() {
    return latest().status().isOpen() && latest().night().equals(lastNight);
  }
}
