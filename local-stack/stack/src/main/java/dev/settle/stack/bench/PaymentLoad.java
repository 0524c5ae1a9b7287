package dev.settle.stack.bench;

import static dev.settle.stack.bench.ConnectorChanges.padded;

import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Makes the changes of payments as the connector writes them: an insert of a pending order, later
 * its update to paid with the row before it. Users spend from a wallet only what they have, so that
 * the ledger sees the few overdrafts of real traffic and not one with every payment.
 *
 * <p>Parts of one load run side by side; each has users, order ids and source positions of its own.
 */
final class PaymentLoad {
  private static final long DAY_START_MS = 1_767_571_200_000L; // 2026-01-05T00:00:00Z
  private static final long DAY_MS = 86_400_000;
  private static final String DATE = "20260105";

  private static final int PURCHASE_PERMILLE = 700;
  private static final int TIP_PERMILLE = 50;
  private static final int TOP_UP_PERMILLE = 100;
  private static final int TRANSFER_PERMILLE = 100;
  private static final int WALLET_PERMILLE = 200;
  private static final Channel[] CHANNELS = {
    Channel.WECHAT,
    Channel.WECHAT,
    Channel.WECHAT,
    Channel.ALIPAY,
    Channel.ALIPAY,
    Channel.UNIONPAY,
    Channel.STRIPE,
    Channel.ADYEN
  };

  private final PaymentLoadSpec spec;
  private final int part;
  private final int parts;
  private final SplittableRandom random;
  private final PowerLaw users;
  private final PowerLaw merchants;
  private final long[] wallets;
  private final ConnectorChanges changes;

  /** One of several parts. */
  PaymentLoad(PaymentLoadSpec spec, int part, int parts) {
    this.spec = spec;
    this.part = part;
    this.parts = parts;
    this.random = new SplittableRandom(spec.seed() * 31 + part);
    int usersOfPart = Math.max(2, spec.users() / parts);
    this.users = new PowerLaw(usersOfPart, spec.userSkewPercent());
    this.merchants = new PowerLaw(spec.merchants(), spec.merchantSkewPercent());
    this.wallets = new long[usersOfPart];
    this.changes = new ConnectorChanges(1_000_000_000L * (part + 1));
  }

  /** Hands every change of this part to the consumer, in their order. */
  void generate(Consumer<PaymentChange> out) {
    int longest = Math.max(1, 2 * spec.payDelayPayments() / parts);
    DelayLine<OrderRow> unpaid = new DelayLine<>(longest);
    Consumer<OrderRow> pay =
        order -> {
          OrderRow paid = paid(order);
          out.accept(changes.change(order, paid, paid.getUpdatedAt()));
        };
    long mine = spec.payments() / parts + (part < spec.payments() % parts ? 1 : 0);
    for (long i = 0; i < mine; i++) {
      unpaid.step(pay);
      OrderRow order = pending(i * parts + part);
      out.accept(changes.change(null, order, order.getCreatedAt()));
      unpaid.put(order, 1 + random.nextInt(longest));
    }
    unpaid.drain(pay);
  }

  private OrderRow pending(long index) {
    OrderKind kind = kind();
    boolean sale = kind == OrderKind.PURCHASE || kind == OrderKind.TIP;
    int payer = users.next(random);
    long amount = 1L + random.nextInt(20_000);
    Channel channel = CHANNELS[random.nextInt(CHANNELS.length)];
    boolean fromWallet =
        kind == OrderKind.TRANSFER
            || kind == OrderKind.WITHDRAWAL
            || (sale && !spec.purchasesOnly() && random.nextInt(1000) < WALLET_PERMILLE);
    if (fromWallet && wallets[payer] < amount) {
      fromWallet = false;
      if (!sale) {
        kind = OrderKind.TOP_UP;
      }
    }
    if (fromWallet && kind != OrderKind.WITHDRAWAL) {
      channel = Channel.WALLET;
    }
    OrderRow row = new OrderRow();
    row.setOrderId(padded("o" + DATE + "-000000-", index, 9));
    row.setKind(kind.name());
    row.setChannel(channel.name());
    row.setCurrency("CNY");
    row.setRefundedAmount(0);
    row.setStatus("PENDING");
    row.setVersion(1);
    row.setDeviceId(padded("dev-", payer, 10));
    row.setClientIp("10." + (payer >>> 16 & 255) + "." + (payer >>> 8 & 255) + "." + (payer & 255));
    row.setTraceParent(
        padded("00-00000000000000420000", index, 12) + padded("-0000", index, 12) + "-01");
    long createdAt = DAY_START_MS + index * DAY_MS / spec.payments();
    row.setCreatedAt(createdAt);
    row.setUpdatedAt(createdAt);
    if (sale) {
      row.setMerchantId(padded("m-cny-", merchant(), 8));
    }
    if (kind == OrderKind.TOP_UP) {
      amount *= 10;
      wallets[payer] += amount;
      row.setPayeeId(user(payer));
    } else {
      row.setPayerId(user(payer));
      wallets[payer] -= fromWallet ? amount : 0;
    }
    if (kind == OrderKind.TRANSFER) {
      int payee = (payer + 1 + random.nextInt(wallets.length - 1)) % wallets.length;
      wallets[payee] += amount;
      row.setPayeeId(user(payee));
    }
    row.setAmount(amount);
    return row;
  }

  private OrderRow paid(OrderRow pending) {
    OrderRow row = OrderRow.newBuilder(pending).build();
    long paidAt = pending.getCreatedAt() + 1_000 + random.nextInt(60_000);
    row.setStatus("PAID");
    row.setVersion(2);
    row.setPaidAt(paidAt);
    row.setUpdatedAt(paidAt);
    if (!pending.getChannel().equals(Channel.WALLET.name())) {
      row.setChannelTxnId("4200" + DATE + pending.getOrderId().substring(9).replace('-', '0'));
    }
    return row;
  }

  private OrderKind kind() {
    int draw = random.nextInt(1000);
    if (spec.purchasesOnly() || draw < PURCHASE_PERMILLE) {
      return OrderKind.PURCHASE;
    }
    if (draw < PURCHASE_PERMILLE + TIP_PERMILLE) {
      return OrderKind.TIP;
    }
    if (draw < PURCHASE_PERMILLE + TIP_PERMILLE + TOP_UP_PERMILLE) {
      return OrderKind.TOP_UP;
    }
    return draw < PURCHASE_PERMILLE + TIP_PERMILLE + TOP_UP_PERMILLE + TRANSFER_PERMILLE
        ? OrderKind.TRANSFER
        : OrderKind.WITHDRAWAL;
  }

  private int merchant() {
    return random.nextInt(100) < spec.hotMerchantPercent() ? 0 : merchants.next(random);
  }

  private String user(int index) {
    return padded("u-cny-", (long) index * parts + part, 9);
  }
}
