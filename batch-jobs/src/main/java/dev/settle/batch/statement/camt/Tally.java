package dev.settle.batch.statement.camt;

/** Count and sum of credits and of debits, exact. Sums are positive minor units. */
final class Tally {
  private long creditCount;
  private long creditAmount;
  private long debitCount;
  private long debitAmount;

  /** Adds an entry by its signed amount and its direction, which tells a credit of nothing too. */
  void add(long signed, int direction) {
    if (direction > 0) {
      creditCount++;
      creditAmount = Math.addExact(creditAmount, signed);
    } else {
      debitCount++;
      debitAmount = Math.subtractExact(debitAmount, signed);
    }
  }

  long creditCount() {
    return creditCount;
  }

  long creditAmount() {
    return creditAmount;
  }

  long debitCount() {
    return debitCount;
  }

  long debitAmount() {
    return debitAmount;
  }

  long count() {
    return Math.addExact(creditCount, debitCount);
  }

  /** Credits and debits, both positive. */
  long amount() {
    return Math.addExact(creditAmount, debitAmount);
  }

  /** What the balance moved by. */
  long net() {
    return Math.subtractExact(creditAmount, debitAmount);
  }
}
