package dev.settle.batch.breaks;

import java.time.LocalDate;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A break as one night saw it. Amounts: minor units of the currency.
 *
 * @param night business date of the night
 * @param channel the channel's name
 * @param id the same on every night
 * @param breakClass such as AMOUNT_MISMATCH
 * @param status how it stands on that night
 * @param origin business date on which the item came up
 * @param ageDays days from then to the night
 * @param ageBucket 0-1, 2-7, 8-30 or &gt;30
 * @param currency ISO 4217
 * @param ledgerAmount 0 when the ledger has no row
 * @param channelAmount 0 when the channel has no line
 * @param amount money at stake: ledger less channel; of a fee: charged less expected
 * @param itemId the item with both sides
 * @param orderId our id of the order
 * @param refundId our id of the refund, or empty
 * @param channelTxnId the channel's id of the payment
 * @param channelLine line of the statement, 0 when there is none
 * @param kind what it is about: of the line, else of the ledger's row
 */
public record Break(
    LocalDate night,
    String channel,
    String id,
    String breakClass,
    Status status,
    LocalDate origin,
    int ageDays,
    String ageBucket,
    String currency,
    long ledgerAmount,
    long channelAmount,
    long amount,
    String itemId,
    String orderId,
    String refundId,
    String channelTxnId,
    long channelLine,
    String kind) {

  /** The life of a break. */
  public enum Status {
    /** Came up on this night. */
    NEW,
    /** Was there before. */
    PERSISTING,
    /** Agrees since this night, or its other side came. */
    RESOLVED,
    /** Closed on this night by a correction that was booked. */
    ADJUSTED;

    /** True while somebody has to do something about it. */
    public boolean isOpen() {
      return this == NEW || this == PERSISTING;
    }
  }

  /**
   * A row of {@code breaks/list.sql}.
   *
   * @param text reads a column of text
   * @param number reads a column of whole numbers
   */
  static Break of(Function<String, String> text, ToLongFunction<String> number) {
    return new Break(
        LocalDate.parse(text.apply("night")),
        text.apply("channel"),
        text.apply("break_id"),
        text.apply("class"),
        Status.valueOf(text.apply("status")),
        LocalDate.parse(text.apply("origin")),
        Math.toIntExact(number.applyAsLong("age_days")),
        text.apply("age_bucket"),
        text.apply("currency"),
        number.applyAsLong("ledger_amount"),
        number.applyAsLong("channel_amount"),
        number.applyAsLong("amount"),
        text.apply("item_id"),
        text.apply("order_id"),
        text.apply("refund_id"),
        text.apply("channel_txn_id"),
        number.applyAsLong("channel_line_no"),
        text.apply("kind"));
  }
}
