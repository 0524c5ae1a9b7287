package dev.settle.stream.ledger.rule;

/**
 * A change breaks a rule. It goes to the quarantine, moves no money and leaves every state as if it
 * had never come.
 */
public final class RefusedChangeException extends Exception {
  private static final long serialVersionUID = 1;

  private final QuarantineCategory category;

  /**
   * A refusal.
   *
   * @param detail what is wrong, for a person
   */
  public RefusedChangeException(QuarantineCategory category, String detail) {
    // Without a stack trace: a refusal is a finding about data, not a fault of the program.
    super(detail, null, false, false);
    this.category = category;
  }

  /** Which rule was broken. */
  public QuarantineCategory category() {
    return category;
  }

  /** What is wrong, for a person. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
