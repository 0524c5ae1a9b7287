package dev.settle.batch.cli;

import dev.settle.batch.BatchException;
import picocli.CommandLine.Option;

/** Who is at the keyboard: named on every event. */
final class Operator {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${env:SETTLE_OPERATOR:-${sys:user.name}}",
      description = "Who does it; kept on record (SETTLE_OPERATOR, else the login).")
  private String by = "";

  String name() {
    requireText("--by", by);
    return by.strip();
  }

  static void requireText(String what, String text) {
    if (text.isBlank()) {
      throw BatchException.usage(what + " is not empty");
    }
  }
}
