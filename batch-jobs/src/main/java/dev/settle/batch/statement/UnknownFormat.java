package dev.settle.batch.statement;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what was seen in a file that is of no known format, and which formats there are. */
final class UnknownFormat {
  private static final int SHOWN_CHARACTERS = 60;

  private UnknownFormat() {}

  static StatementRefusedException refusal(StatementHead head, String known) {
    return new StatementRefusedException(seen(head) + " (known formats: " + known + ")");
  }

  private static String seen(StatementHead head) {
    String neighbour = Neighbour.of(head);
    if (neighbour != null) {
      return neighbour;
    }
    if (head.parts().size() > 1) {
      return "the zip holds no statement of a known format, but "
          + head.parts().stream()
              .map(part -> part.name() + ", which begins with " + shown(firstLine(part)))
              .collect(Collectors.joining("; "));
    }
    StatementHead.Part part = head.parts().get(0);
    String first = firstLine(part);
    String start = first.stripLeading().toLowerCase(Locale.ROOT);
    if (part.bytes().length == 0) {
      return "the file is empty";
    }
    if (first.indexOf('\0') >= 0) {
      return "line 1: NUL byte at column "
          + (first.indexOf('\0') + 1)
          + ": the file is damaged or binary";
    }
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return "a web page, not a statement: perhaps the channel's error page was saved in its place";
    }
    if (start.startsWith("<")) {
      return "XML of no known statement: perhaps the channel's error answer was saved in its place; begins with "
          + shown(first);
    }
    if (start.startsWith("{")) {
      return "JSON, not a statement: perhaps the channel's error answer was saved in its place; begins with "
          + shown(first);
    }
    if (part.bytes().length == StatementHead.PART_BYTES && oneLine(part)) {
      return "line 1: longer than "
          + StatementHead.PART_BYTES
          + " bytes: not a line of a statement; begins with "
          + shown(first);
    }
    return "no known statement format begins with " + shown(first);
  }

  private static boolean oneLine(StatementHead.Part part) {
    for (byte b : part.bytes()) {
      if (b == '\n') {
        return false;
      }
    }
    return true;
  }

  /** In UTF-8 when it is that, otherwise in GBK, as half of the formats are. */
  private static String firstLine(StatementHead.Part part) {
    String utf8 = part.firstLine(StandardCharsets.UTF_8);
    return utf8.indexOf('\uFFFD') < 0 ? utf8 : part.firstLine(ByteLines.CHINESE);
  }

  private static String shown(String line) {
    StringBuilder text = new StringBuilder("'");
    line.codePoints()
        .limit(SHOWN_CHARACTERS)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(text::appendCodePoint);
    return text + (line.codePointCount(0, line.length()) > SHOWN_CHARACTERS ? "…'" : "'");
  }
}
