package dev.settle.cdc;

import static org.apache.kafka.connect.data.Schema.Type.INT32;
import static org.apache.kafka.connect.data.Schema.Type.INT64;
import static org.apache.kafka.connect.data.Schema.Type.STRING;

import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.InstructionRow;
import dev.settle.schemas.avro.PaymentChange;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/**
 * Rows of {@code payments.ledger_instruction}. They are inserted and never change, so that the
 * contract has a place for the row after the change alone.
 */
final class InstructionTable implements PaymentTable {
  @Override
  public String name() {
    return "ledger_instruction";
  }

  @Override
  public Entity entity() {
    return Entity.LEDGER_INSTRUCTION;
  }

  @Override
  public String idColumn() {
    return "instruction_id";
  }

  @Override
  public String orderColumn() {
    return "instruction_id";
  }

  @Override
  public Map<String, Schema.Type> columns() {
    return Map.ofEntries(
        Map.entry("instruction_id", STRING),
        Map.entry("kind", STRING),
        Map.entry("business_key", STRING),
        Map.entry("business_date", INT32),
        Map.entry("channel", STRING),
        Map.entry("order_id", STRING),
        Map.entry("merchant_id", STRING),
        Map.entry("legs", STRING),
        Map.entry("reason", STRING),
        Map.entry("maker", STRING),
        Map.entry("checker", STRING),
        Map.entry("trace_parent", STRING),
        Map.entry("created_at", INT64));
  }

  @Override
  public void images(RowChange row, PaymentChange change) throws UnmappableRowException {
    change.setInstructionAfter(row.after() == null ? null : image(row.after()));
  }

  private static InstructionRow image(Row row) throws UnmappableRowException {
    InstructionRow instruction = new InstructionRow();
    instruction.setInstructionId(row.text("instruction_id"));
    instruction.setKind(row.text("kind"));
    instruction.setBusinessKey(row.text("business_key"));
    instruction.setBusinessDate(row.date("business_date"));
    instruction.setChannel(row.text("channel"));
    instruction.setOrderId(row.textOrNull("order_id"));
    instruction.setMerchantId(row.textOrNull("merchant_id"));
    instruction.setLegs(InstructionLegs.parse(row.text("legs")));
    instruction.setReason(row.textOrNull("reason"));
    instruction.setMaker(row.text("maker"));
    instruction.setChecker(row.textOrNull("checker"));
    instruction.setTraceParent(row.textOrNull("trace_parent"));
    instruction.setCreatedAt(row.millis("created_at"));
    return instruction;
  }
}
