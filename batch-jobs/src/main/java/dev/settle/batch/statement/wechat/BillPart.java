package dev.settle.batch.statement.wechat;

/** What a bill covers: WeChat's {@code bill_type}. */
enum BillPart {
  /** Payments and refunds. */
  ALL,
  /** Payments only. */
  SUCCESS,
  /** Refunds only, with the times of request and success. */
  REFUND
}
