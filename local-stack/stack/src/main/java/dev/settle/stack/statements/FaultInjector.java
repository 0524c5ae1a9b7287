package dev.settle.stack.statements;

import dev.settle.schemas.money.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Puts faults into a sound bill, each on a line of its own, the kinds in turn. The same lines,
 * number and seed give the same faults. The order of the lines is shuffled, as a channel's bill is
 * in no order either.
 */
public final class FaultInjector {
  private static final List<FaultKind> KINDS = List.of(FaultKind.values());
  private static final long EXTRA_AMOUNT = 12_345;
  private static final long AMOUNT_OFF_BY = 100;

  private final Random random;

  /** An injector; the seed decides everything. */
  public FaultInjector(long seed) {
    this.random = new Random(seed);
  }

  /**
   * A bill with faults.
   *
   * @param lines what stands in it now
   * @param faults what is wrong with it
   */
  public record Faulty(List<BillLine> lines, List<Fault> faults) {}

  /**
   * Injects faults.
   *
   * @param sound the bill as it should be
   * @param count how many faults
   * @throws IllegalArgumentException when the bill has too few lines for so many
   */
  public Faulty inject(List<BillLine> sound, int count) {
    List<BillLine> untouched = new ArrayList<>(sound);
    Collections.shuffle(untouched, random);
    List<BillLine> touched = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FaultKind kind = KINDS.get(i % KINDS.size());
      // Every second round takes a refund, where there is one: both kinds of line get their faults.
      boolean refund = kind == FaultKind.WRONG_STATUS || (i / KINDS.size()) % 2 == 1;
      BillLine line = take(untouched, refund, kind, i);
      touched.addAll(spoil(kind, line, i));
      faults.add(fault(kind, line, i));
    }
    untouched.addAll(touched);
    Collections.shuffle(untouched, random);
    return new Faulty(List.copyOf(untouched), List.copyOf(faults));
  }

  private static BillLine take(
      List<BillLine> untouched, boolean refund, FaultKind kind, int number) {
    for (int i = untouched.size() - 1; i >= 0; i--) {
      if (untouched.get(i).isRefund() == refund) {
        return untouched.remove(i);
      }
    }
    if (kind != FaultKind.WRONG_STATUS && !untouched.isEmpty()) {
      return untouched.remove(untouched.size() - 1);
    }
    throw new IllegalArgumentException(
        "the bill has no line left for fault "
            + (number + 1)
            + ", "
            + kind
            + ": ask for fewer faults or write more orders");
  }

  /** What stands in the bill in place of the line. */
  private static List<BillLine> spoil(FaultKind kind, BillLine line, int number) {
    return switch (kind) {
      case MISSING_LINE -> List.of();
      case EXTRA_LINE -> List.of(line, extra(line, number));
      case WRONG_AMOUNT ->
          List.of(
              line.withAmount(
                  line.amount().plus(new Money(AMOUNT_OFF_BY, line.amount().currency()))));
      case WRONG_STATUS -> List.of(line.withState("PROCESSING"));
      case DUPLICATE_LINE -> List.of(line, line);
      case WRONG_FEE -> List.of(line.withFee(wrongFee(line)));
    };
  }

  private static Fault fault(FaultKind kind, BillLine line, int number) {
    BillLine named = kind == FaultKind.EXTRA_LINE ? extra(line, number) : line;
    BillLine.Refund refund = named.refund();
    String what = refund == null ? "payment" : "refund";
    String note =
        switch (kind) {
          case MISSING_LINE -> what + " of " + named.amount() + " left out";
          case EXTRA_LINE -> what + " of " + named.amount() + " that never was";
          case WRONG_AMOUNT ->
              what
                  + " of "
                  + named.amount()
                  + " raised by "
                  + new Money(AMOUNT_OFF_BY, named.amount().currency());
          case WRONG_STATUS -> what + " of " + named.amount() + " still being processed";
          case DUPLICATE_LINE -> what + " of " + named.amount() + " listed twice";
          case WRONG_FEE ->
              "fee of a " + what + " of " + named.amount() + " one minor unit too high";
        };
    return new Fault(kind, named.orderId(), refund == null ? "" : refund.refundId(), note);
  }

  private static Money wrongFee(BillLine line) {
    Money one = new Money(1, line.fee().currency());
    return line.isRefund() ? line.fee().minus(one) : line.fee().plus(one);
  }

  /** A payment that never was, beside a real one. */
  private static BillLine extra(BillLine line, int number) {
    return BillLine.payment(
        line.occurredAt(),
        "4299%06d%s".formatted(number, line.transactionId().substring(10)),
        "x-" + number + "-" + line.orderId(),
        line.userId(),
        line.product(),
        new Money(EXTRA_AMOUNT, line.amount().currency()),
        line.feeRatePpm());
  }
}
