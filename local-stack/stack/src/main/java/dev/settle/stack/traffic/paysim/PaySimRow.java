package dev.settle.stack.traffic.paysim;

/**
 * One row of a log.
 *
 * @param number 1 for the first row after the header
 * @param line line of the file, for messages
 * @param step hour of the simulation, from 1
 * @param action what was asked for
 * @param orig the side that asked
 * @param dest the other side
 * @param refused true when the simulator refused it and no money moved
 * @param fraud true when the log labels it as fraud; false too when the log has no labels
 */
record PaySimRow(
    long number,
    long line,
    int step,
    Action action,
    Side orig,
    Side dest,
    boolean refused,
    boolean fraud) {

  /** What a row asks for. */
  enum Action {
    CASH_IN,
    /** From a bank; the simulator knows it, few logs have it. */
    DEPOSIT,
    CASH_OUT,
    PAYMENT,
    DEBIT,
    TRANSFER
  }

  /**
   * One side of a row.
   *
   * @param name account in the log; C… a client, M… a merchant, B… a bank
   * @param oldBalance cents before
   * @param newBalance cents after
   */
  record Side(String name, long oldBalance, long newBalance) {

    boolean isClient() {
      return name.charAt(0) == 'C';
    }

    boolean isMerchant() {
      return name.charAt(0) == 'M';
    }

    /** What the row did to it, cents. */
    long difference() {
      return Math.subtractExact(newBalance, oldBalance);
    }
  }
}
