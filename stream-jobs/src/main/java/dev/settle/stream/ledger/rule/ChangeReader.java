package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.DELETED;
import static dev.settle.stream.ledger.rule.QuarantineCategory.MALFORMED;
import static dev.settle.stream.ledger.rule.QuarantineCategory.UNKNOWN_VALUE;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.RefundRow;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.OrderStatus;
import dev.settle.schemas.payment.RefundStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads a captured change into known words. What it lets through has identifiers that are safe in
 * account addresses, a currency of three capitals, a version from 1, and known kinds, channels and
 * states; whether the row makes sense is for {@link OrderLifecycle} and {@link RefundLifecycle}.
 */
public final class ChangeReader {
  private static final int ID_LENGTH_MAX = 64;
  private static final int CURRENCY_LENGTH = 3;

  private ChangeReader() {}

  /**
   * Reads a change.
   *
   * @param key the key that the record had in its topic; it decides which state the change meets,
   *     so it must be the order's id
   * @throws RefusedChangeException when the change is a deletion or cannot be read
   */
  public static Change read(PaymentChange change, String key) throws RefusedChangeException {
    if (!key.equals(change.getOrderId())) {
      throw new RefusedChangeException(
          CONTRADICTION,
          "the record's key is '" + key + "' but its order is '" + change.getOrderId() + "'");
    }
    requireId("order_id", change.getOrderId());
    if (change.getOp() == Operation.DELETE) {
      throw new RefusedChangeException(
          DELETED,
          change.getEntity() + " " + change.getEntityId() + " was deleted; payments never are");
    }
    if (change.getOp() == Operation.UNKNOWN || change.getEntity() == Entity.UNKNOWN) {
      throw new RefusedChangeException(
          UNKNOWN_VALUE,
          "operation " + change.getOp() + " on " + change.getEntity() + " is not known here");
    }
    return change.getEntity() == Entity.PAYMENT_ORDER ? order(change) : refund(change);
  }

  private static OrderChange order(PaymentChange change) throws RefusedChangeException {
    OrderRow row = change.getOrderAfter();
    if (row == null) {
      throw new RefusedChangeException(MALFORMED, "the change of an order has no row after it");
    }
    requireEqual("order_id", row.getOrderId(), change.getOrderId());
    requireEqual("entity_id", change.getEntityId(), change.getOrderId());
    requireOptionalId("merchant_id", row.getMerchantId());
    requireOptionalId("payer_id", row.getPayerId());
    requireOptionalId("payee_id", row.getPayeeId());
    return new OrderChange(
        row.getOrderId(),
        requireVersion(row.getVersion()),
        known(OrderKind.class, "kind", row.getKind()),
        known(Channel.class, "channel", row.getChannel()),
        row.getChannelTxnId(),
        row.getMerchantId(),
        row.getPayerId(),
        row.getPayeeId(),
        requireCurrency(row.getCurrency()),
        row.getAmount(),
        row.getRefundedAmount(),
        known(OrderStatus.class, "status", row.getStatus()),
        row.getCreatedAt(),
        row.getPaidAt(),
        row.getTraceParent(),
        change.getSource().getLsn());
  }

  private static RefundChange refund(PaymentChange change) throws RefusedChangeException {
    RefundRow row = change.getRefundAfter();
    if (row == null) {
      throw new RefusedChangeException(MALFORMED, "the change of a refund has no row after it");
    }
    requireEqual("order_id", row.getOrderId(), change.getOrderId());
    requireEqual("entity_id", change.getEntityId(), row.getRefundId());
    requireId("refund_id", row.getRefundId());
    return new RefundChange(
        row.getRefundId(),
        row.getOrderId(),
        requireVersion(row.getVersion()),
        row.getAmount(),
        requireCurrency(row.getCurrency()),
        known(RefundStatus.class, "status", row.getStatus()),
        row.getChannelRefundId(),
        row.getCreatedAt(),
        row.getSucceededAt(),
        row.getTraceParent(),
        change.getSource().getLsn());
  }

  private static void requireEqual(String field, String actual, String expected)
      throws RefusedChangeException {
    if (!expected.equals(actual)) {
      throw new RefusedChangeException(
          CONTRADICTION,
          field + " is '" + actual + "' in one place, '" + expected + "' in another");
    }
  }

  private static void requireOptionalId(String field, @Nullable String id)
      throws RefusedChangeException {
    if (id != null) {
      requireId(field, id);
    }
  }

  /** Letters, digits, '_' and '-' only: an id with a colon would name another account. */
  private static void requireId(String field, String id) throws RefusedChangeException {
    boolean good = !id.isEmpty() && id.length() <= ID_LENGTH_MAX;
    for (int i = 0; good && i < id.length(); i++) {
      char c = id.charAt(i);
      good = isLetterOrDigit(c) || c == '_' || c == '-';
    }
    if (!good) {
      throw new RefusedChangeException(
          MALFORMED,
          field + " '" + id + "' is not 1 to " + ID_LENGTH_MAX + " letters, digits, '_' or '-'");
    }
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static long requireVersion(long version) throws RefusedChangeException {
    if (version < 1) {
      throw new RefusedChangeException(MALFORMED, "version " + version + " is below 1");
    }
    return version;
  }

  private static String requireCurrency(String currency) throws RefusedChangeException {
    boolean good = currency.length() == CURRENCY_LENGTH;
    for (int i = 0; good && i < CURRENCY_LENGTH; i++) {
      good = currency.charAt(i) >= 'A' && currency.charAt(i) <= 'Z';
    }
    if (!good) {
      throw new RefusedChangeException(
          UNKNOWN_VALUE, "currency '" + currency + "' is not a code of three capitals");
    }
    return currency;
  }

  private static <E extends Enum<E>> E known(Class<E> type, String field, String value)
      throws RefusedChangeException {
    try {
      return Enum.valueOf(type, value);
    } catch (IllegalArgumentException e) {
      throw new RefusedChangeException(
          UNKNOWN_VALUE, field + " '" + value + "' is not known to this version");
    }
  }
}
