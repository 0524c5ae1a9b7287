package dev.settle.cdc;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.avro.ReferenceOperation;
import dev.settle.schemas.avro.SourcePosition;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.kafka.Topics;
import java.time.Clock;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns one record of the engine into the change that goes to Kafka. A payment row with a value
 * that the contract has no place for is published without its images, so that the ledger
 * quarantines it; a table of another shape stops the connector ({@link SchemaDriftException}). Used
 * by one thread.
 */
final class ChangeMapper {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeMapper.class);

  private final TableShape orders =
      new TableShape(PaymentRows.ORDER_TABLE, PaymentRows.orderColumns());
  private final TableShape refunds =
      new TableShape(PaymentRows.REFUND_TABLE, PaymentRows.refundColumns());
  private final TableShape merchants =
      new TableShape(ReferenceRows.MERCHANT_TABLE, ReferenceRows.merchantColumns());
  private final TableShape channelAccounts =
      new TableShape(ReferenceRows.CHANNEL_ACCOUNT_TABLE, ReferenceRows.channelAccountColumns());
  private final AvroCodec<PaymentChange> payments = AvroCodec.of(PaymentChange.class);
  private final AvroCodec<ReferenceChange> references = AvroCodec.of(ReferenceChange.class);
  private final CaptureMetrics metrics;
  private final Clock clock;

  ChangeMapper(CaptureMetrics metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Maps one record.
   *
   * @return the change, or null when the record carries none (heartbeat, logical message, truncate)
   * @throws SchemaDriftException when a table no longer has a column that the contract needs
   */
  @Nullable MappedChange map(SourceRecord engineRecord) {
    if (!(engineRecord.value() instanceof Struct envelope)
        || envelope.schema().field("op") == null
        || envelope.schema().field("source") == null) {
      return null;
    }
    Struct source = envelope.getStruct("source");
    String table = source.getString("table");
    String op = envelope.getString("op");
    if (op.equals("t")) {
      metrics.truncated();
      LOG.error(
          "payments.{} was TRUNCATED in transaction {}: the rows are gone without a change of their own, the ledger keeps what it booked. Find who disabled the table's triggers.",
          table,
          source.getInt64("txId"));
      return null;
    }
    return switch (table) {
      case PaymentRows.ORDER_TABLE -> order(envelope, source, op);
      case PaymentRows.REFUND_TABLE -> refund(envelope, source, op);
      case ReferenceRows.MERCHANT_TABLE, ReferenceRows.CHANNEL_ACCOUNT_TABLE ->
          reference(table, envelope, source, op);
      default -> null;
    };
  }

  private MappedChange order(Struct envelope, Struct source, String op) {
    @Nullable Row before = image(orders, PaymentRows.ORDER_TABLE, envelope, "before");
    @Nullable Row after = image(orders, PaymentRows.ORDER_TABLE, envelope, "after");
    PaymentChange change = payment(Entity.PAYMENT_ORDER, source, op);
    String orderId = id(before, after, "order_id");
    change.setOrderId(orderId);
    change.setEntityId(orderId);
    String problem = null;
    try {
      change.setOrderBefore(before == null ? null : PaymentRows.order(before));
      change.setOrderAfter(after == null ? null : PaymentRows.order(after));
    } catch (UnmappableRowException e) {
      change.setOrderBefore(null);
      change.setOrderAfter(null);
      problem = e.getMessage();
    }
    return mapped(change, orderId, PaymentRows.ORDER_TABLE, trace(before, after), problem);
  }

  private MappedChange refund(Struct envelope, Struct source, String op) {
    @Nullable Row before = image(refunds, PaymentRows.REFUND_TABLE, envelope, "before");
    @Nullable Row after = image(refunds, PaymentRows.REFUND_TABLE, envelope, "after");
    PaymentChange change = payment(Entity.REFUND, source, op);
    String orderId = id(before, after, "order_id");
    String refundId = id(before, after, "refund_id");
    change.setOrderId(orderId);
    change.setEntityId(refundId);
    String problem = null;
    try {
      change.setRefundBefore(before == null ? null : PaymentRows.refund(before));
      change.setRefundAfter(after == null ? null : PaymentRows.refund(after));
    } catch (UnmappableRowException e) {
      change.setRefundBefore(null);
      change.setRefundAfter(null);
      problem = e.getMessage();
    }
    String key = orderId.isEmpty() ? refundId : orderId;
    return mapped(change, key, PaymentRows.REFUND_TABLE, trace(before, after), problem);
  }

  private PaymentChange payment(Entity entity, Struct source, String op) {
    PaymentChange change = new PaymentChange();
    change.setEntity(entity);
    change.setOp(
        switch (op) {
          case "r" -> Operation.SNAPSHOT;
          case "c" -> Operation.INSERT;
          case "u" -> Operation.UPDATE;
          case "d" -> Operation.DELETE;
          default -> Operation.UNKNOWN;
        });
    SourcePosition position = new SourcePosition();
    position.setLsn(orZero(source.getInt64("lsn")));
    position.setTxId(orZero(source.getInt64("txId")));
    position.setCommittedAt(orZero(source.getInt64("ts_ms")));
    position.setSnapshot(change.getOp() == Operation.SNAPSHOT);
    change.setSource(position);
    change.setCapturedAt(clock.millis());
    return change;
  }

  private MappedChange mapped(
      PaymentChange change,
      String key,
      String table,
      @Nullable String trace,
      @Nullable String problem) {
    if (problem != null) {
      LOG.error(
          "{} {} at LSN {}: {}. Published without its row images, for the quarantine.",
          change.getEntity(),
          change.getEntityId(),
          change.getSource().getLsn(),
          problem);
    }
    return new MappedChange(
        Topics.CHANGES,
        key,
        payments.encode(change),
        trace,
        problem,
        table,
        change.getOp().name(),
        change.getSource().getCommittedAt(),
        change.getSource().getSnapshot());
  }

  private MappedChange reference(String table, Struct envelope, Struct source, String op) {
    boolean merchant = table.equals(ReferenceRows.MERCHANT_TABLE);
    TableShape shape = merchant ? merchants : channelAccounts;
    @Nullable Row after = image(shape, table, envelope, "after");
    Row present = after != null ? after : image(shape, table, envelope, "before");
    if (present == null) {
      throw new SchemaDriftException(
          "payments.%s: a change has neither image; set REPLICA IDENTITY FULL".formatted(table));
    }
    ReferenceChange change = new ReferenceChange();
    change.setTable(table);
    change.setOp(
        switch (op) {
          case "r" -> ReferenceOperation.SNAPSHOT;
          case "c" -> ReferenceOperation.INSERT;
          case "u" -> ReferenceOperation.UPDATE;
          case "d" -> ReferenceOperation.DELETE;
          default -> ReferenceOperation.UNKNOWN;
        });
    change.setLsn(orZero(source.getInt64("lsn")));
    change.setCommittedAt(orZero(source.getInt64("ts_ms")));
    try {
      change.setKey(
          merchant ? ReferenceRows.merchantKey(present) : ReferenceRows.channelAccountKey(present));
      if (after != null && merchant) {
        change.setMerchant(ReferenceRows.merchant(after));
      } else if (after != null) {
        change.setChannelAccount(ReferenceRows.channelAccount(after));
      }
    } catch (UnmappableRowException e) {
      // Reference data has no quarantine, and a change without its row reads as a deletion.
      throw new SchemaDriftException(
          e.getMessage()
              + " at LSN "
              + change.getLsn()
              + ": mend the table and its column; nothing was skipped");
    }
    return new MappedChange(
        Topics.REFERENCE,
        table + "/" + change.getKey(),
        references.encode(change),
        null,
        null,
        table,
        change.getOp().name(),
        change.getCommittedAt(),
        change.getOp() == ReferenceOperation.SNAPSHOT);
  }

  private static @Nullable Row image(
      TableShape shape, String table, Struct envelope, String which) {
    Struct struct = envelope.getStruct(which);
    if (struct == null) {
      return null;
    }
    Schema schema = struct.schema();
    shape.check(schema);
    return new Row(table, struct);
  }

  /** An identifier from either image; empty when the row has none. */
  private static String id(@Nullable Row before, @Nullable Row after, String column) {
    String value = lenient(after, column);
    if (value == null) {
      value = lenient(before, column);
    }
    return value == null ? "" : value;
  }

  private static @Nullable String trace(@Nullable Row before, @Nullable Row after) {
    return lenient(after != null ? after : before, "trace_parent");
  }

  private static @Nullable String lenient(@Nullable Row row, String column) {
    if (row == null) {
      return null;
    }
    String value = (String) row.struct().getWithoutDefault(column);
    return Row.UNAVAILABLE.equals(value) ? null : value;
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}
