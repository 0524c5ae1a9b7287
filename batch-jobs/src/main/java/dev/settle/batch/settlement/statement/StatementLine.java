package dev.settle.batch.settlement.statement;

import dev.settle.batch.settlement.SettlementLine.Kind;
import java.util.EnumSet;
import java.util.Set;

/**
 * A line of a statement.
 *
 * @param number its place in the settlement, from 1
 * @param kind what it is
 * @param reference NIGHT/CHANNEL of a line that adds up orders; else what it comes from
 * @param items how many it adds up
 * @param amount minor units, signed as the payee sees it
 */
public record StatementLine(long number, Kind kind, String reference, long items, long amount) {
  /** What happened to orders in the window, in the order of a statement. */
  static final Set<Kind> OF_ORDERS =
      EnumSet.of(Kind.PAYMENT, Kind.REFUND, Kind.FEE, Kind.SHARE, Kind.CLAWBACK, Kind.ADJUSTMENT);

  /** Whether it adds up orders, by which it can be followed. */
  public boolean isOfOrders() {
    return OF_ORDERS.contains(kind);
  }

  /** Night of the orders; of another line its reference. */
  String night() {
    int slash = reference.indexOf('/');
    return slash < 0 ? reference : reference.substring(0, slash);
  }

  /** Channel of the orders; of another line nothing. */
  String channel() {
    int slash = reference.indexOf('/');
    return slash < 0 ? "" : reference.substring(slash + 1);
  }
}
