package dev.settle.stream.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What serialisers of in-flight types have in common: objects are never changed once made, so a
 * copy is the object itself, and nothing is ever read that another release has written.
 *
 * @param <T> the type
 */
public abstract class InFlightSerializer<T> extends TypeSerializerSingleton<T> {
  private static final long serialVersionUID = 1;

  /** For subclasses. */
  protected InFlightSerializer() {}

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " is for records in flight, never for state");
  }

  /** Not used: {@link TypeSerializer} asks for it. */
  @Override
  public T createInstance() {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " makes objects from what it reads only");
  }
}
