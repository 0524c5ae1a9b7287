package dev.settle.stream.ledger;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.Change;
import dev.settle.stream.ledger.rule.LedgerLeg;
import dev.settle.stream.ledger.rule.RefusedChangeException;
import java.util.List;

/** Where the books send what follows from a change. */
interface Booking {
  /** Books a journal: all its legs, in their order. */
  void post(List<LedgerLeg> journal, Change cause) throws Exception;

  /** Counts a repetition, which is dropped. */
  void duplicate();

  /**
   * Sends a change, taken earlier and judged now, to the quarantine.
   *
   * @param record as it came
   * @param wire the same, decoded
   */
  void refuse(TopicRecord record, PaymentChange wire, RefusedChangeException why) throws Exception;
}
