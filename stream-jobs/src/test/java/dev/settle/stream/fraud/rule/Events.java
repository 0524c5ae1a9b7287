package dev.settle.stream.fraud.rule;

import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;

/** Events for tests; all of one payer in CNY unless said. */
public final class Events {
  private Events() {}

  /** A purchase of payer u1. */
  public static FraudEvent purchase(String id, long time, long amount) {
    return event(id, time, amount, OrderKind.PURCHASE, "u1", "", "d1");
  }

  /** The same given back. */
  public static FraudEvent refund(String id, long time, long amount) {
    FraudEvent paid = purchase(id, time, amount);
    return new FraudEvent(
        id, id, true, paid.kind(), paid.channel(), "CNY", amount, "u1", "", "m1", "d1", "", time);
  }

  /** Any payment. */
  public static FraudEvent event(
      String id,
      long time,
      long amount,
      OrderKind kind,
      String payer,
      String payee,
      String device) {
    boolean shop = kind == OrderKind.PURCHASE || kind == OrderKind.TIP;
    return new FraudEvent(
        id,
        id,
        false,
        kind,
        kind == OrderKind.TRANSFER ? Channel.WALLET : Channel.WECHAT,
        "CNY",
        amount,
        payer,
        payee,
        shop ? "m1" : "",
        device,
        "10.0.0.1",
        time);
  }
}
