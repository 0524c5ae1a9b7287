package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.StatementRefusedException;

/**
 * Verifies the balance behind each entry against its neighbour, in whichever order the bill lists
 * them: newest first, as Alipay does, or oldest first, as after sorting. The first row that fits
 * neither order that the rows above it followed is refused: a row is missing, too many or altered.
 */
final class RunningBalance {
  private boolean any;
  private boolean newestFirst = true;
  private boolean oldestFirst = true;
  private long balanceAbove;
  private long movedAbove;

  /**
   * Takes the next row.
   *
   * @param moved what the entry moves, signed fen
   * @param balance the balance after it, fen
   */
  void take(long moved, long balance, int line) throws StatementRefusedException {
    if (any) {
      newestFirst &= Math.subtractExact(balanceAbove, movedAbove) == balance;
      oldestFirst &= Math.addExact(balanceAbove, moved) == balance;
      if (!newestFirst && !oldestFirst) {
        throw new StatementRefusedException(
            line,
            Column.BALANCE.title(),
            "is %s; after the row above, which moves %s to %s, it does not follow in any order"
                .formatted(Yuan.of(balance), Yuan.of(movedAbove), Yuan.of(balanceAbove)));
      }
    }
    any = true;
    balanceAbove = balance;
    movedAbove = moved;
  }
}
