package dev.settle.batch.statement.alipay;

import java.time.LocalDateTime;

/**
 * What a row of a trade bill holds besides the canonical line.
 *
 * @param product name of the product, whatever it holds
 * @param createdAt when the order was made; on a refund the payment's, Beijing's
 * @param merchantDiscount what the merchant pays for himself: 订单金额 is the line's amount with it;
 *     fen, not negative
 * @param alipayDiscount what Alipay pays for; fen, not negative
 */
public record TradeDetails(
    String product, LocalDateTime createdAt, long merchantDiscount, long alipayDiscount) {

  /** A trade without discounts. */
  public static TradeDetails of(String product, LocalDateTime createdAt) {
    return new TradeDetails(product, createdAt, 0, 0);
  }
}
