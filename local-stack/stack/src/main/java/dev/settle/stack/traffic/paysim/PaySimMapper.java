package dev.settle.stack.traffic.paysim;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import dev.settle.stack.traffic.paysim.PaySimRow.Action;
import dev.settle.stack.traffic.paysim.PaySimRow.Side;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of a log, in their order, into payments and into what the ledger must then say.
 * What moved is the difference of the printed balances; the amount column is rounded and never
 * read.
 *
 * <ul>
 *   <li>A client's balance at first sight is an order of its own before the row: a top-up, or a
 *       withdrawal below zero.
 *   <li>Client to client: a transfer of what both sides agree on. Each side's balance is rounded by
 *       itself in the log, so one side may move a cent more: that cent is an order of its own at
 *       the same instant.
 *   <li>A client alone: a purchase from the wallet when a PAYMENT at a merchant took money, else a
 *       top-up or a withdrawal, whichever the balance says.
 *   <li>A row that the log says was refused moves nothing and becomes no order.
 * </ul>
 *
 * Every instant is used once, by one row or one opening balance, and instants grow with the rows:
 * so event time orders the ledger's entries as the log's rows. Holds one balance a client; not
 * thread safe.
 */
final class PaySimMapper {
  /** The log has no currency; the replay's is this one. */
  static final String CURRENCY = "CNY";

  private static final long MILLIS_PER_STEP = 3_600_000;
  private static final int CHANNEL_NUMBER_DIGITS = 7;

  private final PaySimReader reader;
  private final String logId;
  private final long startMillis;
  private final Map<String, Long> balances = new HashMap<>();
  private final Map<PaySimCount, Long> counts = new EnumMap<>(PaySimCount.class);
  private long lastMillis = Long.MIN_VALUE;
  private int lastStep;
  private long channelOrders;
  private List<OrderPlan> orders = new ArrayList<>();

  /**
   * A mapper for one pass over a log.
   *
   * @param reader names the line of a row that is refused
   * @param logId makes the orders' ids
   * @param firstDay the Beijing day whose first hour is step 1
   */
  PaySimMapper(PaySimReader reader, String logId, LocalDate firstDay) {
    this.reader = reader;
    this.logId = logId;
    this.startMillis = firstDay.atStartOfDay(Channel.WALLET.zone()).toInstant().toEpochMilli();
  }

  /**
   * What the ledger must say of an account after a row.
   *
   * @param row number of the row
   * @param account ledger account
   * @param at the row's instant; the balance includes everything up to it
   * @param balance cents
   */
  record Expected(long row, String account, Instant at, long balance) {}

  /**
   * A row as payments.
   *
   * @param orders in the order of their instants; empty when no money moved
   * @param expected one of each client in the row
   */
  record Mapped(List<OrderPlan> orders, List<Expected> expected) {}

  /** Counts so far. */
  Map<PaySimCount, Long> counts() {
    counts.put(PaySimCount.CLIENTS, (long) balances.size());
    return new EnumMap<>(counts);
  }

  /** The balance of each client in the log so far, cents. */
  Map<String, Long> balances() {
    return Map.copyOf(balances);
  }

  /** The last instant given out. */
  Instant lastInstant() {
    return Instant.ofEpochMilli(lastMillis);
  }

  /**
   * Maps the next row.
   *
   * @throws dev.settle.stack.traffic.TrafficException when the row contradicts the rows before it,
   *     or itself
   */
  Mapped map(PaySimRow row) {
    if (row.step() < lastStep) {
      throw reader.refuse(
          "step " + row.step() + " after step " + lastStep + ": rows must be in the order of time");
    }
    lastStep = row.step();
    orders = new ArrayList<>();
    boolean self = row.orig().isClient() && row.orig().name().equals(row.dest().name());
    List<Side> clients =
        self
            ? List.of(selfAsOne(row))
            : List.of(row.orig(), row.dest()).stream().filter(Side::isClient).toList();
    clients.forEach(client -> enter(row, client));
    Instant at = nextInstant(row.step());
    move(row, clients, at);
    List<Expected> expected = new ArrayList<>();
    for (Side client : clients) {
      balances.put(client.name(), client.newBalance());
      expected.add(
          new Expected(row.number(), AccountAddress.user(client.name()), at, client.newBalance()));
    }
    count(PaySimCount.ROWS);
    counts.merge(PaySimCount.ORDERS, (long) orders.size(), Long::sum);
    return new Mapped(orders, expected);
  }

  /** The id of a row's order. */
  String orderId(PaySimRow row) {
    return logId + "-" + String.format("%09d", row.number());
  }

  /**
   * A client with itself: one side, whether the log shows the same change twice or two changes, one
   * after the other.
   */
  private Side selfAsOne(PaySimRow row) {
    Side orig = row.orig();
    Side dest = row.dest();
    boolean chained = dest.oldBalance() == orig.newBalance();
    if (!chained && !orig.equals(dest)) {
      throw reader.refuse(
          orig.name()
              + " pays itself, but its two changes neither are the same nor follow each other: "
              + orig
              + ", "
              + dest);
    }
    return chained ? new Side(orig.name(), orig.oldBalance(), dest.newBalance()) : orig;
  }

  private void enter(PaySimRow row, Side client) {
    Long known = balances.get(client.name());
    if (known == null) {
      long opening = client.oldBalance();
      if (opening != 0) {
        post(logId + "-open-" + client.name(), client.name(), opening, nextInstant(row.step()));
        count(PaySimCount.OPENINGS);
      }
    } else if (known != client.oldBalance()) {
      throw reader.refuse(
          "client %s had %s after its row before, but has %s before this one"
              .formatted(client.name(), decimal(known), decimal(client.oldBalance())));
    }
  }

  private void move(PaySimRow row, List<Side> clients, Instant at) {
    boolean moved = clients.stream().anyMatch(client -> client.difference() != 0);
    if (row.refused()) {
      if (moved) {
        throw reader.refuse(
            "isUnauthorizedOverdraft is 1, so no money moved, but a client's balance changes");
      }
      count(PaySimCount.REFUSED_ROWS);
    } else if (clients.isEmpty()) {
      count(PaySimCount.ROWS_WITHOUT_CLIENT);
    } else if (!moved) {
      count(PaySimCount.ROWS_WITHOUT_MOVEMENT);
    } else {
      String orderId = orderId(row);
      if (isAgainstAction(row)) {
        count(PaySimCount.ROWS_AGAINST_ACTION);
      }
      if (clients.size() == 2) {
        moveBetween(orderId, clients.get(0), clients.get(1), at);
      } else if (isPurchase(row, clients.get(0))) {
        purchase(orderId, row, at);
      } else {
        countSingle(clients.get(0).difference());
        post(orderId, clients.get(0).name(), clients.get(0).difference(), at);
      }
    }
  }

  private void moveBetween(String orderId, Side orig, Side dest, Instant at) {
    long out = orig.difference();
    long in = dest.difference();
    long agreed = Long.signum(out) == -Long.signum(in) ? Math.min(Math.abs(out), Math.abs(in)) : 0;
    if (agreed > 0) {
      boolean forward = out < 0;
      String payer = forward ? orig.name() : dest.name();
      String payee = forward ? dest.name() : orig.name();
      add(orderId, OrderKind.TRANSFER, Channel.WALLET, null, payer, payee, agreed, at);
      count(PaySimCount.TRANSFERS);
    }
    remainder(orderId + "-orig", orig.name(), out - Long.signum(out) * agreed, agreed > 0, at);
    remainder(orderId + "-dest", dest.name(), in - Long.signum(in) * agreed, agreed > 0, at);
  }

  private void remainder(
      String orderId, String client, long difference, boolean ofTransfer, Instant at) {
    if (difference == 0) {
      return;
    }
    if (!ofTransfer) {
      countSingle(difference);
    } else {
      count(
          Math.abs(difference) == 1 ? PaySimCount.CENT_REMAINDERS : PaySimCount.LARGER_REMAINDERS);
    }
    post(orderId, client, difference, at);
  }

  private static boolean isPurchase(PaySimRow row, Side client) {
    return row.action() == Action.PAYMENT
        && row.orig().name().equals(client.name())
        && row.dest().isMerchant()
        && client.difference() < 0;
  }

  private static boolean isAgainstAction(PaySimRow row) {
    int wanted =
        switch (row.action()) {
          case CASH_IN, DEPOSIT -> 1;
          case CASH_OUT, PAYMENT, DEBIT, TRANSFER -> -1;
        };
    return (row.orig().isClient() && Long.signum(row.orig().difference()) == -wanted)
        || (row.dest().isClient() && Long.signum(row.dest().difference()) == wanted);
  }

  private void purchase(String orderId, PaySimRow row, Instant at) {
    long amount = Math.negateExact(row.orig().difference());
    add(
        orderId,
        OrderKind.PURCHASE,
        Channel.WALLET,
        row.dest().name(),
        row.orig().name(),
        null,
        amount,
        at);
    count(PaySimCount.PURCHASES);
  }

  private void countSingle(long difference) {
    count(difference > 0 ? PaySimCount.TOP_UPS : PaySimCount.WITHDRAWALS);
  }

  /** Money that comes to one client from outside, or leaves it. */
  private void post(String orderId, String client, long difference, Instant at) {
    if (difference > 0) {
      add(orderId, OrderKind.TOP_UP, Channel.UNIONPAY, null, null, client, difference, at);
    } else {
      add(
          orderId,
          OrderKind.WITHDRAWAL,
          Channel.UNIONPAY,
          null,
          client,
          null,
          Math.negateExact(difference),
          at);
    }
  }

  private void add(
      String orderId,
      OrderKind kind,
      Channel channel,
      @Nullable String merchant,
      @Nullable String payer,
      @Nullable String payee,
      long amount,
      Instant at) {
    NewOrder order =
        new NewOrder(
            orderId, kind, channel, merchant, payer, payee, CURRENCY, amount, null, null, null, at);
    orders.add(OrderPlan.paid(order, channel == Channel.WALLET ? null : nextChannelTxnId(), at));
  }

  /** At most 21 characters, which is all that UnionPay's statement has room for. */
  private String nextChannelTxnId() {
    String number = Long.toString(channelOrders++, Character.MAX_RADIX);
    return logId + "0".repeat(Math.max(0, CHANNEL_NUMBER_DIGITS - number.length())) + number;
  }

  /**
   * The step's first free millisecond; a step with more rows than milliseconds runs into the next.
   */
  private Instant nextInstant(int step) {
    long hour = Math.addExact(startMillis, Math.multiplyExact(step - 1L, MILLIS_PER_STEP));
    lastMillis = Math.max(hour, lastMillis == Long.MIN_VALUE ? hour : lastMillis + 1);
    return Instant.ofEpochMilli(lastMillis);
  }

  private void count(PaySimCount what) {
    counts.merge(what, 1L, Long::sum);
  }

  private static String decimal(long cents) {
    return java.math.BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
