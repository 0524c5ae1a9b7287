package dev.settle.stack.statements;

import dev.settle.schemas.money.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Puts faults into a sound statement, each on a line of its own, the kinds that its format can show
 * in turn. The same lines, number and seed give the same faults. The order of the lines is
 * shuffled, as a channel's statement is in no order either.
 */
final class FaultInjector {
  private static final long EXTRA_AMOUNT = 12_345;
  private static final long AMOUNT_OFF_BY = 100;

  private final Random random;
  private final ChannelStatement statement;

  /** An injector into one channel's statements; the seed decides everything. */
  FaultInjector(long seed, ChannelStatement statement) {
    this.random = new Random(seed);
    this.statement = statement;
  }

  /**
   * A statement with faults.
   *
   * @param lines what stands in it now
   * @param faults what is wrong with it
   */
  record Faulty(List<ChannelLine> lines, List<Fault> faults) {}

  /**
   * Injects faults.
   *
   * @param sound the statement as it should be
   * @param count how many faults; fewer come when there are not so many lines
   */
  Faulty inject(List<ChannelLine> sound, int count) {
    List<ChannelLine> untouched = new ArrayList<>(sound);
    Collections.shuffle(untouched, random);
    List<ChannelLine> touched = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    int before = -1;
    for (int round = 0; before < faults.size() && faults.size() < count; round++) {
      before = faults.size();
      // Every second round takes refunds, where there are any: both kinds of line get their faults.
      boolean refund = round % 2 == 1;
      for (FaultKind kind : FaultKind.OF_LINES) {
        ChannelLine line = faults.size() < count ? take(untouched, kind, refund) : null;
        if (line != null) {
          touched.addAll(spoil(kind, line, faults.size()));
          faults.add(fault(kind, line, faults.size()));
        }
      }
    }
    untouched.addAll(touched);
    Collections.shuffle(untouched, random);
    return new Faulty(List.copyOf(untouched), List.copyOf(faults));
  }

  /** A line on which the fault can be shown, a refund or a payment as is wished where it may be. */
  private @Nullable ChannelLine take(
      List<ChannelLine> untouched, FaultKind kind, boolean wishRefund) {
    for (boolean refund : new boolean[] {wishRefund, !wishRefund}) {
      for (int i = untouched.size() - 1; i >= 0 && statement.canShow(kind, refund); i--) {
        if (untouched.get(i).isRefund() == refund) {
          return untouched.remove(i);
        }
      }
    }
    return null;
  }

  /** What stands in the statement in place of the line. */
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
      case SHORT_PAYOUT -> throw notOfALine(kind);
    };
  }

  private Fault fault(FaultKind kind, ChannelLine line, int number) {
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
          case SHORT_PAYOUT -> throw notOfALine(kind);
        };
    String sender = statement.agreement().channel().name();
    return new Fault(sender, kind, named.line().orderId(), named.refundId(), note);
  }

  private static IllegalStateException notOfALine(FaultKind kind) {
    return new IllegalStateException(kind + " is no fault of a line");
  }

  private static long wrongFee(ChannelLine line) {
    long fee = line.line().fee();
    return line.isRefund() ? fee - 1 : fee + 1;
  }

  /** A payment that never was, beside a real one, with ids of the channel's own form. */
  private static ChannelLine extra(ChannelLine line, int number) {
    String real = line.line().channelTxnId();
    String id = "%s99%05d%s".formatted(real.substring(0, 3), number, real.substring(10));
    return ChannelLine.payment(
        line.orderedAt(),
        line.line().occurredAt(),
        id,
        "x-" + id,
        line.userId(),
        line.product(),
        new Money(EXTRA_AMOUNT, line.amount().currency()),
        line.feeRatePpm());
  }
}
