package dev.settle.stream.ledger;

import dev.settle.schemas.avro.LedgerEntry;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.InFlightSerializer;
import dev.settle.stream.type.InFlightType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** A leg that has its place in its account: one ledger entry, as the record that is written. */
final class BookedEntry {
  static final TypeInformation<BookedEntry> IN_FLIGHT =
      new InFlightType<>(BookedEntry.class, new Serializer());

  private static final byte[] NO_TRACE = {};

  private final byte[] account;
  private final byte[] bytes;
  private final byte @Nullable [] traceParent;

  /**
   * An entry.
   *
   * @param account address, UTF-8
   * @param bytes a {@code LedgerEntry} in Avro's single-object encoding
   * @param traceParent its trace context, UTF-8; null: none
   */
  BookedEntry(byte[] account, byte[] bytes, byte @Nullable [] traceParent) {
    this.account = account;
    this.bytes = bytes;
    this.traceParent = traceParent;
  }

  /** The account's address, UTF-8; not to be changed. */
  byte[] account() {
    return account;
  }

  /** The record; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** Its trace context, UTF-8, not to be changed; null: none. */
  byte @Nullable [] traceParent() {
    return traceParent;
  }

  /** The entry for a person or an alert, slowly. */
  LedgerEntry decode() {
    try {
      return AvroCodec.of(LedgerEntry.class).decode(bytes);
    } catch (CodecException e) {
      throw new IllegalStateException("an entry that this job has encoded cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return "entry of " + new String(account, StandardCharsets.UTF_8);
  }

  private static final class Serializer extends InFlightSerializer<BookedEntry> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(BookedEntry entry, DataOutputView target) throws IOException {
      Compact.writeBytes(entry.account, target);
      Compact.writeBytes(entry.bytes, target);
      Compact.writeBytes(entry.traceParent == null ? NO_TRACE : entry.traceParent, target);
    }

    @Override
    public BookedEntry deserialize(DataInputView source) throws IOException {
      byte[] account = Compact.readBytes(source);
      byte[] bytes = Compact.readBytes(source);
      byte[] traceParent = Compact.readBytes(source);
      return new BookedEntry(account, bytes, traceParent.length == 0 ? null : traceParent);
    }
  }
}
