package dev.settle.stream.ledger.rule;

import dev.settle.schemas.payment.Channel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The business days that are closed, per channel. A closing holds for its day and every earlier
 * one, and for whatever was committed in the source after it. So which day a change is booked into
 * follows from the source's own order, not from when the ledger happens to see it.
 */
public final class ClosedDays {
  private record Closing(int day, long lsn) {}

  private final Map<Channel, List<Closing>> closings = new EnumMap<>(Channel.class);
  private int lastClosedDay = Integer.MIN_VALUE;

  /** No day is closed. */
  public ClosedDays() {}

  /**
   * Takes in a closing.
   *
   * @param day the last closed business date, as days since 1970-01-01
   * @param lsn position of the closing in the source
   */
  public void close(Channel channel, int day, long lsn) {
    closings.computeIfAbsent(channel, c -> new ArrayList<>()).add(new Closing(day, lsn));
    lastClosedDay = Math.max(lastClosedDay, day);
  }

  /**
   * The day to book into: the natural one when it was open as the change was committed, else the
   * first day after the last closed one.
   *
   * @param naturalDay the business date of the change's event time, as days since 1970-01-01
   * @param lsn position of the change in the source
   */
  public int openDay(Channel channel, int naturalDay, long lsn) {
    List<Closing> ofChannel = closings.get(channel);
    if (naturalDay > lastClosedDay || ofChannel == null) {
      return naturalDay;
    }
    int open = naturalDay;
    for (Closing closing : ofChannel) {
      if (closing.lsn < lsn && closing.day >= open) {
        open = closing.day + 1;
      }
    }
    return open;
  }
}
