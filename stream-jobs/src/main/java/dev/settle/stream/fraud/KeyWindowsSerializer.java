package dev.settle.stream.fraud;

import dev.settle.stream.fraud.window.EventIds;
import dev.settle.stream.fraud.window.RuleWindow;
import dev.settle.stream.type.Compact;
import dev.settle.stream.type.StateSerializer;
import dev.settle.stream.type.StateSerializerSnapshot;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Writes the windows of a home for state. */
final class KeyWindowsSerializer extends StateSerializer<KeyWindows> {
  private static final long serialVersionUID = 1;
  private static final int FORMAT = 1;
  private static final int NAMES_MAX = 10_000;

  private transient @Nullable Map<String, String> names;

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
      Compact.writeText(windows.name(i), target);
      windows.window(i).write(target, ids);
    }
  }

  @Override
  protected KeyWindows read(int writtenFormat, DataInputView source) throws IOException {
    long clearingAt = Compact.readNumber(source);
    int size = (int) Compact.readNumber(source);
    KeyWindows windows = KeyWindows.ofSize(size);
    windows.clearAt(clearingAt);
    EventIds ids = new EventIds();
    for (int i = 0; i < size; i++) {
      windows.put(shared(Compact.readText(source)), RuleWindow.read(source, ids));
    }
    return windows;
  }

  /** There are few names and very many windows: one object for each name. */
  private String shared(String name) {
    Map<String, String> known = names == null ? new HashMap<>() : names;
    names = known;
    if (known.size() > NAMES_MAX) {
      known.clear();
    }
    String before = known.putIfAbsent(name, name);
    return before == null ? name : before;
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
