package dev.settle.stream.ledger;

import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.stream.kafka.AvroWriter;
import dev.settle.stream.ledger.rule.LedgerLeg;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.SchemaNormalization;

/**
 * Encodes legs by hand in the layout of {@code LedgerEntry.avsc}: two records a payment make it the
 * most written record of the pipeline. A test holds every byte against the generated record's. Used
 * by one thread.
 */
final class LegEncoder {
  /** Marker and fingerprint of the single-object encoding. */
  static final int HEADER_LENGTH = 10;

  private static final byte[] HEADER =
      ByteBuffer.allocate(HEADER_LENGTH)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put((byte) 0xC3)
          .put((byte) 0x01)
          .putLong(SchemaNormalization.parsingFingerprint64(LedgerEntry.getClassSchema()))
          .array();

  private final AvroWriter writer = new AvroWriter();

  /** The leg with all that the account step does not add. */
  EncodedLeg encode(LedgerLeg leg) {
    writer.clear();
    writer.raw(HEADER, 0, HEADER_LENGTH);
    writer.text(leg.account).number(leg.shard).text(leg.currency);
    int journalAt = writer.length();
    writer
        .text(leg.journalId)
        .number(leg.leg)
        .text(leg.counterAccount)
        .text(leg.cause.name())
        .text(leg.kind)
        .text(leg.channel.name())
        .optionalText(leg.channelTxnId)
        .optionalText(leg.channelRefundId)
        .text(leg.orderId)
        .optionalText(leg.refundId)
        .optionalText(leg.merchantId)
        .number(leg.eventTime);
    int businessDateAt = writer.length();
    writer
        .number(leg.businessDay)
        .number(leg.sourceLsn)
        .optionalText(leg.traceParent)
        .optionalText(leg.holdId)
        .optionalText(leg.instructionId)
        .optionalText(leg.businessKey);
    if (leg.originalBusinessDay == LedgerLeg.NOT_LATE) {
      writer.number(0);
    } else {
      writer.number(1).number(leg.originalBusinessDay);
    }
    return new EncodedLeg(
        AccountKeySelector.keyOf(leg), leg.amount, writer.toBytes(), journalAt, businessDateAt);
  }
}
