package dev.settle.stream.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Many elements of operator state as few. Flink copies each element of a list while the job stands
 * still for the checkpoint, and flushes the file behind each: of a hundred thousand events in
 * memory that was a tenth of all that the job did. Bytes are copied as a whole and written at once.
 *
 * <p>At another parallelism chunks are dealt out as elements were.
 */
public final class StateChunks {
  private static final int CHUNK_BYTES = 64 * 1024;

  private StateChunks() {}

  /** Elements, in their order, in chunks of some {@value #CHUNK_BYTES} bytes. */
  public static <T> List<byte[]> write(Iterable<T> elements, TypeSerializer<T> serializer)
      throws IOException {
    List<byte[]> chunks = new ArrayList<>();
    DataOutputSerializer out = new DataOutputSerializer(CHUNK_BYTES);
    for (T element : elements) {
      serializer.serialize(element, out);
      if (out.length() >= CHUNK_BYTES) {
        chunks.add(out.getCopyOfBuffer());
        out.clear();
      }
    }
    if (out.length() > 0) {
      chunks.add(out.getCopyOfBuffer());
    }
    return chunks;
  }

  /** Hands on the elements that {@link #write} wrote. */
  public static <T> void read(
      Iterable<byte[]> chunks, TypeSerializer<T> serializer, Consumer<T> taker) throws IOException {
    for (byte[] chunk : chunks) {
      DataInputDeserializer in = new DataInputDeserializer(chunk);
      while (in.available() > 0) {
        taker.accept(serializer.deserialize(in));
      }
    }
  }
}
