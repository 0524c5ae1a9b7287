package dev.settle.stack.bench;

import static dev.settle.stack.bench.ConnectorChanges.padded;

import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Makes the changes of payments as the connector writes them, with all that fraud rules look at:
 * most users pay from one device and some from two, a family shares one now and then; addresses are
 * a household's or, of many users, a mobile network's. In each thousand payments eight are one of
 * four kinds of fraud: a card is tested, money passes through a wallet, a device pays for eight
 * users, a device pays one merchant eight times.
 *
 * <p>Payments are committed in the order in which they come and are paid up to two seconds of event
 * time before that, so they are out of order, but never late for the job. At the end stand payments
 * of a minute later, in every partition, that take the watermark past all others.
 */
final class FraudLoad {
  /** Payments that end the load. No rule sees them: the watermark stays before them. */
  static final int LAST = 64;

  private static final int OUT_OF_ORDER_MS = 2_000;
  private static final int LAST_AFTER_MS = 60_000;
  private static final int FRAUD_EVERY = 1_000;
  private static final int FRAUD_STEPS = 8;
  private static final int REFUND_PERMILLE = 10;
  private static final int WALLET_PERMILLE = 200;
  private static final Channel[] CHANNELS = {
    Channel.WECHAT, Channel.WECHAT, Channel.ALIPAY, Channel.ALIPAY, Channel.UNIONPAY
  };

  private final FraudLoadSpec spec;
  private final SplittableRandom random;
  private final PowerLaw users;
  private final PowerLaw merchants;
  private final ConnectorChanges changes = new ConnectorChanges(1_000_000_000L);
  private final int longestDelay;
  private long paid;

  FraudLoad(FraudLoadSpec spec) {
    this.spec = spec;
    this.random = new SplittableRandom(spec.seed());
    this.users = new PowerLaw(spec.users(), spec.userSkewPercent());
    this.merchants = new PowerLaw(spec.merchants(), spec.merchantSkewPercent());
    this.longestDelay = (int) Math.max(2, Math.min(40_000, spec.payments() / 50));
  }

  /** Hands all changes to the consumer, in the order of their commits. */
  void generate(Consumer<PaymentChange> out) {
    DelayLine<Unpaid> unpaid = new DelayLine<>(longestDelay);
    DelayLine<OrderRow> sold = new DelayLine<>(longestDelay);
    Consumer<OrderRow> refund =
        order -> out.accept(changes.change(order, refunded(order), committedAt()));
    Consumer<Unpaid> pay =
        due -> {
          OrderRow after = LoadOrders.paid(due.order(), due.fraud() ? now() : justBeforeNow());
          out.accept(changes.change(due.order(), after, committedAt()));
          paid++;
          if (after.getMerchantId() != null && random.nextInt(1_000) < REFUND_PERMILLE) {
            sold.put(after, 1 + random.nextInt(longestDelay));
          }
        };
    for (long i = 0; i < spec.payments(); i++) {
      sold.step(refund);
      unpaid.step(pay);
      boolean fraud = i % FRAUD_EVERY < FRAUD_STEPS;
      OrderRow order =
          fraud
              ? fraud(i, i / FRAUD_EVERY, (int) (i % FRAUD_EVERY))
              : usual(i, LoadOrders.kind(random));
      out.accept(changes.change(null, order, committedAt()));
      // A fraud's payments are paid in their order, so that it is the fraud that it is meant to be.
      unpaid.put(
          new Unpaid(order, fraud), fraud ? longestDelay / 2 : 1 + random.nextInt(longestDelay));
    }
    unpaid.drain(pay);
    sold.drain(refund);
    for (int i = 0; i < LAST; i++) {
      OrderRow order = usual(spec.payments() + i, OrderKind.WITHDRAWAL);
      long time = committedAt() + LAST_AFTER_MS;
      out.accept(changes.change(order, LoadOrders.paid(order, time), time));
    }
  }

  /** How far the load is in event time. */
  private long now() {
    return LoadOrders.DAY_START_MS + paid * 1_000 / spec.eventRate();
  }

  private long justBeforeNow() {
    return now() + random.nextInt(OUT_OF_ORDER_MS);
  }

  /** Whatever was paid by now was paid before. */
  private long committedAt() {
    return now() + OUT_OF_ORDER_MS;
  }

  private OrderRow usual(long index, OrderKind kind) {
    int user = users.next(random);
    Channel channel = CHANNELS[random.nextInt(CHANNELS.length)];
    boolean sale = kind == OrderKind.PURCHASE || kind == OrderKind.TIP;
    if (kind == OrderKind.TRANSFER || (sale && random.nextInt(1_000) < WALLET_PERMILLE)) {
      channel = Channel.WALLET;
    }
    OrderRow row = order(index, kind, channel, amount(), device(user), address(user));
    if (sale) {
      row.setMerchantId(LoadOrders.merchant(merchants.next(random)));
    }
    if (kind == OrderKind.TOP_UP) {
      row.setPayeeId(LoadOrders.user(user));
    } else {
      row.setPayerId(LoadOrders.user(user));
    }
    if (kind == OrderKind.TRANSFER) {
      int payee = users.next(random);
      row.setPayeeId(LoadOrders.user(payee == user ? (user + 1) % spec.users() : payee));
    }
    return row;
  }

  /** A payment of a fraud, by a user, or several, that does nothing else. */
  private OrderRow fraud(long index, long number, int step) {
    long culprit = spec.users() + number;
    String device = padded("dev-", culprit, 10);
    String address = LoadOrders.address((int) culprit);
    int form = (int) (number % 4);
    if (form == 1) {
      boolean in = step == 0;
      OrderRow row =
          order(
              index,
              in ? OrderKind.TRANSFER : OrderKind.WITHDRAWAL,
              in ? Channel.WALLET : Channel.ALIPAY,
              in ? 1_000_000 : 140_000,
              device,
              address);
      row.setPayerId(LoadOrders.user(in ? users.next(random) : culprit));
      row.setPayeeId(in ? LoadOrders.user(culprit) : null);
      return row;
    }
    long amount = form == 0 ? (step < FRAUD_STEPS - 1 ? 100 : 1_500_000) : 20_000;
    OrderRow row = order(index, OrderKind.PURCHASE, Channel.WECHAT, amount, device, address);
    row.setPayerId(LoadOrders.user(form == 2 ? users.next(random) : culprit));
    row.setMerchantId(
        LoadOrders.merchant(form == 3 ? number % spec.merchants() : merchants.next(random)));
    return row;
  }

  private OrderRow order(
      long index, OrderKind kind, Channel channel, long amount, String device, String address) {
    return LoadOrders.pending(index, kind, channel, amount, device, address, now());
  }

  /** Half of it is given back, or all. */
  private OrderRow refunded(OrderRow paid) {
    OrderRow row = OrderRow.newBuilder(paid).build();
    row.setVersion(3);
    row.setRefundedAmount(random.nextBoolean() ? paid.getAmount() : (paid.getAmount() + 1) / 2);
    row.setUpdatedAt(justBeforeNow());
    return row;
  }

  /** Mostly a meal or a ride, sometimes a telephone. */
  private long amount() {
    int draw = random.nextInt(100);
    int most = draw < 60 ? 5_000 : draw < 90 ? 50_000 : draw < 99 ? 300_000 : 2_000_000;
    return 1L + random.nextInt(most);
  }

  private String device(int user) {
    int draw = random.nextInt(100);
    if (draw < 3) {
      return padded("family-", user / 4, 10);
    }
    return padded(draw < 80 ? "dev-" : "tablet-", user, 10);
  }

  /** Mostly the household's, else one of the mobile network's, which 50 users share. */
  private String address(int user) {
    int number = random.nextInt(100) < 70 ? user / 3 : (1 << 23) + user / 50;
    return LoadOrders.address(number);
  }

  private record Unpaid(OrderRow order, boolean fraud) {}
}
