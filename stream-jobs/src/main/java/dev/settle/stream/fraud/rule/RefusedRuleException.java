package dev.settle.stream.fraud.rule;

import java.util.List;

/** A rule that cannot be read or contradicts itself. It names everything that is wrong. */
public final class RefusedRuleException extends Exception {
  private static final long serialVersionUID = 1;

  private final String category;

  /**
   * A refusal.
   *
   * @param category of the quarantine: MALFORMED, UNKNOWN_VALUE or CONTRADICTION
   * @param problems what is wrong, for a person; at least one
   */
  public RefusedRuleException(String category, List<String> problems) {
    // Without a stack trace: a refusal is a finding about data, not a fault of the program.
    super(String.join("; ", problems), null, false, false);
    this.category = category;
  }

  /** The quarantine's category. */
  public String category() {
    return category;
  }

  /** What is wrong, for a person. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
