package dev.settle.stack.demo;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stack.traffic.Merchant;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Known fraud: payments that happen now, in patterns each of which one rule of {@code
 * fraud-rules.sql} must find once. Users, devices and orders are new with each instance.
 */
final class FraudPatterns {
  /** Where all of them buy. */
  static final Merchant MERCHANT = new Merchant("m-cny-fraud-demo", "Merchant of the fraud", "CNY");

  private static final int BURST = 20;
  private static final int SHARERS = 8;
  private static final int SMALL = 5;
  private static final int STEP_MS = 50;

  /** So many that each partition of the changes has some of them. */
  private static final int ORDINARY = 40;

  /** The patterns' last payment is so long after their first. */
  private static final int LENGTH_MS = BURST * STEP_MS;

  private enum Kind {
    DEVICE_BURST,
    SHARED_DEVICE,
    CARD_TEST,
    PASS_THROUGH
  }

  private final String run;
  private final long runMs;
  private final int count;
  private final List<AlertCheck.Alert> expected = new ArrayList<>();
  private int orders;

  /**
   * Patterns of every kind in turn.
   *
   * @param count how many
   * @param run when the run began; ids are made of it
   */
  FraudPatterns(int count, Instant run) {
    this.count = count;
    this.runMs = run.toEpochMilli();
    this.run = Long.toString(runMs, Character.MAX_RADIX);
  }

  /** The payments of all patterns but for those that {@link #withdrawals} are; asked for once. */
  List<OrderPlan> payments(Instant now) {
    Instant begin = now.truncatedTo(ChronoUnit.MILLIS).minusMillis(LENGTH_MS);
    List<OrderPlan> plans = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      switch (kindOf(number)) {
        case DEVICE_BURST -> expect(number, burst(number, begin), plans);
        case SHARED_DEVICE -> expect(number, sharedDevice(number, begin), plans);
        case CARD_TEST -> expect(number, cardTest(number, begin), plans);
        case PASS_THROUGH -> plans.add(payIn(number, begin));
      }
    }
    return plans;
  }

  /**
   * Takes out again what was paid in, which must be booked by then, while others buy, by which time
   * goes on for all; asked for once.
   */
  List<OrderPlan> withdrawals(Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    List<OrderPlan> plans = new ArrayList<>();
    for (int number = count; number < count + ORDINARY; number++) {
      plans.add(purchase(user(number), device(number), 2_500, at));
    }
    for (int number = 0; number < count; number++) {
      if (kindOf(number) == Kind.PASS_THROUGH) {
        expect(number, List.of(withdrawal(number, at)), plans);
      }
    }
    return plans;
  }

  /** No payment is before this, milliseconds since 1970: one may be asked for as the run begins. */
  long firstMs() {
    return runMs - LENGTH_MS;
  }

  /** What must be found of the payments that were asked for. */
  List<AlertCheck.Alert> expected() {
    return List.copyOf(expected);
  }

  /** The last payment of a pattern crosses. */
  private void expect(int number, List<OrderPlan> pattern, List<OrderPlan> plans) {
    plans.addAll(pattern);
    String crossing = pattern.get(pattern.size() - 1).order().orderId();
    expected.add(
        switch (kindOf(number)) {
          case DEVICE_BURST -> alert("demo-device-burst", "device:" + device(number), crossing);
          case SHARED_DEVICE -> alert("demo-shared-device", "device:" + device(number), crossing);
          case CARD_TEST -> alert("demo-card-test", "payer:" + user(number), crossing);
          case PASS_THROUGH -> alert("demo-pass-through", "wallet:" + user(number), crossing);
        });
  }

  private static AlertCheck.Alert alert(String rule, String key, String crossing) {
    return new AlertCheck.Alert(rule, key, crossing, "CROSSING");
  }

  private List<OrderPlan> burst(int number, Instant begin) {
    List<OrderPlan> plans = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      plans.add(purchase(user(number), device(number), 8_800, after(begin, i)));
    }
    return plans;
  }

  private List<OrderPlan> sharedDevice(int number, Instant begin) {
    List<OrderPlan> plans = new ArrayList<>();
    for (int i = 0; i < SHARERS; i++) {
      plans.add(purchase(user(number) + "-" + i, device(number), 12_000, after(begin, i)));
    }
    return plans;
  }

  private List<OrderPlan> cardTest(int number, Instant begin) {
    List<OrderPlan> plans = new ArrayList<>();
    for (int i = 0; i < SMALL; i++) {
      plans.add(purchase(user(number), device(number), 100, after(begin, i)));
    }
    plans.add(purchase(user(number), device(number), 450_000, after(begin, SMALL)));
    return plans;
  }

  private OrderPlan payIn(int number, Instant at) {
    return paid(OrderKind.TOP_UP, Channel.WECHAT, null, user(number), device(number), 500_000, at);
  }

  private OrderPlan withdrawal(int number, Instant at) {
    return paid(
        OrderKind.WITHDRAWAL, Channel.UNIONPAY, user(number), null, device(number), 480_000, at);
  }

  private OrderPlan purchase(String payer, String device, long amount, Instant at) {
    return paid(OrderKind.PURCHASE, Channel.WECHAT, payer, null, device, amount, at);
  }

  private OrderPlan paid(
      OrderKind kind,
      Channel channel,
      @Nullable String payer,
      @Nullable String payee,
      String device,
      long amount,
      Instant at) {
    int index = orders++;
    String merchant = kind == OrderKind.PURCHASE ? MERCHANT.merchantId() : null;
    NewOrder order =
        new NewOrder(
            "f" + run + "-" + index,
            kind,
            channel,
            merchant,
            payer,
            payee,
            "CNY",
            amount,
            device,
            "203.0.113.66",
            null,
            at);
    // As many digits as the channels' own ids have.
    String channelTxnId =
        channel == Channel.WECHAT
            ? "4200%014d%010d".formatted(runMs, index)
            : "%014d%07d".formatted(runMs, index);
    return OrderPlan.paid(order, channelTxnId, at);
  }

  private static Instant after(Instant begin, int steps) {
    return begin.plusMillis((long) steps * STEP_MS);
  }

  private static Kind kindOf(int number) {
    Kind[] kinds = Kind.values();
    return kinds[number % kinds.length];
  }

  private String user(int number) {
    return "u-fraud-" + run + "-" + number;
  }

  private String device(int number) {
    return "d-fraud-" + run + "-" + number;
  }
}
