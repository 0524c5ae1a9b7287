package dev.settle.batch.statement.camt;

/** Versions of camt.053 that are written; of those between them only the name differs. */
public enum CamtVersion {
  V02("camt.053.001.02"),
  V04("camt.053.001.04"),
  V08("camt.053.001.08");

  private final String message;

  CamtVersion(String message) {
    this.message = message;
  }

  /** Name of the message, such as {@code camt.053.001.08}. */
  public String message() {
    return message;
  }

  String namespace() {
    return "urn:iso:std:iso:20022:tech:xsd:" + message;
  }

  /** Details have an amount and a direction of their own. */
  boolean detailsHaveAmount() {
    return this != V02;
  }

  /**
   * The state of an entry is a code in an element of its own, and a party stands in {@code Pty}.
   */
  boolean nestsCodes() {
    return this == V08;
  }
}
