package dev.settle.stream.fraud.file;

import java.util.List;

/** A file of rules that cannot be used. It names everything that is wrong, each with its place. */
public final class RefusedFileException extends Exception {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // an immutable list of texts
  private final List<String> problems;

  RefusedFileException(List<String> problems) {
    // Without a stack trace: a refusal is a finding about data, not a fault of the program.
    super(String.join("; ", problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, for a person; at least one. */
  public List<String> problems() {
    return problems;
  }
}
