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
  public record Faulty(List<ChannelLine> lines, List<Fault> faults) {}

  /**
   * Injects faults.
   *
   * @param sound the bill as it should be
   * @param count how many faults
   * @throws IllegalArgumentException when the bill has too few lines for so many
   */
  public Faulty inject(List<ChannelLine> sound, int count) {
    List<ChannelLine> untouched = new ArrayList<>(sound);
    Collections.shuffle(untouched, random);
    List<ChannelLine> touched = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FaultKind kind = KINDS.get(i % KINDS.size());
      // Every second round takes a refund, where there is one: both kinds of line get their faults.
      boolean refund = kind == FaultKind.WRONG_STATUS || (i / KINDS.size()) % 2 == 1;
      ChannelLine line = take(untouched, refund, kind, i);
      touched.addAll(spoil(kind, line, i));
      faults.add(fault(kind, line, i));
    }
    untouched.addAll(touched);
    Collections.shuffle(untouched, random);
    return new Faulty(List.copyOf(untouched), List.copyOf(faults));
  }

  private static ChannelLine take(
      List<ChannelLine> untouched, boolean refund, FaultKind kind, int number) {
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
  private static List<ChannelLine> spoil(FaultKind kind, ChannelLine line, int number) {
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

  private static Fault fault(FaultKind kind, ChannelLine line, int number) {
    ChannelLine named = kind == FaultKind.EXTRA_LINE ? extra(line, number) : line;
    String what = named.isRefund() ? "refund" : "payment";
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
    return new Fault(kind, named.line().orderId(), named.refundId(), note);
  }

  private static long wrongFee(ChannelLine line) {
    long fee = line.line().fee();
    return line.isRefund() ? fee - 1 : fee + 1;
  }

  /** A payment that never was, beside a real one. */
  private static ChannelLine extra(ChannelLine line, int number) {
    return ChannelLine.payment(
        line.line().occurredAt(),
        "4299%06d%s".formatted(number, line.line().channelTxnId().substring(10)),
        "x-" + number + "-" + line.line().orderId(),
        line.userId(),
        line.product(),
        new Money(EXTRA_AMOUNT, line.amount().currency()),
        line.feeRatePpm());
  }
}
