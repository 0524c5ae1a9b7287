package dev.settle.batch.settlement.statement;

import dev.settle.batch.report.Amounts;
import dev.settle.batch.settlement.SettlementLine.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Adds up a statement another way than the night did: nobody is told a sum that is not proved. */
public final class StatementProof {
  private final PayeeStatement statement;
  private final List<String> faults = new ArrayList<>();

  private StatementProof(PayeeStatement statement) {
    this.statement = statement;
  }

  /** What does not add up, each with its two sums; empty when all does. */
  public static List<String> faults(PayeeStatement statement) {
    return new StatementProof(statement).all();
  }

  private List<String> all() {
    Standing before = statement.before();
    Standing after = statement.after();
    BigInteger net = of(statement.net());
    same("lines", statement.total(List.of(Kind.values()).toArray(Kind[]::new)), "net", net);
    same(
        "lines of orders",
        statement.total(StatementLine.OF_ORDERS),
        "activity",
        of(statement.activity()));
    same(
        "paid and carried forward",
        of(statement.payout()).add(of(after.carriedForward())),
        "net",
        net);
    same(
        "line of what was carried forward",
        statement.total(Kind.CARRIED_FORWARD),
        "left by the settlement before",
        of(before.carriedForward()));
    same(
        "reserve before and its lines",
        of(before.reserveHeld())
            .subtract(statement.total(Kind.RESERVE_WITHHELD, Kind.RESERVE_RELEASED)),
        "reserve after",
        of(after.reserveHeld()));
    same(
        "owed before and its lines",
        of(before.owed()).add(statement.total(Kind.RECEIVABLE_DEDUCTED, Kind.RECEIVABLE_RAISED)),
        "owed after",
        of(after.owed()));
    return faults;
  }

  private void same(String what, BigInteger sum, String whatElse, BigInteger other) {
    if (!sum.equals(other)) {
      faults.add(
          "%s: %s %s, %s %s"
              .formatted(
                  statement.title(),
                  what,
                  Amounts.plain(sum, statement.currency()),
                  whatElse,
                  Amounts.plain(other, statement.currency())));
    }
  }

  private static BigInteger of(long minor) {
    return BigInteger.valueOf(minor);
  }
}
