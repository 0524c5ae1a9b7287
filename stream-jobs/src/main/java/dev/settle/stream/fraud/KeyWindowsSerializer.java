package dev.settle.stream.fraud;

import dev.settle.stream.fraud.window.EventIds;
import dev.settle.stream.fraud.window.RuleWindow;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the windows of a home for state. */
final class KeyWindowsSerializer extends StateSerializer<KeyWindows> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 2;

  /** In format 1 a window had the rule's id as its name, and the part behind this. */
  private static final char PART = '|';

  /** A serialiser. */
  KeyWindowsSerializer() {
    super(FORMAT);
  }

  @Override
  protected void write(KeyWindows windows, DataOutputView target) throws IOException {
    Compact.writeNumber(windows.clearingAt(), target);
    Compact.writeNumber(windows.size(), target);
    EventIds ids = new EventIds();
    for (int i = 0; i < windows.size(); i++) {
      target.writeLong(windows.rule(i));
      Compact.writeText(windows.part(i), target);
      windows.window(i).write(target, ids);
    }
  }

  @Override
  protected KeyWindows read(int writtenFormat, DataInputView source) throws IOException {
    long clearingAt = Compact.readNumber(source);
    int size = (int) Compact.readNumber(source);
    KeyWindows windows = KeyWindows.ofSize(size);
    windows.clearAt(clearingAt);
    EventIds ids = new EventIds(writtenFormat);
    for (int i = 0; i < size; i++) {
      if (writtenFormat == 1) {
        String name = Compact.readText(source);
        int part = name.indexOf(PART);
        windows.put(
            RuleCode.of(part < 0 ? name : name.substring(0, part)),
            part < 0 ? "" : name.substring(part + 1),
            RuleWindow.read(source, ids));
      } else {
        windows.put(source.readLong(), Compact.readText(source), RuleWindow.read(source, ids));
      }
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
