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
  private static final long DAY_MS = 86_400_000;

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
    if (kind == OrderKind.TOP_UP) {
      amount *= 10;
    }
    OrderRow row =
        LoadOrders.pending(
            index,
            kind,
            channel,
            amount,
            padded("dev-", payer, 10),
            LoadOrders.address(payer),
            LoadOrders.DAY_START_MS + index * DAY_MS / spec.payments());
    if (sale) {
      row.setMerchantId(LoadOrders.merchant(merchant()));
    }
    if (kind == OrderKind.TOP_UP) {
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
    return row;
  }

  private OrderRow paid(OrderRow pending) {
    return LoadOrders.paid(pending, pending.getCreatedAt() + 1_000 + random.nextInt(60_000));
  }

  /** Purchases only draw as well: the rest of the load stays the same. */
  private OrderKind kind() {
    OrderKind drawn = LoadOrders.kind(random);
    return spec.purchasesOnly() ? OrderKind.PURCHASE : drawn;
  }

  private int merchant() {
    return random.nextInt(100) < spec.hotMerchantPercent() ? 0 : merchants.next(random);
  }

  private String user(int index) {
    return LoadOrders.user((long) index * parts + part);
  }
}
