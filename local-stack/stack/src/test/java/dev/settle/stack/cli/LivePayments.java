package dev.settle.stack.cli;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.stack.traffic.Batch;
import dev.settle.stack.traffic.Merchant;
import dev.settle.stack.traffic.NewOrder;
import dev.settle.stack.traffic.OrderPlan;
import dev.settle.stack.traffic.PaymentDatabase;
import dev.settle.stack.traffic.WriterPool;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Payments that happen while they are written, until they are stopped: a batch each half second in
 * which one payer and one device, another each time, pay more often than the rest.
 */
final class LivePayments implements Callable<Integer> {
  private static final int BATCH = 20;
  private static final long BATCH_MS = 500;
  private static final int PAYERS = 40;
  private static final int AMOUNT_MAX = 8_000;
  private static final Merchant MERCHANT = new Merchant("m-live", "Live", "CNY");

  private final PaymentDatabase database;
  private final Random random;
  private volatile boolean stopped;

  LivePayments(PaymentDatabase database, long seed) {
    this.database = database;
    this.random = new Random(seed);
  }

  void stop() {
    stopped = true;
  }

  /** Writes until it is told to stop; says how many. */
  @Override
  public Integer call() throws InterruptedException {
    int written = 0;
    // One connection: payments are committed in the order in which they are paid.
    try (WriterPool pool = new WriterPool(database, 1)) {
      while (!stopped) {
        long next = System.nanoTime() + BATCH_MS * 1_000_000;
        pool.submit(Batch.ofOrders(batch(written), List.of(MERCHANT)));
        written += BATCH;
        Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
      }
      pool.finish();
    }
    return written;
  }

  private List<OrderPlan> batch(int first) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    int favourite = random.nextInt(PAYERS);
    List<OrderPlan> orders = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      int payer = random.nextInt(3) == 0 ? favourite : random.nextInt(PAYERS);
      String id = "live-%07d".formatted(first + i);
      NewOrder order =
          new NewOrder(
              id,
              random.nextInt(4) == 0 ? OrderKind.TIP : OrderKind.PURCHASE,
              Channel.WECHAT,
              MERCHANT.merchantId(),
              "u" + payer,
              null,
              "CNY",
              1L + random.nextInt(AMOUNT_MAX),
              "d" + payer / 2,
              "203.0.113.7",
              null,
              now.minusMillis(BATCH));
      orders.add(OrderPlan.paid(order, "txn-" + id, now.minusMillis(BATCH - i)));
    }
    return orders;
  }
}
