package dev.settle.stack.traffic.generate;

import dev.settle.schemas.calendar.BusinessDay;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stack.traffic.IllegalAttempt;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import dev.settle.stack.traffic.RefundPlan;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The day's orders with their whole lives, one after the other, from nothing but the {@link
 * DaySpec}. Uses {@link Random}, whose numbers are specified, so that every JVM makes the same day.
 * Instants are whole milliseconds inside the channel's business day.
 */
public final class DayPlan implements Iterator<OrderPlan> {
  private static final int SPEND_AMOUNT_MAX = 50_000;
  private static final int[] AMOUNT_BOUNDS = {1_000, 10_000, 50_000, 500_000};
  private static final int PER_MILLE = 1_000;
  private static final int CANCELLED_PER_MILLE = 40;
  private static final int PENDING_PER_MILLE = 20;
  private static final int ILLEGAL_PER_MILLE = 5;
  private static final int PAY_DELAY_MAX_MS = 60_000;

  private final DaySpec spec;
  private final Random random;
  private final WalletFunds funds;
  private final OrderIds ids;
  private final RefundPlanner refunds;
  private final Map<Channel, BusinessDay> days = new EnumMap<>(Channel.class);
  private int index;

  /** The plan of a day, from its first order. */
  public DayPlan(DaySpec spec) {
    this.spec = spec;
    this.random = new Random(spec.mixed());
    this.funds = new WalletFunds(WalletFunds.lagOf(spec.orders()));
    this.ids = new OrderIds(spec);
    this.refunds = new RefundPlanner(spec, ids, random);
    for (Channel channel : Channel.values()) {
      days.put(channel, BusinessDay.of(channel, spec.date()));
    }
  }

  @Override
  public boolean hasNext() {
    return index < spec.orders();
  }

  @Override
  public OrderPlan next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the day has " + spec.orders() + " orders");
    }
    int kind = random.nextInt(PER_MILLE);
    OrderPlan plan;
    if (kind < 560) {
      plan = purchase(OrderKind.PURCHASE, anyMerchantChannel());
    } else if (kind < 640) {
      plan = purchase(OrderKind.TIP, anyMerchantChannel());
    } else if (kind < 800) {
      plan = topUp();
    } else {
      plan = spend(kind);
    }
    index++;
    return plan;
  }

  private Channel anyMerchantChannel() {
    int draw = random.nextInt(100);
    if (draw < 70) {
      return Channel.WECHAT;
    }
    if (draw < 84) {
      return Channel.ALIPAY;
    }
    if (draw < 91) {
      return Channel.UNIONPAY;
    }
    return draw < 96 ? Channel.STRIPE : Channel.ADYEN;
  }

  private OrderPlan purchase(OrderKind kind, Channel channel) {
    String currency =
        switch (channel) {
          case STRIPE -> "USD";
          case ADYEN -> "EUR";
          case WECHAT, ALIPAY, UNIONPAY, WALLET -> "CNY";
        };
    String merchant = Population.anyMerchant(currency, random);
    String payer = Population.anyUser(currency, random);
    return live(order(kind, channel, merchant, payer, null, currency, anyAmount()));
  }

  private OrderPlan topUp() {
    int draw = random.nextInt(100);
    Channel channel = draw < 50 ? Channel.WECHAT : draw < 75 ? Channel.ALIPAY : Channel.UNIONPAY;
    String user = Population.anyUser("CNY", random);
    OrderPlan plan =
        live(order(OrderKind.TOP_UP, channel, null, null, user, "CNY", 10_000 + anyAmount()));
    if (plan.paidAt() != null) {
      funds.credit(index, user, plan.order().amount());
    }
    return plan;
  }

  /** From the wallet, where someone has money; else a top-up. */
  private OrderPlan spend(int kind) {
    String payer = funds.anyRich(index, random);
    if (payer == null) {
      return topUp();
    }
    long amount = 1L + random.nextInt((int) Math.min(SPEND_AMOUNT_MAX, funds.of(payer)));
    NewOrder order;
    if (kind < 880) {
      String merchant = Population.anyMerchant("CNY", random);
      order = order(OrderKind.PURCHASE, Channel.WALLET, merchant, payer, null, "CNY", amount);
    } else if (kind < 940) {
      String payee = Population.anyUser("CNY", random);
      if (payee.equals(payer)) {
        return topUp();
      }
      order = order(OrderKind.TRANSFER, Channel.WALLET, null, payer, payee, "CNY", amount);
    } else {
      order = order(OrderKind.WITHDRAWAL, Channel.UNIONPAY, null, payer, null, "CNY", amount);
    }
    OrderPlan plan = live(order);
    if (plan.paidAt() != null) {
      funds.debit(payer, amount);
      if (order.payeeId() != null) {
        funds.credit(index, order.payeeId(), amount);
      }
    }
    return plan;
  }

  private NewOrder order(
      OrderKind kind,
      Channel channel,
      @Nullable String merchant,
      @Nullable String payer,
      @Nullable String payee,
      String currency,
      long amount) {
    String user = payer != null ? payer : payee;
    return new NewOrder(
        ids.order(index),
        kind,
        channel,
        merchant,
        payer,
        payee,
        currency,
        amount,
        "d-" + Integer.toHexString(user == null ? 0 : user.hashCode()),
        "203.0.113." + (1 + random.nextInt(254)),
        ids.traceParent(index),
        createdAt(channel));
  }

  /** Spreads the orders evenly over the channel's day. */
  private Instant createdAt(Channel channel) {
    BusinessDay day = day(channel);
    long dayMs = day.end().toEpochMilli() - day.start().toEpochMilli();
    long slotMs = Math.max(1, dayMs / spec.orders());
    long offsetMs =
        dayMs * index / spec.orders() + random.nextInt((int) Math.min(slotMs, Integer.MAX_VALUE));
    return day.start().plusMillis(Math.min(offsetMs, dayMs - 1));
  }

  /** Decides what becomes of an order. */
  private OrderPlan live(NewOrder order) {
    BusinessDay day = day(order.channel());
    Instant settled =
        earlier(
            order.createdAt().plusMillis(1 + random.nextInt(PAY_DELAY_MAX_MS)),
            day.end().minusMillis(1));
    int fate = random.nextInt(PER_MILLE);
    boolean tryIllegal = random.nextInt(PER_MILLE) < ILLEGAL_PER_MILLE;
    if (fate < PENDING_PER_MILLE) {
      return new OrderPlan(order, null, null, null, List.of(), null);
    }
    if (fate < PENDING_PER_MILLE + CANCELLED_PER_MILLE) {
      return new OrderPlan(
          order,
          null,
          null,
          settled,
          List.of(),
          tryIllegal ? any(IllegalAttempt.onCancelled()) : null);
    }
    String channelTxnId = ids.channelTxn(order.channel(), index);
    List<RefundPlan> planned = refunds.plan(order, index, settled, day);
    IllegalAttempt attempt = tryIllegal && planned.isEmpty() ? any(IllegalAttempt.onPaid()) : null;
    return new OrderPlan(order, channelTxnId, settled, null, planned, attempt);
  }

  private long anyAmount() {
    return 1L + random.nextInt(AMOUNT_BOUNDS[random.nextInt(AMOUNT_BOUNDS.length)]);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private BusinessDay day(Channel channel) {
    BusinessDay day = days.get(channel);
    if (day == null) {
      throw new IllegalStateException("no business day of " + channel);
    }
    return day;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
