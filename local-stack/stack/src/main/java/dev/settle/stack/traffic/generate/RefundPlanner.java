package dev.settle.stack.traffic.generate;

import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.RefundPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Which paid orders are refunded: whole, in part, several times, or not at all because the channel
 * fails it.
 */
final class RefundPlanner {
  private static final int REFUNDED_PER_MILLE = 90;
  private static final int NEXT_DAY_PER_CENT = 20;
  private static final int DELAY_MIN_MS = 60_000;
  private static final int DELAY_MAX_MS = 4 * 3_600_000;
  private static final int SEVERAL_AMOUNT_MIN = 4;

  private final DaySpec spec;
  private final OrderIds ids;
  private final Random random;

  RefundPlanner(DaySpec spec, OrderIds ids, Random random) {
    this.spec = spec;
    this.ids = ids;
    this.random = random;
  }

  /** The refunds of an order that is paid at that instant; usually none. */
  List<RefundPlan> plan(NewOrder order, int index, Instant paidAt, BusinessDay day) {
    boolean refundable = order.kind() == OrderKind.PURCHASE || order.kind() == OrderKind.TIP;
    if (!refundable || random.nextInt(1_000) >= REFUNDED_PER_MILLE) {
      return List.of();
    }
    Line line = new Line(order, index, paidAt, lastInstant(order, day));
    long amount = order.amount();
    int pattern = random.nextInt(100);
    if (pattern < 40 || amount < SEVERAL_AMOUNT_MIN) {
      line.add(amount, true);
    } else if (pattern < 65) {
      line.add(part(amount - 1), true);
    } else if (pattern < 75) {
      long first = part(amount / 2);
      line.add(first, true);
      line.add(amount - first, true);
    } else if (pattern < 85) {
      line.add(part(amount / 4), true);
      line.add(part(amount / 4), true);
      line.add(part(amount / 4), true);
    } else if (pattern < 95) {
      line.add(amount, false);
      line.add(amount, true);
    } else {
      line.add(amount, false);
    }
    return line.refunds;
  }

  private Instant lastInstant(NewOrder order, BusinessDay day) {
    boolean nextDay = spec.refundsNextDay() && random.nextInt(100) < NEXT_DAY_PER_CENT;
    BusinessDay last = nextDay ? BusinessDay.of(order.channel(), day.date().plusDays(1)) : day;
    return last.end().minusMillis(1);
  }

  private long part(long max) {
    return 1L + random.nextInt((int) Math.min(max, Integer.MAX_VALUE));
  }

  /** The refunds of one order, each after the one before and none after the last instant. */
  private final class Line {
    private final NewOrder order;
    private final int index;
    private final Instant last;
    private final List<RefundPlan> refunds = new ArrayList<>();
    private Instant now;

    Line(NewOrder order, int index, Instant paidAt, Instant last) {
      this.order = order;
      this.index = index;
      this.last = last;
      // What is settled on the next day is asked for there.
      boolean nextDay = last.toEpochMilli() - paidAt.toEpochMilli() > 24 * 3_600_000L;
      this.now = nextDay ? last.minusMillis(24 * 3_600_000L - 1) : paidAt;
    }

    void add(long amount, boolean succeeds) {
      int rank = refunds.size() + 1;
      Instant asked = after(now, DELAY_MIN_MS + random.nextInt(DELAY_MAX_MS - DELAY_MIN_MS));
      Instant settled = after(asked, 1_000 + random.nextInt(DELAY_MIN_MS));
      refunds.add(
          new RefundPlan(
              ids.refund(index, rank),
              amount,
              succeeds ? ids.channelRefund(order.channel(), index, rank) : null,
              asked,
              succeeds ? settled : null));
      now = settled;
    }

    /**
     * That much later; late in the day sooner, so that refunds do not pile up at its last instant.
     */
    private Instant after(Instant instant, long delayMs) {
      long roomMs = Math.max(0, last.toEpochMilli() - instant.toEpochMilli());
      long soonMs = roomMs * (1L + random.nextInt(500)) / 1_000;
      return instant.plusMillis(delayMs < roomMs ? delayMs : soonMs);
    }
  }
}
