package dev.settle.stream.ledger;

import static dev.settle.stream.ledger.rule.Movements.change;
import static dev.settle.stream.ledger.rule.Movements.closing;
import static dev.settle.stream.ledger.rule.Movements.holdRow;
import static dev.settle.stream.ledger.rule.Movements.instruction;
import static dev.settle.stream.ledger.rule.Movements.merchant;
import static dev.settle.stream.ledger.rule.Orders.change;
import static dev.settle.stream.ledger.rule.Orders.record;
import static dev.settle.stream.ledger.rule.Orders.refundRow;
import static dev.settle.stream.ledger.rule.Orders.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.avro.Operation;
import dev.settle.schemas.avro.OrderRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.stream.JobOptions;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.LedgerLeg;
import dev.settle.stream.ledger.rule.QuarantineCategory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalFunctionTest {
  private KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, LedgerLeg> harness;
  private long offset;

  JournalFunctionTest() throws Exception {
    harness = harness();
  }

  @BeforeEach
  void open() throws Exception {
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void shouldPostPaymentAndRefundsOfAWholeLife() throws Exception {
    send(change(row("o1", 1, "PENDING")));
    send(change(row("o1", 2, "PAID")));
    send(change(refundRow("o1", "r1", 1, "PENDING", 300)));
    send(change(row("o1", 3, "PARTIALLY_REFUNDED")));
    send(change(refundRow("o1", "r1", 2, "SUCCEEDED", 300)));
    send(change(refundRow("o1", "r2", 1, "PENDING", 700)));
    send(change(refundRow("o1", "r2", 2, "SUCCEEDED", 700)));
    send(change(row("o1", 4, "REFUNDED")));

    assertThat(journals())
        .containsExactly("order:o1:paid", "refund:r1:succeeded", "refund:r2:succeeded");
    assertThat(sum()).isZero();
    assertThat(quarantine()).isEmpty();
  }

  @Test
  void shouldPostRefundOnceWhenChangeIsDeliveredTwice() throws Exception {
    for (int delivery = 0; delivery < 2; delivery++) {
      send(change(row("o1", 1, "PENDING")));
      send(change(row("o1", 2, "PAID")));
      send(change(refundRow("o1", "r1", 1, "PENDING", 300)));
      send(change(refundRow("o1", "r1", 2, "SUCCEEDED", 300)));
      send(change(row("o1", 3, "PARTIALLY_REFUNDED")));
    }
    assertThat(journals()).containsExactly("order:o1:paid", "refund:r1:succeeded");
    assertThat(quarantine()).isEmpty();
  }

  @Test
  void shouldDropAnOlderVersionThatComesLate() throws Exception {
    send(change(row("o1", 2, "PAID")));
    send(change(row("o1", 1, "PENDING")));
    assertThat(journals()).containsExactly("order:o1:paid");
    assertThat(quarantine()).isEmpty();
  }

  @Test
  void shouldPostTheDifferenceWhenVersionsAreMissing() throws Exception {
    send(change(row("o1", 1, "PENDING")));
    send(change(row("o1", 5, "REFUNDED")));
    send(change(refundRow("o1", "r1", 4, "SUCCEEDED", 1_000)));
    assertThat(journals()).containsExactly("order:o1:paid", "refund:r1:succeeded");
    assertThat(sum()).isZero();
  }

  @Test
  void shouldLetARefundWaitThatComesBeforeItsOrder() throws Exception {
    PaymentChange second = change(refundRow("o1", "ra", 3, "SUCCEEDED", 200));
    PaymentChange first = change(refundRow("o1", "rb", 2, "SUCCEEDED", 100));
    send(second);
    send(first);
    assertThat(harness.extractOutputValues()).isEmpty();

    send(change(row("o1", 1, "PENDING")));
    assertThat(harness.extractOutputValues()).isEmpty();

    send(change(row("o1", 4, "PARTIALLY_REFUNDED")));
    assertThat(journals())
        .containsExactly("order:o1:paid", "refund:rb:succeeded", "refund:ra:succeeded");
    send(second);
    send(first);
    assertThat(journals()).hasSize(3);
    assertThat(quarantine()).isEmpty();
  }

  @Test
  void shouldQuarantineAWaitingRefundWhenItsOrderIsCancelled() throws Exception {
    TopicRecord refund = send(change(refundRow("o1", "r1", 2, "SUCCEEDED", 200)));
    send(change(row("o1", 2, "CANCELLED")));
    send(change(row("o1", 3, "CANCELLED")));
    assertThat(journals()).isEmpty();
    assertThat(quarantine())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.category).isEqualTo(QuarantineCategory.ORPHAN_REFUND);
              assertThat(refused.entityId).isEqualTo("r1");
              assertThat(refused.original.offset).isEqualTo(refund.offset);
              assertThat(refused.original.value).isEqualTo(refund.value);
            });
  }

  @Test
  void shouldQuarantineWithTheStateThatWasMetAndTheWholeOriginal() throws Exception {
    send(change(row("o1", 2, "PAID")));
    OrderRow pending = row("o1", 3, "PENDING");
    pending.setTraceParent("00-trace-o1");
    TopicRecord illegal = send(change(pending));
    send(change(row("o1", 4, "PARTIALLY_REFUNDED")));

    assertThat(journals()).containsExactly("order:o1:paid");
    assertThat(quarantine())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.category).isEqualTo(QuarantineCategory.ILLEGAL_TRANSITION);
              assertThat(refused.detail).contains("PAID").contains("PENDING");
              assertThat(refused.entity).isEqualTo("PAYMENT_ORDER");
              assertThat(refused.orderId).isEqualTo("o1");
              assertThat(refused.stateMet).contains("\"status\":\"PAID\"", "\"version\":2");
              assertThat(refused.originalJson).contains("PENDING");
              assertThat(refused.original.value).isEqualTo(illegal.value);
              assertThat(refused.original.place())
                  .isEqualTo("payments.changes/0/" + illegal.offset);
              assertThat(refused.sourceLsn).isEqualTo(1_003);
              assertThat(refused.traceParent).isEqualTo("00-trace-o1");
            });
  }

  @Test
  void shouldQuarantineARefusedChangeOnceWhenItIsDeliveredTwice() throws Exception {
    send(change(row("o1", 2, "CANCELLED")));
    send(change(row("o1", 3, "PAID")));
    send(change(row("o1", 4, "REFUNDED")));
    send(change(row("o1", 3, "PAID")));
    send(change(row("o1", 4, "REFUNDED")));
    assertThat(journals()).isEmpty();
    assertThat(quarantine()).hasSize(2);
  }

  @Test
  void shouldQuarantineBytesThatAreNoChange() throws Exception {
    send(change(row("o1", 2, "PAID")));
    byte[] rubbish = "{\"not\":\"avro\"}".getBytes(StandardCharsets.UTF_8);
    byte[] whole = record(change(row("o1", 3, "REFUNDED")), 0).value;
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    harness.processElement(
        new StreamRecord<>(new TopicRecord("payments.changes", 3, 40, "o1", rubbish)));
    harness.processElement(
        new StreamRecord<>(new TopicRecord("payments.changes", 3, 41, "", new byte[0])));
    harness.processElement(
        new StreamRecord<>(new TopicRecord("payments.changes", 3, 42, "o1", cut)));

    assertThat(quarantine())
        .hasSize(3)
        .allSatisfy(
            refused -> assertThat(refused.category).isEqualTo(QuarantineCategory.MALFORMED));
    assertThat(quarantine().get(0).original.value).isEqualTo(rubbish);
    assertThat(quarantine().get(0).stateMet).contains("PAID");
    assertThat(quarantine().get(0).entity).isEqualTo("UNKNOWN");
    assertThat(quarantine().get(1).stateMet).isNull();
    assertThat(quarantine().get(2).original.value).isEqualTo(cut);
  }

  @Test
  void shouldFailOnNoBytesWhatever() throws Exception {
    byte[] whole = record(change(row("o1", 2, "PAID")), 0).value;
    for (int position = 0; position < whole.length; position++) {
      for (int spoilt : new int[] {0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff}) {
        byte[] bytes = whole.clone();
        bytes[position] = (byte) spoilt;
        harness.processElement(
            new StreamRecord<>(new TopicRecord("payments.changes", 0, offset++, "o1", bytes)));
      }
    }
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      harness.processElement(
          new StreamRecord<>(new TopicRecord("payments.changes", 0, offset++, "o1", cut)));
    }
    // A string that claims to be 1 GiB long: 12 bytes of header, entity and operation come before.
    ByteBuffer claim = ByteBuffer.allocate(17).put(whole, 0, 12);
    claim.put(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08});
    harness.processElement(
        new StreamRecord<>(new TopicRecord("payments.changes", 0, offset++, "o1", claim.array())));

    assertThat(journals().size()).isLessThanOrEqualTo(1);
    assertThat(sum()).isZero();
    assertThat(quarantine()).hasSizeGreaterThan(whole.length);
  }

  @Test
  void shouldQuarantineADeletionAndKeepTheOrder() throws Exception {
    send(change(row("o1", 2, "PAID")));
    PaymentChange deletion = change(row("o1", 2, "PAID"));
    deletion.setOp(Operation.DELETE);
    deletion.setOrderBefore(deletion.getOrderAfter());
    deletion.setOrderAfter(null);
    send(deletion);
    send(change(refundRow("o1", "r1", 2, "SUCCEEDED", 300)));

    assertThat(quarantine())
        .extracting(refused -> refused.category)
        .containsExactly(QuarantineCategory.DELETED);
    assertThat(journals()).containsExactly("order:o1:paid", "refund:r1:succeeded");
  }

  @Test
  void shouldQuarantineEachOrderByItself() throws Exception {
    OrderRow contradiction = row("o1", 3, "PAID");
    contradiction.setAmount(9L);
    send(change(row("o1", 2, "PAID")));
    send(change(row("o2", 2, "PAID")));
    send(change(contradiction));
    send(change(refundRow("o2", "r2", 2, "SUCCEEDED", 1_001)));
    assertThat(journals()).containsExactly("order:o1:paid", "order:o2:paid");
    assertThat(quarantine())
        .extracting(refused -> refused.category)
        .containsExactly(QuarantineCategory.CONTRADICTION, QuarantineCategory.ILLEGAL_AMOUNT);
  }

  @Test
  void shouldGoOnFromASnapshotInRocksDb() throws Exception {
    harness.close();
    harness = harness();
    harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
    harness.open();
    send(change(row("o1", 2, "PAID")));
    send(change(refundRow("o1", "r1", 1, "PENDING", 300)));
    send(change(refundRow("o2", "r2", 2, "SUCCEEDED", 400)));
    send(change(row("o3", 2, "CANCELLED")));
    send(change(row("o3", 3, "PAID")));
    assertThat(journals()).containsExactly("order:o1:paid");
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();

    harness = harness();
    harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
    harness.initializeState(snapshot);
    harness.open();
    send(change(row("o1", 2, "PAID")));
    send(change(row("o3", 3, "PAID")));
    send(change(refundRow("o1", "r1", 2, "SUCCEEDED", 300)));
    send(change(row("o2", 3, "PARTIALLY_REFUNDED")));
    assertThat(journals())
        .containsExactly("refund:r1:succeeded", "order:o2:paid", "refund:r2:succeeded");
    assertThat(quarantine()).isEmpty();
  }

  @Test
  void shouldPostEveryMovementOfAHold() throws Exception {
    send(change(holdRow("h1", 1, "HELD", 0)));
    send(change(holdRow("h1", 2, "CAPTURED", 300)));
    send(change(holdRow("h1", 3, "CAPTURED", 450)));
    send(change(holdRow("h1", 3, "CAPTURED", 450)));
    send(change(holdRow("h1", 4, "EXPIRED", 450)));
    send(change(holdRow("h2", 3, "RELEASED", 0)));
    assertThat(journals())
        .containsExactly(
            "hold:h1:held",
            "hold:h1:captured:300",
            "hold:h1:captured:450",
            "hold:h1:expired",
            "hold:h2:held",
            "hold:h2:released");
    assertThat(sum()).isZero();
    assertThat(balance("user:u1:frozen")).isZero();
    assertThat(balance("merchant:m1:pending")).isEqualTo(450);
    assertThat(quarantine()).isEmpty();
  }

  @Test
  void shouldQuarantineAnIllegalHoldWithTheStateThatItMet() throws Exception {
    send(change(holdRow("h1", 2, "CAPTURED", 300)));
    send(change(holdRow("h1", 3, "HELD", 0)));
    assertThat(quarantine())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.category).isEqualTo(QuarantineCategory.ILLEGAL_TRANSITION);
              assertThat(refused.entity).isEqualTo("FUNDS_HOLD");
              assertThat(refused.stateMet).contains("\"capturedPosted\":300");
            });
    send(change(holdRow("h1", 4, "RELEASED", 300)));
    assertThat(journals())
        .containsExactly("hold:h1:held", "hold:h1:captured:300", "hold:h1:released");
  }

  @Test
  void shouldBookAllLegsOfAnInstructionOrNone() throws Exception {
    send(
        change(
            instruction(
                "i1", "merchant:m1:pending", -1_000, "merchant:m1", 900, "partner:p", 100)));
    send(
        change(
            instruction(
                "i1", "merchant:m1:pending", -1_000, "merchant:m1", 900, "partner:p", 100)));
    send(
        change(
            instruction("i2", "merchant:m1:pending", -1_000, "merchant:m1", 900, "partner:p", 99)));
    send(change(instruction("i3", "merchant:m1", -5, "merchant:m1:nowhere", 5)));
    send(change(instruction("i1", "merchant:m1:pending", -7, "merchant:m1", 7)));

    assertThat(harness.extractOutputValues())
        .extracting(leg -> leg.account + " " + leg.amount)
        .containsExactly("merchant:m1:pending -1000", "merchant:m1 900", "partner:p 100");
    assertThat(quarantine())
        .extracting(refused -> refused.category)
        .containsExactly(
            QuarantineCategory.UNBALANCED,
            QuarantineCategory.MALFORMED,
            QuarantineCategory.CONTRADICTION);
  }

  @Test
  void shouldJudgeARefusedChangeAnewWhenItIsReplayed() throws Exception {
    send(change(row("o1", 2, "PAID")));
    PaymentChange tooMuch = change(refundRow("o1", "r1", 2, "SUCCEEDED", 1_001));
    TopicRecord first = send(tooMuch);
    send(tooMuch);
    assertThat(quarantine()).hasSize(1);

    replay(tooMuch, first);
    assertThat(quarantine()).hasSize(2);
    assertThat(quarantine().get(1).original.replayOf).isEqualTo(first.place());
    assertThat(journals()).containsExactly("order:o1:paid");
  }

  @Test
  void shouldPostNothingTwiceWhenAMendedChangeIsReplayed() throws Exception {
    OrderRow wrong = row("o1", 2, "PAID");
    wrong.setAmount(900L);
    send(change(row("o1", 1, "PENDING")));
    TopicRecord first = send(change(wrong));
    send(change(row("o1", 3, "PAID")));
    for (int delivery = 0; delivery < 2; delivery++) {
      replay(change(wrong), first);
      replay(change(row("o1", 3, "PAID")), first);
    }
    assertThat(journals()).containsExactly("order:o1:paid");
    assertThat(quarantine()).hasSize(1);
  }

  @Test
  void shouldJudgeAWaitingRefundThatWasRefusedAnew() throws Exception {
    PaymentChange refund = change(refundRow("o1", "r1", 2, "SUCCEEDED", 200));
    send(change(refundRow("o1", "r1", 1, "PENDING", 200)));
    TopicRecord first = send(refund);
    send(change(row("o1", 2, "CANCELLED")));
    send(change(refundRow("o1", "r1", 1, "PENDING", 200)));
    send(refund);
    replay(refund, first);
    assertThat(quarantine())
        .extracting(refused -> refused.category + refused.original.replayOf)
        .containsExactly("ORPHAN_REFUND", "ORPHAN_REFUND" + first.place());
    assertThat(journals()).isEmpty();
  }

  @Test
  void shouldBookWhatIsCommittedBehindAClosingIntoTheFirstOpenDay() throws Exception {
    LocalDate day = LocalDate.of(2026, 11, 22);
    // The position of a change is 1001 at version 1, 1002 at version 2.
    refer(closing("WECHAT", day.minusDays(1), 900));
    refer(closing("WECHAT", day, 1_002));
    refer(closing("WECHAT", day, 1_900));
    send(change(row("o1", 2, "PAID")));
    send(change(row("o2", 3, "PAID")));

    assertThat(harness.extractOutputValues())
        .extracting(leg -> leg.orderId + " " + LocalDate.ofEpochDay(leg.businessDay))
        .containsExactly("o1 2026-11-22", "o1 2026-11-22", "o2 2026-11-23", "o2 2026-11-23");
    assertThat(harness.extractOutputValues())
        .extracting(leg -> leg.originalBusinessDay)
        .containsExactly(
            LedgerLeg.NOT_LATE,
            LedgerLeg.NOT_LATE,
            Math.toIntExact(day.toEpochDay()),
            Math.toIntExact(day.toEpochDay()));
    assertThat(closings())
        .extracting(closed -> closed.channel + " " + closed.businessDay + " " + closed.sourceLsn)
        .containsExactly(
            "WECHAT " + day.minusDays(1).toEpochDay() + " 900",
            "WECHAT " + day.toEpochDay() + " 1002");
  }

  @Test
  void shouldKeepClosingsAndHotMerchantsInASnapshot() throws Exception {
    refer(closing("WECHAT", LocalDate.of(2026, 11, 22), 1_000));
    refer(merchant("m1", true));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
    send(change(row("o1", 2, "PAID")));
    assertThat(harness.extractOutputValues())
        .extracting(leg -> LocalDate.ofEpochDay(leg.businessDay))
        .containsOnly(LocalDate.of(2026, 11, 23));
    assertThat(harness.extractOutputValues().get(1).shard)
        .isEqualTo(AccountAddress.hotShardOf("o1"))
        .isNotZero();
  }

  @Test
  void shouldShardTheTakingsOfAHotMerchantOnly() throws Exception {
    refer(merchant("m1", true));
    for (int number = 0; number < 200; number++) {
      send(change(row("o" + number, 2, "PAID")));
    }
    assertThat(harness.extractOutputValues().stream().filter(leg -> leg.leg == 1))
        .extracting(leg -> leg.shard)
        .contains(0, 1, 2, 3, 4, 5, 6, 7);
    refer(merchant("m1", false));
    send(change(row("o3x", 2, "PAID")));
    List<LedgerLeg> all = harness.extractOutputValues();
    assertThat(all.get(all.size() - 1).shard).isZero();
  }

  @Test
  void shouldQuarantineReferenceDataThatCannotBeRead() throws Exception {
    refer(new TopicRecord("payments.reference", 0, 7, "merchant/m1", new byte[] {1}));
    refer(closing("PIGEON", LocalDate.of(2026, 11, 20), 900));
    refer(closing("WECHAT", LocalDate.of(2099, 1, 1), 900));
    send(change(row("o1", 2, "PAID")));
    assertThat(quarantine())
        .extracting(refused -> refused.original.topic + " " + refused.category)
        .containsExactly(
            "payments.reference MALFORMED",
            "payments.reference UNKNOWN_VALUE",
            "payments.reference CONTRADICTION");
    assertThat(closings()).isEmpty();
    assertThat(harness.extractOutputValues())
        .extracting(leg -> leg.originalBusinessDay)
        .containsOnly(LedgerLeg.NOT_LATE);
  }

  private void replay(PaymentChange change, TopicRecord refused) throws Exception {
    TopicRecord record = record(change, offset++);
    record.replayOf = refused.place();
    harness.processElement(new StreamRecord<>(record));
  }

  private void refer(TopicRecord record) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(record));
  }

  private long balance(String account) {
    return harness.extractOutputValues().stream()
        .filter(leg -> leg.account.equals(account))
        .mapToLong(leg -> leg.amount)
        .sum();
  }

  private List<ClosedDay> closings() {
    var closed = harness.getSideOutput(LedgerIds.CLOSINGS);
    return closed == null ? List.of() : closed.stream().map(StreamRecord::getValue).toList();
  }

  private TopicRecord send(PaymentChange change) throws Exception {
    TopicRecord record = record(change, offset++);
    harness.processElement(new StreamRecord<>(record));
    return record;
  }

  private List<String> journals() {
    return harness.extractOutputValues().stream().map(leg -> leg.journalId).distinct().toList();
  }

  private long sum() {
    return harness.extractOutputValues().stream().mapToLong(leg -> leg.amount).sum();
  }

  private List<QuarantinedChange> quarantine() {
    var refused = harness.getSideOutput(LedgerIds.QUARANTINE);
    return refused == null ? List.of() : refused.stream().map(StreamRecord::getValue).toList();
  }

  private static KeyedBroadcastOperatorTestHarness<String, TopicRecord, TopicRecord, LedgerLeg>
      harness() throws Exception {
    return new KeyedBroadcastOperatorTestHarness<>(
        new KeyOnDemandBroadcastOperator<>(new JournalFunction(), LedgerIds.BROADCAST_STATES),
        record -> record.key,
        Types.STRING,
        JobOptions.MAX_PARALLELISM,
        1,
        0);
  }
}
