package dev.settle.stream.fraud;

import dev.settle.stream.fraud.window.RuleWindow;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes windows for state. */
public final class RuleWindowSerializer extends StateSerializer<RuleWindow> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;

  /** A serialiser. */
  public RuleWindowSerializer() {
    super(FORMAT);
  }

  @Override
  protected void write(RuleWindow window, DataOutputView target) throws IOException {
    window.write(target);
  }

  @Override
  protected RuleWindow read(int writtenFormat, DataInputView source) throws IOException {
    return RuleWindow.read(source);
  }

  @Override
  public RuleWindow createInstance() {
    throw new UnsupportedOperationException("windows are made for a rule, or of what is read");
  }

  @Override
  public TypeSerializerSnapshot<RuleWindow> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint remembers. */
  public static final class Snapshot extends StateSerializerSnapshot<RuleWindow> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<RuleWindow> restoreSerializer() {
      return new RuleWindowSerializer();
    }
  }
}
