package dev.settle.batch.statement.camt;

import dev.settle.batch.statement.StatementRefusedException;
import org.jspecify.annotations.Nullable;

/** Texts that a bank repeats, such as the lines of a remittance, joined by a blank. */
final class Joined {
  private static final int CHARACTERS_MAX = 16 * 1024;

  private final StringBuilder text = new StringBuilder();

  void add(@Nullable String part, XmlCursor xml, String field) throws StatementRefusedException {
    if (part == null || part.isEmpty()) {
      return;
    }
    text.append(text.isEmpty() ? "" : " ").append(part);
    if (text.length() > CHARACTERS_MAX) {
      throw xml.refused(field, "longer than " + CHARACTERS_MAX + " characters in all");
    }
  }

  String text() {
    return text.toString();
  }

  @Nullable String textOrNull() {
    return text.isEmpty() ? null : text.toString();
  }
}
