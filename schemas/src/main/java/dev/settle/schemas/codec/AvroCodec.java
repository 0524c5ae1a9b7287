package dev.settle.schemas.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro single-object encoding (marker C3 01, 64-bit fingerprint of the writer's schema, binary
 * body): a reader needs no registry, it resolves every version in {@link PublishedSchemas}. Safe
 * for use by several threads.
 *
 * @param <T> generated record
 */
public final class AvroCodec<T extends SpecificRecordBase> {
  static {
    // Since 1.12.2 Avro loads no class it does not trust. Ours are trusted here, in code, so that
    // no cluster needs a system property; what others have trusted stays so.
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(),
            type -> type.getPackageName().equals("dev.settle.schemas.avro")));
  }

  private final String name;
  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  private AvroCodec(Class<T> type) {
    SpecificData model = SpecificData.getForClass(type);
    var schema = model.getSchema(type);
    this.name = schema.getName();
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    this.decoder = new BinaryMessageDecoder<>(model, schema);
    PublishedSchemas.of(name).forEach(decoder::addSchema);
  }

  /** A codec for a generated record. */
  public static <T extends SpecificRecordBase> AvroCodec<T> of(Class<T> type) {
    return new AvroCodec<>(type);
  }

  /** The record's bytes, in an array of their own. */
  public byte[] encode(T record) {
    try {
      ByteBuffer buffer = encoder.encode(record);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode " + name, e);
    }
  }

  /**
   * Reads a record of any published version.
   *
   * @throws CodecException when the bytes are cut, foreign or of an unknown version
   */
  public T decode(byte[] bytes) throws CodecException {
    try {
      return decoder.decode(bytes);
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | UnsupportedOperationException e) {
      throw new CodecException(
          "not a readable " + name + " of " + bytes.length + " bytes: " + e.getMessage(), e);
    }
  }
}
