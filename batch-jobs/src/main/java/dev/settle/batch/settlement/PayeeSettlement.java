package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import dev.settle.batch.settlement.SettlementLine.Kind;
import dev.settle.schemas.money.CurrencyMismatchException;
import java.util.List;

/**
 * The settlement of one payee, currency and window (docs/decisions/0013). It cannot exist unless
 * its lines add up to its net, the net is paid or carried forward, and what stands open changed by
 * what the lines say and nothing else. Costs memory for its lines.
 *
 * @param before what stood open
 * @param window what is settled
 * @param lines what happened in the window, then what settling it made
 * @param net minor units; sum of the lines
 * @param payout minor units to pay on the due day; 0: none
 * @param after what stands open now
 */
public record PayeeSettlement(
    PayeeBalance before,
    SettlementWindow window,
    List<SettlementLine> lines,
    long net,
    long payout,
    PayeeBalance after) {

  /**
   * Checks the sums.
   *
   * @throws BatchException 1 when one of them does not hold
   */
  public PayeeSettlement {
    lines = List.copyOf(lines);
    Proof proof = new Proof(before, window);
    proof.same("sum of the lines, net", total(lines), net);
    proof.same("paid and carried forward, net", Math.addExact(payout, after.carriedForward()), net);
    proof.same("payout, payout not below zero", payout, Math.max(payout, 0));
    proof.same("carried forward beside a payout", payout == 0 ? 0 : after.carriedForward(), 0);
    proof.same(
        "line of what was carried forward, balance before",
        total(lines, Kind.CARRIED_FORWARD),
        before.carriedForward());
    proof.same(
        "reserve before less its lines, reserve after",
        Math.subtractExact(
            before.reserveHeld(), total(lines, Kind.RESERVE_WITHHELD, Kind.RESERVE_RELEASED)),
        after.reserveHeld());
    proof.same(
        "receivables before and their lines, receivables after",
        Math.addExact(
            before.owed(), total(lines, Kind.RECEIVABLE_DEDUCTED, Kind.RECEIVABLE_RAISED)),
        after.owed());
  }

  /**
   * Settles a window.
   *
   * @param before what stood open after the window settled last
   * @param activity payments, refunds, fees, shares, clawbacks and chargebacks of the window
   * @throws BatchException 65 when the window or a later one is settled, a line is no activity or
   *     stands twice
   * @throws CurrencyMismatchException when a line has another currency
   * @throws ArithmeticException when a sum does not fit 64 bits
   */
  public static PayeeSettlement of(
      PayeeBalance before,
      SettlementWindow window,
      SettlementTerms terms,
      List<SettlementLine> activity) {
    return new Settling(before, window, terms).of(activity);
  }

  /** Payments, before anything is taken. */
  public long gross() {
    return total(Kind.PAYMENT);
  }

  /**
   * Sum of the lines of a kind.
   *
   * @return minor units with their sign; 0 when there is none
   */
  public long total(Kind kind) {
    return total(lines, kind);
  }

  static long total(List<SettlementLine> lines, Kind... kinds) {
    List<Kind> wanted = kinds.length == 0 ? List.of(Kind.values()) : List.of(kinds);
    long sum = 0;
    for (SettlementLine line : lines) {
      if (wanted.contains(line.kind())) {
        sum = Math.addExact(sum, line.amount().minor());
      }
    }
    return sum;
  }

  /** Compares two ways to the same sum. */
  private record Proof(PayeeBalance before, SettlementWindow window) {
    void same(String what, long one, long other) {
      if (one != other) {
        throw BatchException.failed(
            "settlement of %s, %s, window %s does not add up: %s: %d, %d"
                .formatted(before.payee(), before.currency(), window.day(), what, one, other));
      }
    }
  }
}
