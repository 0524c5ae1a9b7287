package dev.settle.dashboards.grafana;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The files below {@code grafana/} that are packed with the program. */
final class Resources {
  private Resources() {}

  /**
   * A file's text.
   *
   * @throws UncheckedIOException when the program is packed wrongly
   */
  static String text(String name) {
    try (InputStream in = Resources.class.getResourceAsStream("/grafana/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read grafana/" + name, e);
    }
  }
}
