package dev.settle.batch.sharing;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Takes the fields of one JSON object and reports those that are missing, wrong or unknown. */
final class FieldReader {
  private final JsonTree.Fields fields;
  private final BiConsumer<String, String> errors;
  private final Set<String> taken = new HashSet<>();
  private boolean sound = true;

  FieldReader(JsonTree.Fields fields, BiConsumer<String, String> errors) {
    this.fields = fields;
    this.errors = errors;
  }

  /** True when no error has been reported here. */
  boolean isSound() {
    return sound;
  }

  String path() {
    return fields.path();
  }

  String place(String name) {
    return path().isEmpty() ? name : path() + "." + name;
  }

  void error(String place, String message) {
    sound = false;
    errors.accept(place, message);
  }

  @Nullable String text(String name) {
    JsonTree.Node node = take(name);
    if (node == null || node instanceof JsonTree.Text) {
      return node == null ? null : ((JsonTree.Text) node).value();
    }
    error(place(name), "must be a text");
    return null;
  }

  String requiredText(String name) {
    String value = text(name);
    return value == null ? missing(name, "") : value;
  }

  @Nullable Long whole(String name) {
    JsonTree.Node node = take(name);
    if (node instanceof JsonTree.Whole whole && whole.value().bitLength() < Long.SIZE) {
      return whole.value().longValueExact();
    }
    if (node != null) {
      error(place(name), "must be a whole number of at most 64 bits" + written(node));
    }
    return null;
  }

  @Nullable Integer small(String name) {
    Long value = whole(name);
    if (value == null) {
      return null;
    }
    if (value != value.intValue()) {
      error(place(name), value + " is too large");
      return null;
    }
    return value.intValue();
  }

  long requiredWhole(String name) {
    Long value = whole(name);
    return value == null ? missing(name, 0L) : value;
  }

  int requiredSmall(String name) {
    Integer value = small(name);
    return value == null ? missing(name, 0) : value;
  }

  @Nullable LocalDate date(String name) {
    String value = text(name);
    try {
      return value == null ? null : LocalDate.parse(value);
    } catch (DateTimeParseException e) {
      error(place(name), "'" + value + "' is not a date YYYY-MM-DD");
      return null;
    }
  }

  LocalDate requiredDate(String name) {
    LocalDate value = date(name);
    return value == null ? missing(name, LocalDate.EPOCH) : value;
  }

  <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    E[] known = type.getEnumConstants();
    for (E one : known) {
      if (one.name().equals(value)) {
        return one;
      }
    }
    error(place(name), "'%s' is none of %s".formatted(value, Arrays.toString(known)));
    return null;
  }

  <E extends Enum<E>> E requiredOneOf(String name, Class<E> type) {
    E value = oneOf(name, type);
    return value == null ? missing(name, type.getEnumConstants()[0]) : value;
  }

  List<JsonTree.Node> requiredItems(String name) {
    JsonTree.Node node = take(name);
    if (node instanceof JsonTree.Items items) {
      return items.values();
    }
    if (node != null) {
      error(place(name), "must be a list");
    }
    return missing(name, List.of());
  }

  /** Reports the fields that nobody took. */
  void finish() {
    for (String name : fields.values().keySet()) {
      if (!taken.contains(name)) {
        error(
            place(name),
            "unknown field; known here: " + String.join(", ", taken.stream().sorted().toList()));
      }
    }
  }

  private JsonTree.@Nullable Node take(String name) {
    taken.add(name);
    return fields.values().get(name);
  }

  /** A stand-in for a value that is not there; one that is wrong has been reported. */
  private <T> T missing(String name, T standIn) {
    if (!fields.values().containsKey(name)) {
      error(place(name), "missing");
    }
    return standIn;
  }

  private static String written(JsonTree.Node node) {
    if (node instanceof JsonTree.Other other) {
      return ", not " + other.written();
    }
    return node instanceof JsonTree.Whole whole ? ", not " + whole.value() : "";
  }
}
