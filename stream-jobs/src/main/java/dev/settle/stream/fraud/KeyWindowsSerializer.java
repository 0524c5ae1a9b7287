package dev.settle.stream.fraud;

import dev.settle.stream.fraud.window.RuleWindow;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the windows of a key for state. */
final class KeyWindowsSerializer extends StateSerializer<KeyWindows> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;

  /** A serialiser. */
  KeyWindowsSerializer() {
    super(FORMAT);
  }

  @Override
  protected void write(KeyWindows windows, DataOutputView target) throws IOException {
    Compact.writeNumber(windows.clearingAt, target);
    Compact.writeNumber(windows.byRule.size(), target);
    for (Map.Entry<String, RuleWindow> entry : windows.byRule.entrySet()) {
      Compact.writeText(entry.getKey(), target);
      entry.getValue().write(target);
    }
  }

  @Override
  protected KeyWindows read(int writtenFormat, DataInputView source) throws IOException {
    KeyWindows windows = new KeyWindows();
    windows.clearingAt = Compact.readNumber(source);
    for (long left = Compact.readNumber(source); left > 0; left--) {
      windows.byRule.put(Compact.readText(source), RuleWindow.read(source));
    }
    return windows;
  }

  @Override
  public KeyWindows createInstance() {
    return new KeyWindows();
  }

  @Override
  public TypeSerializerSnapshot<KeyWindows> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint remembers. */
  public static final class Snapshot extends StateSerializerSnapshot<KeyWindows> {
    /** For Flink. */
    public Snapshot() {}

    @Override
    public TypeSerializer<KeyWindows> restoreSerializer() {
      return new KeyWindowsSerializer();
    }
  }
}
