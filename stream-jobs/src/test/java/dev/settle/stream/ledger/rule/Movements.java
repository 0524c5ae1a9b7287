package dev.settle.stream.ledger.rule;

import dev.settle.schemas.avro.BusinessDayCloseRow;
import dev.settle.schemas.avro.Entity;
import dev.settle.schemas.avro.HoldRow;
import dev.settle.schemas.avro.InstructionLeg;
import dev.settle.schemas.avro.InstructionRow;
import dev.settle.schemas.avro.MerchantRow;
import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.avro.ReferenceChange;
import dev.settle.schemas.avro.ReferenceOperation;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.stream.kafka.TopicRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Fixtures: holds of 10.00 CNY of user u1 for merchant m1, instructions, reference data. */
public final class Movements {
  public static final long CAPTURED = Orders.PAID + 60_000;
  public static final long CLOSED = Orders.PAID + 120_000;

  /** When the night after the orders' day closes it. */
  private static final long NIGHT = Instant.parse("2026-11-22T18:00:00Z").toEpochMilli();

  private static final AvroCodec<ReferenceChange> REFERENCE = AvroCodec.of(ReferenceChange.class);

  private Movements() {}

  /** The hold {@code id} at a version and status; times as they go with them. */
  public static HoldRow holdRow(String id, long version, String status, long captured) {
    boolean closed = status.equals("RELEASED") || status.equals("EXPIRED");
    return HoldRow.newBuilder()
        .setHoldId(id)
        .setOwnerId("u1")
        .setMerchantId("m1")
        .setCurrency("CNY")
        .setAmount(Orders.AMOUNT)
        .setCapturedAmount(captured)
        .setStatus(status)
        .setVersion(version)
        .setTraceParent("00-trace-" + id)
        .setCreatedAt(Orders.CREATED)
        .setExpiresAt(Orders.CREATED + 3_600_000)
        .setCapturedAt(captured > 0 ? CAPTURED : null)
        .setClosedAt(closed ? CLOSED : null)
        .setUpdatedAt(Orders.CREATED + version)
        .build();
  }

  /** The row as a captured change; its position follows from the version. */
  public static PaymentChange change(HoldRow row) {
    return Orders.change(Entity.FUNDS_HOLD, row.getHoldId(), row.getHoldId(), row.getVersion())
        .setHoldAfter(row)
        .build();
  }

  /** A split; legs as account, amount, account, amount, … in CNY. */
  public static InstructionRow instruction(String id, Object... accountsAndAmounts) {
    List<InstructionLeg> legs = new ArrayList<>();
    for (int i = 0; i < accountsAndAmounts.length; i += 2) {
      legs.add(
          InstructionLeg.newBuilder()
              .setAccount((String) accountsAndAmounts[i])
              .setCurrency("CNY")
              .setAmount(((Number) accountsAndAmounts[i + 1]).longValue())
              .build());
    }
    return InstructionRow.newBuilder()
        .setInstructionId(id)
        .setKind("SPLIT")
        .setBusinessKey("order-" + id)
        .setBusinessDate(LocalDate.of(2026, 11, 22))
        .setChannel("WECHAT")
        .setOrderId("o1")
        .setMerchantId("m1")
        .setLegs(legs)
        .setMaker("sharing")
        .setCreatedAt(Orders.CREATED)
        .build();
  }

  /** The row as a captured change. */
  public static PaymentChange change(InstructionRow row) {
    return Orders.change(
            Entity.LEDGER_INSTRUCTION, row.getInstructionId(), row.getInstructionId(), 1)
        .setInstructionAfter(row)
        .build();
  }

  /** The closing of a day, as it stands in its topic. */
  public static TopicRecord closing(String channel, LocalDate day, long lsn) {
    return record(
        ReferenceChange.newBuilder()
            .setTable("business_day_close")
            .setKey(channel + "/" + day)
            .setOp(ReferenceOperation.INSERT)
            .setLsn(lsn)
            .setCommittedAt(Orders.CREATED)
            .setBusinessDayClose(
                BusinessDayCloseRow.newBuilder()
                    .setChannel(channel)
                    .setBusinessDate(day)
                    .setClosedBy("nightly")
                    .setClosedAt(NIGHT)
                    .build())
            .build());
  }

  /** A merchant, as it stands in its topic. */
  public static TopicRecord merchant(String id, boolean hot) {
    return record(
        ReferenceChange.newBuilder()
            .setTable("merchant")
            .setKey(id)
            .setOp(ReferenceOperation.UPDATE)
            .setLsn(1)
            .setCommittedAt(Orders.CREATED)
            .setMerchant(
                MerchantRow.newBuilder()
                    .setMerchantId(id)
                    .setName("Merchant")
                    .setCurrency("CNY")
                    .setHot(hot)
                    .setVersion(1)
                    .setUpdatedAt(Orders.CREATED)
                    .build())
            .build());
  }

  private static TopicRecord record(ReferenceChange change) {
    return new TopicRecord(
        "payments.reference",
        0,
        0,
        change.getTable() + "/" + change.getKey(),
        REFERENCE.encode(change));
  }
}
