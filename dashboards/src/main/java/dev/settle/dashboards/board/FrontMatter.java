package dev.settle.dashboards.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The leading {@code -- key: value} lines of a panel's file. They end at the first line that is no
 * comment; what follows is the query, whose own comments are free.
 */
final class FrontMatter {
  /** A value and the line, from 1, that it stands in. */
  record Value(int line, String text) {}

  private static final Pattern LINE = Pattern.compile("--\\s*([\\w.]+)\\s*:\\s*(.*)");
  private static final List<String> ONCE =
      List.of(
          "title",
          "title.zh",
          "question",
          "question.zh",
          "board.zh",
          "board.position",
          "chart",
          "refresh",
          "position");
  private static final List<String> REPEATED =
      List.of("unit", "column", "parameter", "parameter.zh", "link");

  private final String file;
  private final Map<String, List<Value>> values;
  private final String body;

  private FrontMatter(String file, Map<String, List<Value>> values, String body) {
    this.file = file;
    this.values = values;
    this.body = body;
  }

  /**
   * Splits a file.
   *
   * @param file name for messages
   * @throws PanelFileException when a leading comment is no known key with a value, or comes twice
   */
  static FrontMatter read(String file, String text) {
    List<String> lines = text.lines().toList();
    Map<String, List<Value>> values = new LinkedHashMap<>();
    int i = 0;
    while (i < lines.size() && lines.get(i).startsWith("--")) {
      add(file, i + 1, lines.get(i), values);
      i++;
    }
    String body = String.join("\n", lines.subList(i, lines.size()));
    return new FrontMatter(file, values, body);
  }

  private static void add(String file, int line, String text, Map<String, List<Value>> values) {
    Matcher matcher = LINE.matcher(text.strip());
    if (!matcher.matches() || matcher.group(2).isBlank()) {
      throw new PanelFileException(
          file, line, "'" + text + "' is not '-- key: value'; an empty line ends the front matter");
    }
    String key = matcher.group(1);
    if (!ONCE.contains(key) && !REPEATED.contains(key)) {
      throw new PanelFileException(
          file,
          line,
          "unknown key '"
              + key
              + "'; known are "
              + String.join(", ", ONCE)
              + ", "
              + String.join(", ", REPEATED));
    }
    List<Value> known = values.computeIfAbsent(key, k -> new ArrayList<>());
    if (ONCE.contains(key) && !known.isEmpty()) {
      throw new PanelFileException(
          file, line, "'" + key + "' stands already in line " + known.get(0).line());
    }
    known.add(new Value(line, matcher.group(2).strip()));
  }

  /** The value of a key that must be there. */
  Value required(String key) {
    Value value = optional(key);
    if (value == null) {
      throw new PanelFileException(file, 1, "'-- " + key + ": …' is missing");
    }
    return value;
  }

  /** The value of a key, or null. */
  @Nullable Value optional(String key) {
    List<Value> all = all(key);
    return all.isEmpty() ? null : all.get(0);
  }

  /** Every value of a key that may be repeated, in order. */
  List<Value> all(String key) {
    return values.getOrDefault(key, List.of());
  }

  /** What follows the front matter. */
  String body() {
    return body;
  }
}
