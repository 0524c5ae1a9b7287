package dev.settle.stream.ledger.rule;

import static dev.settle.stream.ledger.rule.FieldRules.known;
import static dev.settle.stream.ledger.rule.FieldRules.requireCurrency;
import static dev.settle.stream.ledger.rule.FieldRules.requireEqual;
import static dev.settle.stream.ledger.rule.FieldRules.requireId;
import static dev.settle.stream.ledger.rule.FieldRules.requireOptionalId;
import static dev.settle.stream.ledger.rule.FieldRules.requireRow;
import static dev.settle.stream.ledger.rule.FieldRules.requireTime;
import static dev.settle.stream.ledger.rule.FieldRules.requireVersion;
import static dev.settle.stream.ledger.rule.QuarantineCategory.CONTRADICTION;
import static dev.settle.stream.ledger.rule.QuarantineCategory.DELETED;
import static dev.settle.stream.ledger.rule.QuarantineCategory.UNKNOWN_VALUE;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.HoldRow;
import dev.settle.schemas.avro.InstructionLeg;
import dev.settle.schemas.avro.InstructionRow;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.RefundRow;
import dev.settle.schemas.payment.Channel;
import dev.settle.schemas.payment.HoldStatus;
import dev.settle.schemas.payment.InstructionKind;
import dev.settle.schemas.payment.OrderKind;
import dev.settle.schemas.payment.OrderStatus;
import dev.settle.schemas.payment.RefundStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a captured change into known words. What it lets through has identifiers that are safe in
 * account addresses, a currency of three capitals, a version from 1, and known kinds, channels and
 * states; whether the row makes sense is for the lifecycles and {@link InstructionRules}.
 */
public final class ChangeReader {
  private ChangeReader() {}

  /**
   * Reads a change.
   *
   * @param key the key that the record had in its topic; it decides which state the change meets,
   *     so it must be the order's, hold's or instruction's id
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
    return switch (change.getEntity()) {
      case PAYMENT_ORDER -> order(change);
      case REFUND -> refund(change);
      case FUNDS_HOLD -> hold(change);
      case LEDGER_INSTRUCTION -> instruction(change);
      case UNKNOWN -> throw new IllegalStateException("refused above");
    };
  }

  private static OrderChange order(PaymentChange change) throws RefusedChangeException {
    OrderRow row = requireRow("an order", change.getOrderAfter());
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
        requireTime("paid_at", row.getPaidAt()),
        row.getTraceParent(),
        change.getSource().getLsn());
  }

  private static RefundChange refund(PaymentChange change) throws RefusedChangeException {
    RefundRow row = requireRow("a refund", change.getRefundAfter());
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
        requireTime("succeeded_at", row.getSucceededAt()),
        row.getTraceParent(),
        change.getSource().getLsn());
  }

  private static HoldChange hold(PaymentChange change) throws RefusedChangeException {
    HoldRow row = requireRow("a hold", change.getHoldAfter());
    requireEqual("hold_id", row.getHoldId(), change.getOrderId());
    requireEqual("entity_id", change.getEntityId(), change.getOrderId());
    requireId("owner_id", row.getOwnerId());
    requireId("merchant_id", row.getMerchantId());
    return new HoldChange(
        row.getHoldId(),
        requireVersion(row.getVersion()),
        row.getOwnerId(),
        row.getMerchantId(),
        requireCurrency(row.getCurrency()),
        row.getAmount(),
        row.getCapturedAmount(),
        known(HoldStatus.class, "status", row.getStatus()),
        requireTime("created_at", row.getCreatedAt()),
        requireTime("captured_at", row.getCapturedAt()),
        requireTime("closed_at", row.getClosedAt()),
        row.getTraceParent(),
        change.getSource().getLsn());
  }

  private static InstructionChange instruction(PaymentChange change) throws RefusedChangeException {
    if (change.getOp() == Operation.UPDATE) {
      throw new RefusedChangeException(
          CONTRADICTION, "an instruction is written once; a correction is another instruction");
    }
    InstructionRow row = requireRow("an instruction", change.getInstructionAfter());
    requireEqual("instruction_id", row.getInstructionId(), change.getOrderId());
    requireEqual("entity_id", change.getEntityId(), change.getOrderId());
    requireOptionalId("order_id", row.getOrderId());
    requireOptionalId("merchant_id", row.getMerchantId());
    List<InstructionChange.Leg> legs = new ArrayList<>(row.getLegs().size());
    for (InstructionLeg leg : row.getLegs()) {
      legs.add(
          new InstructionChange.Leg(
              leg.getAccount(), requireCurrency(leg.getCurrency()), leg.getAmount()));
    }
    return new InstructionChange(
        row.getInstructionId(),
        known(InstructionKind.class, "kind", row.getKind()),
        row.getBusinessKey(),
        row.getBusinessDate(),
        known(Channel.class, "channel", row.getChannel()),
        row.getOrderId(),
        row.getMerchantId(),
        List.copyOf(legs),
        row.getMaker(),
        row.getChecker(),
        requireTime("created_at", row.getCreatedAt()),
        row.getTraceParent(),
        change.getSource().getLsn());
  }
}
