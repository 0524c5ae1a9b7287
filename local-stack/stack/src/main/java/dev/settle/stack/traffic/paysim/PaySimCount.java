package dev.settle.stack.traffic.paysim;

/** What a replay counts, in the order in which it is printed. */
public enum PaySimCount {
  ROWS("rows"),
  CLIENTS("clients"),
  OPENINGS("opening balances"),
  TOP_UPS("top-ups"),
  WITHDRAWALS("withdrawals"),
  PURCHASES("purchases from the wallet"),
  TRANSFERS("transfers"),
  CENT_REMAINDERS("cents that the log's rounding left over"),
  LARGER_REMAINDERS("remainders of transfers above a cent"),
  REFUSED_ROWS("rows refused in the log (no money moved)"),
  ROWS_WITHOUT_MOVEMENT("rows without movement"),
  ROWS_WITHOUT_CLIENT("rows without a client"),
  ROWS_AGAINST_ACTION("rows that moved against their action"),
  ORDERS("orders");

  private final String label;

  PaySimCount(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }
}
