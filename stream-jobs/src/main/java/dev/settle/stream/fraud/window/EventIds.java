package dev.settle.stream.fraud.window;

import dev.settle.stream.type.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ids of events as the windows of a key are written: rules with the same keys mostly name the same
 * events, so an id is written once, and then by its place. Read back, they are one object again.
 */
public final class EventIds {
  private final List<String> known = new ArrayList<>();

  /** Where the next is looked for first: windows name events in the same order. */
  private int next;

  /** For the windows of one key. */
  public EventIds() {}

  void write(String id, DataOutput target) throws IOException {
    int place = placeOf(id);
    Compact.writeNumber(place, target);
    if (place == known.size()) {
      known.add(id);
      Compact.writeText(id, target);
    }
    next = place + 1;
  }

  /** One that is equal but another object is written anew, which costs its bytes and no more. */
  @SuppressWarnings("ReferenceEquality") // as it says
  private int placeOf(String id) {
    if (next < known.size() && known.get(next) == id) {
      return next;
    }
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i) == id) {
        return i;
      }
    }
    return known.size();
  }

  String read(DataInput source) throws IOException {
    int place = (int) Compact.readNumber(source);
    if (place == known.size()) {
      known.add(Compact.readText(source));
    }
    return known.get(place);
  }
}
