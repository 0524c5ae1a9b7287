package dev.settle.stack.bench;

import static dev.settle.stack.bench.ConnectorChanges.padded;

import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import java.util.SplittableRandom;

/** Rows of orders in loads: one business day, Chinese yuan. */
final class LoadOrders {
  /** Begin of the day. */
  static final long DAY_START_MS = 1_767_571_200_000L; // 2026-01-05T00:00:00Z

  private static final String DATE = "20260105";
  private static final int PURCHASE_PERMILLE = 700;
  private static final int TIP_PERMILLE = 50;
  private static final int TOP_UP_PERMILLE = 100;
  private static final int TRANSFER_PERMILLE = 100;

  private LoadOrders() {}

  /** What payments are for, in the proportions of real life. */
  static OrderKind kind(SplittableRandom random) {
    int draw = random.nextInt(1000);
    if (draw < PURCHASE_PERMILLE) {
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

  /**
   * An order that is not paid yet, of nobody and to nobody.
   *
   * @param index of the order in its load
   */
  static OrderRow pending(
      long index,
      OrderKind kind,
      Channel channel,
      long amount,
      String device,
      String address,
      long createdAt) {
    OrderRow row = new OrderRow();
    row.setOrderId(padded("o" + DATE + "-000000-", index, 9));
    row.setKind(kind.name());
    row.setChannel(channel.name());
    row.setCurrency("CNY");
    row.setAmount(amount);
    row.setRefundedAmount(0);
    row.setStatus("PENDING");
    row.setVersion(1);
    row.setDeviceId(device);
    row.setClientIp(address);
    row.setTraceParent(
        padded("00-00000000000000420000", index, 12) + padded("-0000", index, 12) + "-01");
    row.setCreatedAt(createdAt);
    row.setUpdatedAt(createdAt);
    return row;
  }

  /** The same order when it is paid. */
  static OrderRow paid(OrderRow pending, long paidAt) {
    OrderRow row = OrderRow.newBuilder(pending).build();
    row.setStatus("PAID");
    row.setVersion(2);
    row.setPaidAt(paidAt);
    row.setUpdatedAt(paidAt);
    if (!pending.getChannel().equals(Channel.WALLET.name())) {
      row.setChannelTxnId("4200" + DATE + pending.getOrderId().substring(9).replace('-', '0'));
    }
    return row;
  }

  /** An address in the private network 10. */
  static String address(int number) {
    return "10." + (number >>> 16 & 255) + "." + (number >>> 8 & 255) + "." + (number & 255);
  }

  static String merchant(long index) {
    return padded("m-cny-", index, 8);
  }

  static String user(long index) {
    return padded("u-cny-", index, 9);
  }
}
