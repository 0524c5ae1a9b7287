package dev.settle.stack.traffic;

/** Holds a stream of orders to a rate by letting each start not before its time. */
public final class Pace {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int perSecond;
  private final long startedAt = System.nanoTime();
  private long granted;

  /**
   * A pace.
   *
   * @param perSecond orders per second; 0 for as fast as it goes
   */
  public Pace(int perSecond) {
    if (perSecond < 0) {
      throw new IllegalArgumentException("the rate " + perSecond + " must not be below zero");
    }
    this.perSecond = perSecond;
  }

  /** Waits until so many more orders may be written. */
  public void await(int orders) throws InterruptedException {
    if (perSecond > 0) {
      long dueNs = Math.multiplyExact(granted, NANOS_PER_SECOND) / perSecond;
      long waitNs = startedAt + dueNs - System.nanoTime();
      if (waitNs > 0) {
        Thread.sleep(waitNs / 1_000_000, (int) (waitNs % 1_000_000));
      }
    }
    granted += orders;
  }

  /** How many orders to hand over at once, so that a slow pace stays even. */
  public int batchSize(int batchMax) {
    return perSecond == 0 ? batchMax : Math.max(1, Math.min(batchMax, perSecond / 10));
  }
}
