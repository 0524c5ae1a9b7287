package dev.settle.schemas.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
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

  private static final byte MARKER_1 = (byte) 0xC3;
  private static final byte MARKER_2 = 0x01;

  /** Two marker bytes and the fingerprint. */
  private static final int HEADER_LENGTH = 10;

  private final String name;
  private final BinaryMessageEncoder<T> encoder;
  private final Map<Long, SpecificDatumReader<T>> readers = new HashMap<>();

  private AvroCodec(Class<T> type) {
    SpecificData model = SpecificData.getForClass(type);
    var schema = model.getSchema(type);
    this.name = schema.getName();
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    PublishedSchemas.of(name).forEach(written -> addReader(written, schema, model));
    addReader(schema, schema, model);
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
    if (bytes.length < HEADER_LENGTH || bytes[0] != MARKER_1 || bytes[1] != MARKER_2) {
      throw new CodecException(unreadable(bytes) + ": it does not begin with C3 01", null);
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    SpecificDatumReader<T> reader = readers.get(fingerprint);
    if (reader == null) {
      throw new CodecException(
          unreadable(bytes) + ": no published version has the fingerprint " + fingerprint, null);
    }
    // Not BinaryMessageDecoder, which reads from a stream and so believes any length that spoilt
    // bytes claim: 17 bytes could ask for gigabytes. On an array each length is held against it.
    BinaryDecoder body =
        DecoderFactory.get()
            .binaryDecoder(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH, null);
    try {
      return reader.read(null, body);
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | UnsupportedOperationException e) {
      throw new CodecException(unreadable(bytes) + ": " + e.getMessage(), e);
    }
  }

  private void addReader(Schema written, Schema expected, SpecificData model) {
    readers.put(
        SchemaNormalization.parsingFingerprint64(written),
        new SpecificDatumReader<>(written, expected, model));
  }

  private String unreadable(byte[] bytes) {
    return "not a readable " + name + " of " + bytes.length + " bytes";
  }
}
