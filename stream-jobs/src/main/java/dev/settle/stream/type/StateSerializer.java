package dev.settle.stream.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes state by hand: the number of the format, then the fields. A format never changes; state
 * with a new field gets the next one, and all earlier ones stay readable. State that was written as
 * a Flink POJO is read with the POJO's own serialiser and written anew when a job is restored.
 *
 * @param <T> the state
 */
public abstract class StateSerializer<T> extends TypeSerializerSingleton<T> {
  private static final long serialVersionUID = 1;
  private static final int COPY_BYTES = 256;

  private final int format;

  /**
   * A serialiser.
   *
   * @param format what it writes; it reads this and every lower one, from 1
   */
  protected StateSerializer(int format) {
    this.format = format;
  }

  /** Writes the fields of the newest format. */
  protected abstract void write(T state, DataOutputView target) throws IOException;

  /** Reads the fields of a format. */
  protected abstract T read(int writtenFormat, DataInputView source) throws IOException;

  @Override
  public final void serialize(T state, DataOutputView target) throws IOException {
    target.writeByte(format);
    write(state, target);
  }

  @Override
  public final T deserialize(DataInputView source) throws IOException {
    int written = source.readByte();
    if (written < 1 || written > format) {
      throw new IOException(
          getClass().getSimpleName()
              + " knows formats 1 to "
              + format
              + ", but the state has format "
              + written
              + ": it was written by a later release");
    }
    return read(written, source);
  }

  @Override
  public final T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public final T copy(T from) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(COPY_BYTES);
      serialize(from, out);
      return deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    } catch (IOException e) {
      throw new IllegalStateException("state cannot be read as it was just written", e);
    }
  }

  @Override
  public final T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  /** Not used: {@link TypeSerializer} asks for it. */
  @Override
  public T createInstance() {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " makes objects from what it reads only");
  }

  @Override
  public final boolean isImmutableType() {
    return false;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public abstract TypeSerializerSnapshot<T> snapshotConfiguration();
}
