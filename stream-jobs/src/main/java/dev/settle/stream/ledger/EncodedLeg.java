package dev.settle.stream.ledger;

import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.stream.kafka.AvroWriter;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.InFlightSerializer;
import dev.settle.stream.type.InFlightType;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A leg on its way to its account, already in the form in which it leaves the job: the bytes of a
 * {@link LedgerEntry} without the four fields that the account step adds or needs. They are put in
 * their places there, so what a leg says is encoded once and decoded never.
 *
 * <pre>
 * account, shard, currency │ sequence, amount, balance_after │ journal_id … event_time │ booked_at │ business_date …
 * </pre>
 */
final class EncodedLeg {
  static final TypeInformation<EncodedLeg> IN_FLIGHT =
      new InFlightType<>(EncodedLeg.class, new Serializer());

  /** Account, shard and currency, as {@link AccountKeySelector} has them. */
  final String accountKey;

  /** Signed minor units. */
  final long amount;

  private final byte[] bytes;
  private final int journalAt;
  private final int businessDateAt;

  /**
   * A leg.
   *
   * @param bytes header and all fields but those of the account step
   * @param journalAt where journal_id begins
   * @param businessDateAt where business_date begins
   */
  EncodedLeg(String accountKey, long amount, byte[] bytes, int journalAt, int businessDateAt) {
    this.accountKey = accountKey;
    this.amount = amount;
    this.bytes = bytes;
    this.journalAt = journalAt;
    this.businessDateAt = businessDateAt;
  }

  /** The whole record, in Avro's single-object encoding. */
  byte[] toRecord(long sequence, long balanceAfter, long bookedAt) {
    int size =
        bytes.length
            + AvroWriter.sizeOf(sequence)
            + AvroWriter.sizeOf(amount)
            + AvroWriter.sizeOf(balanceAfter)
            + AvroWriter.sizeOf(bookedAt);
    byte[] record = new byte[size];
    System.arraycopy(bytes, 0, record, 0, journalAt);
    int at = AvroWriter.write(sequence, record, journalAt);
    at = AvroWriter.write(amount, record, at);
    at = AvroWriter.write(balanceAfter, record, at);
    System.arraycopy(bytes, journalAt, record, at, businessDateAt - journalAt);
    at = AvroWriter.write(bookedAt, record, at + businessDateAt - journalAt);
    System.arraycopy(bytes, businessDateAt, record, at, bytes.length - businessDateAt);
    return record;
  }

  /** The account's address as UTF-8. */
  byte[] account() {
    // Behind the header: the length of the account in one byte or two, then the account.
    int at = LegEncoder.HEADER_LENGTH;
    int length = bytes[at] & 0x7F;
    if (bytes[at++] < 0) {
      length |= bytes[at++] << 7;
    }
    return Arrays.copyOfRange(bytes, at, at + length / 2);
  }

  /** The W3C trace context of what moves the money, as UTF-8; null when there is none. */
  byte @Nullable [] traceParent() {
    // Behind business date and position in the source: 0 for null, or 1, the length, the text.
    int at = behindNumber(behindNumber(businessDateAt));
    if (bytes[at++] == 0) {
      return null;
    }
    int length = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      length |= (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return Arrays.copyOfRange(bytes, at, at + length / 2);
  }

  private int behindNumber(int at) {
    int place = at;
    while (bytes[place] < 0) {
      place++;
    }
    return place + 1;
  }

  /** The entry that the leg becomes. */
  BookedEntry book(long sequence, long balanceAfter, long bookedAt) {
    return new BookedEntry(account(), toRecord(sequence, balanceAfter, bookedAt), traceParent());
  }

  /** The leg for a person or an alert, slowly; sequence, balance and time are 0. */
  LedgerEntry decode() {
    return book(0, 0, 0).decode();
  }

  private static final class Serializer extends InFlightSerializer<EncodedLeg> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(EncodedLeg leg, DataOutputView target) throws IOException {
      Compact.writeText(leg.accountKey, target);
      target.writeLong(leg.amount);
      Compact.writeNumber(leg.journalAt, target);
      Compact.writeNumber(leg.businessDateAt, target);
      Compact.writeBytes(leg.bytes, target);
    }

    @Override
    public EncodedLeg deserialize(DataInputView source) throws IOException {
      String key = Compact.readText(source);
      long amount = source.readLong();
      int journalAt = (int) Compact.readNumber(source);
      int businessDateAt = (int) Compact.readNumber(source);
      return new EncodedLeg(key, amount, Compact.readBytes(source), journalAt, businessDateAt);
    }
  }
}
