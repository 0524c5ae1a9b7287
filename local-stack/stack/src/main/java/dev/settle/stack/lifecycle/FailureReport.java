package dev.settle.stack.lifecycle;

import dev.settle.stack.process.LogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Says why a process failed, out of its own log. */
final class FailureReport {

  private static final int LINES_SHOWN = 15;
  private static final int LINES_SEARCHED = 200;
  private static final String DISK_FULL = "No space left on device";

  private FailureReport() {}

  /** A message with the end of the log and where the log is. */
  static String of(String who, String what, Path log) throws IOException {
    StringBuilder message = new StringBuilder(who).append(' ').append(what);
    List<String> lines = LogFile.tail(log, LINES_SEARCHED);
    if (lines.stream().anyMatch(line -> line.contains(DISK_FULL))) {
      message.append("; its log says that the disk is full: make room and run 'settle up' again");
    }
    if (lines.isEmpty()) {
      return message.append("; its log ").append(log).append(" is empty").toString();
    }
    message.append(". The end of its log ").append(log).append(":");
    lines
        .subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size())
        .forEach(line -> message.append("\n  ").append(line));
    return message.toString();
  }
}
