package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import dev.settle.schemas.payment.Channel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the columns of a trade bill's row, as WeChat Pay publishes it: decimal yuan,
 * Beijing time, a fee with five decimals that is negative on refunds, {@code 0} for ids that a row
 * does not have.
 */
final class BillCells {
  private static final DateTimeFormatter TIME_FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(Channel.WECHAT.zone());
  private static final int RATE_DIGITS = 4;

  private BillCells() {}

  /** The field of a column. */
  static String of(Column column, TradeBillRow row, String merchantNo) {
    StatementLine line = row.line();
    boolean refund = line.kind() == LineKind.REFUND;
    int digits = digitsOf(line);
    return switch (column) {
      case TIME -> time(line.occurredAt());
      case APP_ID -> "wx2421b1c4370ec43b";
      case MERCHANT -> merchantNo;
      case SUB_MERCHANT -> "0";
      case DEVICE, ATTACHMENT, RATE_NOTE -> "";
      case TRANSACTION_ID -> line.channelTxnId();
      case ORDER_ID -> line.orderId();
      case USER -> row.userId();
      case TRADE_TYPE -> "JSAPI";
      case TRADE_STATE -> refund ? "REFUND" : line.state();
      case BANK -> "OTHERS";
      case CURRENCY -> line.currency();
      case SETTLEMENT_AMOUNT, ORDER_AMOUNT -> Decimals.plain(refund ? 0 : line.amount(), digits);
      case COUPON_AMOUNT, COUPON_REFUND_AMOUNT -> Decimals.plain(0, digits);
      case REFUND_REQUESTED_AT -> refund ? time(requestedAt(row)) : "";
      case REFUND_SUCCEEDED_AT -> refund ? time(line.occurredAt()) : "";
      case WECHAT_REFUND_ID -> refund ? idOf(line.channelRefundId()) : "0";
      case REFUND_ID -> refund ? idOf(line.refundId()) : "0";
      case REFUND_AMOUNT, REQUESTED_REFUND_AMOUNT ->
          Decimals.plain(refund ? Math.negateExact(line.amount()) : 0, digits);
      case REFUND_TYPE -> refund ? "ORIGINAL" : "";
      case REFUND_STATE -> refund ? line.state() : "";
      case PRODUCT -> row.product();
      case FEE -> fee(line.fee(), digits);
      case RATE -> rate(row.feeRatePpm());
    };
  }

  /** A fee with five decimals, although whole minor units are charged. */
  static String fee(long minor, int digits) {
    return BigDecimal.valueOf(minor, digits)
        .setScale(Column.FEE_DIGITS, RoundingMode.UNNECESSARY)
        .toPlainString();
  }

  /** Fraction digits of the line's currency. */
  static int digitsOf(StatementLine line) {
    return Currency.getInstance(line.currency()).getDefaultFractionDigits();
  }

  private static Instant requestedAt(TradeBillRow row) {
    return row.refundRequestedAt() == null ? row.line().occurredAt() : row.refundRequestedAt();
  }

  private static String idOf(@Nullable String id) {
    return id == null ? "0" : id;
  }

  private static String time(Instant instant) {
    return TIME_FORMAT.format(instant);
  }

  private static String rate(long partsPerMillion) {
    return BigDecimal.valueOf(partsPerMillion, RATE_DIGITS)
            .setScale(2, RoundingMode.UNNECESSARY)
            .toPlainString()
        + "%";
  }
}
