package dev.settle.stack.bench;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.SourcePosition;
import org.jspecify.annotations.Nullable;

/** Changes of orders as the connector writes them, one after the other in the source's log. */
final class ConnectorChanges {
  private static final int LSN_STEP = 312;
  private static final int CAPTURED_AFTER_MS = 15;

  private long lsn;

  /**
   * A log.
   *
   * @param lsn where it begins
   */
  ConnectorChanges(long lsn) {
    this.lsn = lsn;
  }

  /** The next change. */
  PaymentChange change(@Nullable OrderRow before, OrderRow after, long committedAt) {
    lsn += LSN_STEP;
    SourcePosition source = new SourcePosition();
    source.setLsn(lsn);
    source.setTxId(lsn / LSN_STEP);
    source.setCommittedAt(committedAt);
    source.setSnapshot(false);
    PaymentChange change = new PaymentChange();
    change.setEntity(Entity.PAYMENT_ORDER);
    change.setOp(before == null ? Operation.INSERT : Operation.UPDATE);
    change.setOrderId(after.getOrderId());
    change.setEntityId(after.getOrderId());
    change.setSource(source);
    change.setOrderBefore(before);
    change.setOrderAfter(after);
    change.setCapturedAt(committedAt + CAPTURED_AFTER_MS);
    return change;
  }

  /**
   * The prefix and the number in so many digits; {@link String#format} would cost more than Avro.
   */
  static String padded(String prefix, long number, int width) {
    String digits = Long.toString(number);
    StringBuilder text = new StringBuilder(prefix.length() + width).append(prefix);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    return text.append(digits).toString();
  }
}
