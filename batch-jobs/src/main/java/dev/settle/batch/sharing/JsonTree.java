package dev.settle.batch.sharing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** A JSON document that knows on which line each value begins. */
final class JsonTree {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, Integer> lines = new LinkedHashMap<>();

  /** A value. Numbers with a point or an exponent are {@link Other}: no amount is one. */
  sealed interface Node {}

  /** {@code {…}}. */
  record Fields(String path, Map<String, Node> values) implements Node {}

  /** {@code […]}. */
  record Items(List<Node> values) implements Node {}

  /** A text. */
  record Text(String value) implements Node {}

  /** A whole number. */
  record Whole(BigInteger value) implements Node {}

  /** Anything else, as it is written. */
  record Other(String written) implements Node {}

  /**
   * Reads a file.
   *
   * @throws tools.jackson.core.JacksonException when it is not JSON, or names a field twice
   */
  Node read(Path file) throws IOException {
    return read(Files.readAllBytes(file));
  }

  /**
   * Reads a document in UTF-8.
   *
   * @throws tools.jackson.core.JacksonException when it is not JSON, or names a field twice
   */
  Node read(byte[] json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      Node root = node(parser, "");
      if (parser.nextToken() != null) {
        lines.put("", parser.currentTokenLocation().getLineNr());
        return new Other("more than one value");
      }
      return root;
    }
  }

  /** The line of a place; of one that is not there the line of what should have it. */
  int line(String place) {
    String at = place;
    while (!lines.containsKey(at)) {
      int end = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      if (end <= 0) {
        return lines.getOrDefault("", 1);
      }
      at = at.substring(0, end);
    }
    return lines.getOrDefault(at, 1);
  }

  private Node node(JsonParser parser, String path) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return new Other("an empty file");
    }
    lines.put(path, parser.currentTokenLocation().getLineNr());
    if (token == JsonToken.START_OBJECT) {
      Map<String, Node> values = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        values.put(name, node(parser, path.isEmpty() ? name : path + "." + name));
      }
      return new Fields(path, values);
    }
    if (token == JsonToken.START_ARRAY) {
      List<Node> values = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        values.add(node(parser, "%s[%d]".formatted(path, values.size())));
      }
      return new Items(values);
    }
    if (token == JsonToken.VALUE_STRING) {
      return new Text(parser.getString());
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return new Whole(parser.getBigIntegerValue());
    }
    return new Other(parser.getString());
  }
}
