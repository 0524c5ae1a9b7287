package dev.settle.batch.bank;

import java.time.LocalDate;

/**
 * A row in its class.
 *
 * @param row the row
 * @param breakClass MATCHED, LATE, PENDING or a break type
 * @param groupId of the rows that name the same payouts
 * @param origin date of the earliest row of the group
 */
public record BankItem(BankRow row, String breakClass, String groupId, LocalDate origin) {

  /** True when it is carried over to the next day. */
  public boolean isOpen() {
    return !breakClass.equals(ThreeWayMatch.MATCHED) && !breakClass.equals(ThreeWayMatch.LATE);
  }
}
