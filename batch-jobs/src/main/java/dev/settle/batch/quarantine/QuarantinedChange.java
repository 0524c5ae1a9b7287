package dev.settle.batch.quarantine;

import dev.settle.schemas.avro.PaymentChange;
import dev.settle.schemas.codec.AvroCodec;
import dev.settle.schemas.codec.CodecException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A change that the ledger refused, whole.
 *
 * @param id its quarantine id
 * @param quarantinedAt when it was refused
 * @param category why, as a code
 * @param entity which table changed; may be empty
 * @param entityId primary key of the row; may be empty
 * @param orderId the order, hold or instruction to which it belongs, or the record's key
 * @param detail why, for a person
 * @param stateMet the state that it met, JSON
 * @param originalBase64 the record's value as it stood in the topic
 * @param place where it stood
 * @param sourceLsn position in the source database
 * @param replayOf the change of which this is a replay that was refused again
 */
public record QuarantinedChange(
    String id,
    Instant quarantinedAt,
    String category,
    String entity,
    String entityId,
    String orderId,
    String detail,
    @Nullable String stateMet,
    String originalBase64,
    RecordPlace place,
    long sourceLsn,
    @Nullable String replayOf) {

  /** The record's value, in an array of its own. */
  public byte[] original() {
    return Base64.getDecoder().decode(originalBase64);
  }

  /** The change as JSON; null when the bytes are not readable. */
  public @Nullable String originalJson() {
    try {
      return AvroCodec.of(PaymentChange.class).decode(original()).toString();
    } catch (CodecException e) {
      return null;
    }
  }
}
