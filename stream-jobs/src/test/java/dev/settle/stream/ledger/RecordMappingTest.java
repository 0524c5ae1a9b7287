package dev.settle.stream.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.avro.DayClosing;
import dev.settle.schemas.avro.LedgerAlert;
import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.avro.QuarantineRecord;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.schemas.payment.Channel;
import dev.settle.stream.kafka.TopicRecord;
import dev.settle.stream.ledger.rule.LedgerLeg;
import dev.settle.stream.ledger.rule.QuarantineCategory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RecordMappingTest {
  @Test
  void shouldWriteEveryFieldOfAnEntry() throws CodecException {
    LedgerLeg leg = new LedgerLeg();
    leg.account = "channel:STRIPE";
    leg.shard = 5;
    leg.currency = "EUR";
    leg.amount = -11;
    leg.journalId = "refund:r1:succeeded";
    leg.leg = 1;
    leg.counterAccount = "merchant:m1:pending";
    leg.cause = LedgerLeg.Cause.REFUND;
    leg.kind = "TIP";
    leg.channel = Channel.STRIPE;
    leg.channelTxnId = "txn";
    leg.channelRefundId = "re";
    leg.orderId = "o1";
    leg.refundId = "r1";
    leg.merchantId = "m1";
    leg.eventTime = 21;
    leg.businessDay = Math.toIntExact(LocalDate.of(2026, 11, 23).toEpochDay());
    leg.sourceLsn = 22;
    leg.traceParent = "trace";
    leg.holdId = "h1";
    leg.instructionId = "i1";
    leg.businessKey = "key";
    leg.originalBusinessDay = leg.businessDay - 2;
    BookedEntry entry = booked(leg, 31, -32, 33);

    LedgerEntrySerializer serializer = new LedgerEntrySerializer();
    assertThat(serializer.keyOf(entry))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("channel:STRIPE");
    AvroCodec<LedgerEntry> codec = AvroCodec.of(LedgerEntry.class);
    LedgerEntry expected =
        LedgerEntry.newBuilder()
            .setAccount("channel:STRIPE")
            .setShard(5)
            .setCurrency("EUR")
            .setSequence(31)
            .setAmount(-11)
            .setBalanceAfter(-32)
            .setJournalId("refund:r1:succeeded")
            .setLeg(1)
            .setCounterAccount("merchant:m1:pending")
            .setCause("REFUND")
            .setKind("TIP")
            .setChannel("STRIPE")
            .setChannelTxnId("txn")
            .setChannelRefundId("re")
            .setOrderId("o1")
            .setRefundId("r1")
            .setMerchantId("m1")
            .setEventTime(21)
            .setBookedAt(33)
            .setBusinessDate(LocalDate.of(2026, 11, 23))
            .setSourceLsn(22)
            .setTraceParent("trace")
            .setHoldId("h1")
            .setInstructionId("i1")
            .setBusinessKey("key")
            .setOriginalBusinessDate(LocalDate.of(2026, 11, 21))
            .build();
    assertThat(entry.decode()).isEqualTo(expected);
    assertThat(serializer.valueOf(entry)).isEqualTo(codec.encode(expected));
  }

  @Test
  void shouldWriteAnEntryWithoutItsOptionalFieldsAsTheCodecDoes() throws CodecException {
    for (long number : new long[] {0, 63, 64, -64, -65, Long.MAX_VALUE, Long.MIN_VALUE}) {
      LedgerLeg leg = new LedgerLeg();
      leg.account = "user:" + "x".repeat(number == 0 ? 0 : 70);
      leg.currency = "CNY";
      leg.amount = number;
      leg.eventTime = number;
      BookedEntry entry = booked(leg, number, number, number);
      assertThat(entry.account()).asString(StandardCharsets.UTF_8).isEqualTo(leg.account);
      assertThat(AvroCodec.of(LedgerEntry.class).encode(entry.decode())).isEqualTo(entry.bytes());
      assertThat(entry.decode().getBalanceAfter()).isEqualTo(number);
      assertThat(entry.decode().getMerchantId()).isNull();
    }
  }

  @Test
  void shouldKeepTheTraceContextInTheEntrysHeader() throws IOException {
    LedgerEntrySerializer serializer = new LedgerEntrySerializer();
    for (String traceParent : new String[] {"00-a-b-01", "x".repeat(40_000)}) {
      LedgerLeg leg = new LedgerLeg();
      leg.account = "user:1";
      leg.currency = "CNY";
      leg.sourceLsn = Long.MAX_VALUE;
      leg.traceParent = traceParent;
      DataOutputSerializer out = new DataOutputSerializer(64);
      TypeSerializer<BookedEntry> inFlight =
          BookedEntry.IN_FLIGHT.createSerializer(new SerializerConfigImpl());
      inFlight.serialize(booked(leg, 1, 2, 3), out);
      BookedEntry read = inFlight.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

      assertThat(header(serializer, booked(leg, 1, 2, 3))).isEqualTo(traceParent);
      assertThat(header(serializer, read)).isEqualTo(traceParent);
    }
    LedgerLeg untraced = new LedgerLeg();
    untraced.account = "user:1";
    assertThat(serializer.serialize(booked(untraced, 1, 2, 3), new OneSubtask(), null).headers())
        .isEmpty();
  }

  private static String header(LedgerEntrySerializer serializer, BookedEntry entry) {
    return new String(
        serializer
            .serialize(entry, new OneSubtask(), null)
            .headers()
            .lastHeader("traceparent")
            .value(),
        StandardCharsets.UTF_8);
  }

  private record OneSubtask() implements KafkaRecordSerializationSchema.KafkaSinkContext {
    @Override
    public int getParallelInstanceId() {
      return 0;
    }

    @Override
    public int getNumberOfParallelInstances() {
      return 1;
    }

    @Override
    public int[] getPartitionsForTopic(String topic) {
      return new int[] {0};
    }
  }

  private static BookedEntry booked(LedgerLeg leg, long sequence, long balanceAfter, long at) {
    EncodedLeg encoded = new LegEncoder().encode(leg);
    return encoded.book(sequence, balanceAfter, at);
  }

  @Test
  void shouldWriteEveryFieldOfARefusedChange() throws CodecException {
    QuarantinedChange change = new QuarantinedChange();
    change.category = QuarantineCategory.DELETED;
    change.detail = "gone";
    change.entity = "REFUND";
    change.entityId = "r1";
    change.orderId = "o1";
    change.stateMet = "{}";
    change.original = new TopicRecord("payments.changes", 3, 44, "o1", new byte[] {1, 2});
    change.originalJson = "{\"a\":1}";
    change.original.replayOf = "payments.changes/3/11";
    change.sourceLsn = 55;
    change.quarantinedAt = 66;

    QuarantineSerializer serializer = new QuarantineSerializer();
    assertThat(serializer.key(change)).isEqualTo("o1");
    AvroCodec<QuarantineRecord> codec = AvroCodec.of(QuarantineRecord.class);
    assertThat(codec.decode(codec.encode(serializer.toRecord(change))))
        .isEqualTo(
            QuarantineRecord.newBuilder()
                .setQuarantineId("payments.changes/3/44")
                .setCategory("DELETED")
                .setDetail("gone")
                .setEntity("REFUND")
                .setEntityId("r1")
                .setOrderId("o1")
                .setStateMet("{}")
                .setOriginal(ByteBuffer.wrap(new byte[] {1, 2}))
                .setOriginalJson("{\"a\":1}")
                .setTopic("payments.changes")
                .setPartition(3)
                .setOffset(44)
                .setSourceLsn(55)
                .setQuarantinedAt(66)
                .setReplayOf("payments.changes/3/11")
                .build());
  }

  @Test
  void shouldKeepTheTraceContextInTheRefusedChangesHeader() {
    QuarantinedChange change = new QuarantinedChange();
    QuarantineSerializer serializer = new QuarantineSerializer();

    assertThat(serializer.traceParentOf(change)).isNull();
    change.traceParent = "00-a-b-01";
    assertThat(serializer.traceParentOf(change))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("00-a-b-01");
  }

  @Test
  void shouldWriteAnOverdraftAsAnAlert() throws CodecException {
    LedgerLeg leg = new LedgerLeg();
    leg.account = "user:u1";
    leg.currency = "CNY";
    leg.amount = -700;
    leg.journalId = "order:o1:paid";
    leg.orderId = "o1";
    leg.eventTime = 21;
    OverdraftSerializer serializer = new OverdraftSerializer();
    BookedEntry entry = booked(leg, 2, -200, 33);
    assertThat(serializer.key(entry)).isEqualTo("user:u1");
    AvroCodec<LedgerAlert> codec = AvroCodec.of(LedgerAlert.class);
    assertThat(codec.decode(codec.encode(serializer.toRecord(entry))))
        .isEqualTo(
            LedgerAlert.newBuilder()
                .setAlertId("overdraft:user:u1:CNY:2")
                .setType("OVERDRAFT")
                .setSeverity("WARNING")
                .setDetail("user:u1 fell below zero: -200 CNY after -700 by journal order:o1:paid")
                .setAccount("user:u1")
                .setShard(0)
                .setCurrency("CNY")
                .setSequence(2L)
                .setAmount(-700L)
                .setBalanceAfter(-200L)
                .setJournalId("order:o1:paid")
                .setOrderId("o1")
                .setEventTime(21L)
                .setRaisedAt(33)
                .build());
  }

  @Test
  void shouldWriteEveryFieldOfAClosing() throws CodecException {
    ClosedDay closed = new ClosedDay();
    closed.channel = Channel.ADYEN;
    closed.businessDay = Math.toIntExact(LocalDate.of(2026, 11, 23).toEpochDay());
    closed.closedBy = "nightly";
    closed.requestedAt = 1;
    closed.sourceLsn = 2;
    closed.acknowledgedAt = 3;
    ClosingSerializer serializer = new ClosingSerializer();
    AvroCodec<DayClosing> codec = AvroCodec.of(DayClosing.class);
    assertThat(codec.decode(codec.encode(serializer.toRecord(closed))))
        .isEqualTo(
            DayClosing.newBuilder()
                .setChannel("ADYEN")
                .setBusinessDate(LocalDate.of(2026, 11, 23))
                .setClosedBy("nightly")
                .setRequestedAt(1)
                .setSourceLsn(2)
                .setAcknowledgedAt(3)
                .build());
  }
}
