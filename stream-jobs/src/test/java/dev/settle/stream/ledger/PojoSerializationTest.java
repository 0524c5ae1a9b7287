package dev.settle.stream.ledger;

import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.HoldState;
import dev.settle.stream.ledger.rule.InstructionState;
import dev.settle.stream.ledger.rule.LedgerLeg;
import dev.settle.stream.ledger.rule.OrderState;
import dev.settle.stream.ledger.rule.RefundState;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PojoSerializationTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        TopicRecord.class,
        OrderState.class,
        RefundState.class,
        HoldState.class,
        InstructionState.class,
        ClosedDay.class,
        LedgerLeg.class,
        AccountState.class,
        QuarantinedChange.class
      })
  void shouldBeSerialisedAsPojoWithoutKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }
}
