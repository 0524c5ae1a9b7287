package dev.settle.stream.ledger;

import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.RefundRow;
import dev.settle.stream.ledger.rule.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A repeatable stream of orders of every kind: paid, cancelled, refunded in part, in two parts and
 * in full. Which journals must come of it follows from the number of the order alone.
 */
final class LedgerTraffic {
  private static final List<String> KINDS =
      List.of("PURCHASE", "TIP", "TOP_UP", "TRANSFER", "WITHDRAWAL");

  private LedgerTraffic() {}

  /** All changes of one order, as the source committed them. */
  static List<PaymentChange> changesOf(int number) {
    String id = "order-" + number;
    List<PaymentChange> changes = new ArrayList<>();
    changes.add(Orders.change(row(id, number, 1, "PENDING", 0)));
    if (isCancelled(number)) {
      changes.add(Orders.change(row(id, number, 2, "CANCELLED", 0)));
      return changes;
    }
    changes.add(Orders.change(row(id, number, 2, "PAID", 0)));
    long version = 3;
    long refunded = 0;
    for (int i = 0; i < refunds(number); i++) {
      long amount = refundAmount(number);
      refunded += amount;
      String status = refunded == amountOf(number) ? "REFUNDED" : "PARTIALLY_REFUNDED";
      changes.add(Orders.change(refund(id, i, 1, "PENDING", amount)));
      // Within one transaction either row may be written first.
      if (number % 2 == 0) {
        changes.add(Orders.change(refund(id, i, 2, "SUCCEEDED", amount)));
        changes.add(Orders.change(row(id, number, version++, status, refunded)));
      } else {
        changes.add(Orders.change(row(id, number, version++, status, refunded)));
        changes.add(Orders.change(refund(id, i, 2, "SUCCEEDED", amount)));
      }
    }
    return changes;
  }

  /** The journals that must come of orders {@code from} (inclusive) to {@code to} (exclusive). */
  static Set<String> journals(int from, int to) {
    Set<String> journals = new TreeSet<>();
    for (int number = from; number < to; number++) {
      if (isCancelled(number)) {
        continue;
      }
      journals.add("order:order-" + number + ":paid");
      for (int i = 0; i < refunds(number); i++) {
        journals.add("refund:order-" + number + "-r" + i + ":succeeded");
      }
    }
    return journals;
  }

  private static boolean isCancelled(int number) {
    return number % 11 == 7;
  }

  private static int refunds(int number) {
    return number % 6 == 0 ? 2 : number % 6 == 3 ? 1 : 0;
  }

  private static long amountOf(int number) {
    return 1_000 + 2L * number;
  }

  /** Two halves, the whole, or a part. */
  private static long refundAmount(int number) {
    return number % 6 == 0 ? amountOf(number) / 2 : number % 4 == 1 ? amountOf(number) : 100;
  }

  private static OrderRow row(String id, int number, long version, String status, long refunded) {
    OrderRow row = Orders.row(id, version, status);
    String kind = KINDS.get(number % KINDS.size());
    boolean merchant = kind.equals("PURCHASE") || kind.equals("TIP");
    boolean wallet = kind.equals("TRANSFER") || (merchant && number % 3 == 0);
    row.setKind(kind);
    row.setChannel(wallet ? "WALLET" : "WECHAT");
    row.setMerchantId(merchant ? "m" + number % 3 : null);
    row.setPayerId("u" + number % 17);
    row.setPayeeId(merchant ? null : "u" + (number + 1) % 17);
    row.setAmount(amountOf(number));
    row.setRefundedAmount(refunded);
    return row;
  }

  private static RefundRow refund(
      String orderId, int index, long version, String status, long amount) {
    return Orders.refundRow(orderId, orderId + "-r" + index, version, status, amount);
  }
}
