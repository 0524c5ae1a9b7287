package dev.settle.clickhouse.engine;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of {@code {name:Type}} placeholders laid out for the library, for one call. */
final class QueryParameters implements AutoCloseable {
  private final int count;
  private final @Nullable Memory block;
  private final int textStart;

  /** Pointers and lengths of names, then of values, then the bytes they point to. */
  QueryParameters(Map<String, String> parameters) {
    this.count = parameters.size();
    this.textStart = count * 4 * Native.POINTER_SIZE;
    if (count == 0) {
      block = null;
      return;
    }
    byte[][] texts = new byte[count * 2][];
    int row = 0;
    int total = textStart;
    for (Map.Entry<String, String> entry : parameters.entrySet()) {
      texts[row] = entry.getKey().getBytes(StandardCharsets.UTF_8);
      texts[count + row] = entry.getValue().getBytes(StandardCharsets.UTF_8);
      total += texts[row].length + texts[count + row].length + 2;
      row++;
    }
    Memory memory = new Memory(total);
    long at = textStart;
    for (int i = 0; i < texts.length; i++) {
      boolean isValue = i >= count;
      long pointers = isValue ? offset(2) : offset(0);
      long lengths = isValue ? offset(3) : offset(1);
      long slot = (long) (isValue ? i - count : i) * Native.POINTER_SIZE;
      memory.write(at, texts[i], 0, texts[i].length);
      memory.setByte(at + texts[i].length, (byte) 0);
      memory.setPointer(pointers + slot, memory.share(at));
      memory.setLong(lengths + slot, texts[i].length);
      at += texts[i].length + 1;
    }
    block = memory;
  }

  private long offset(int array) {
    return (long) array * count * Native.POINTER_SIZE;
  }

  private @Nullable Pointer array(int index) {
    return block == null ? null : block.share(offset(index));
  }

  @Nullable Pointer names() {
    return array(0);
  }

  @Nullable Pointer nameLengths() {
    return array(1);
  }

  @Nullable Pointer values() {
    return array(2);
  }

  @Nullable Pointer valueLengths() {
    return array(3);
  }

  long count() {
    return count;
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
    }
  }
}
