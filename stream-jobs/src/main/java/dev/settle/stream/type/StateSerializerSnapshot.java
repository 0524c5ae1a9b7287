package dev.settle.stream.type;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint remembers of a {@link StateSerializer}: its class, for every value says its own
 * format. A subclass each, because a savepoint names it.
 *
 * @param <T> the state
 */
public abstract class StateSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int VERSION = 1;

  /** For subclasses. */
  protected StateSerializerSnapshot() {}

  @Override
  public final int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public final void writeSnapshot(DataOutputView out) {
    // Nothing: see the class.
  }

  @Override
  public final void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader) {
    // Nothing was written.
  }

  @Override
  public abstract TypeSerializer<T> restoreSerializer();

  @Override
  public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    if (old.getClass() == getClass()) {
      return TypeSerializerSchemaCompatibility.compatibleAsIs();
    }
    return old instanceof PojoSerializerSnapshot
        ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
