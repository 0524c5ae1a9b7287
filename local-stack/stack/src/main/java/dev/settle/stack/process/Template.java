package dev.settle.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Configuration files of the servers, kept as resources beside the class that uses them. */
public final class Template {

  private Template() {}

  /**
   * Reads a resource and puts values in place of {@code ${name}}.
   *
   * @throws IllegalArgumentException when a name is left without a value
   */
  public static String render(Class<?> owner, String resource, Map<String, String> values)
      throws IOException {
    String text;
    try (InputStream stream = owner.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException(
            "no resource " + resource + " beside " + owner.getName());
      }
      text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    int open = text.indexOf("${");
    if (open >= 0) {
      throw new IllegalArgumentException(
          "no value for " + text.substring(open, text.indexOf('}', open) + 1) + " in " + resource);
    }
    return text;
  }
}
