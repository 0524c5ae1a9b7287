package dev.settle.batch.statement.stripe;

import dev.settle.batch.statement.Decimals;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementRefusedException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the rows of every payout sum to. A payout takes the whole of its rows out of the balance, so
 * with its own row, which is negative, they sum to 0. A report may leave payouts' rows out: such a
 * payout cannot be verified here, only against the bank.
 */
final class PayoutSums {
  private static final int PAYOUTS_MAX = 100_000;

  private final Map<Payout, Sum> sums = new LinkedHashMap<>();

  /** Of a report without payouts' ids each currency is one. */
  private record Payout(String id, String currency) {}

  private static final class Sum {
    private final int digits;
    private long net;
    private int payoutLine;

    Sum(int digits) {
      this.digits = digits;
    }
  }

  /**
   * Takes a row.
   *
   * @param digits fraction digits of its currency
   */
  void add(String payoutId, String currency, int digits, LineKind kind, long net, int line)
      throws StatementRefusedException {
    Payout payout = new Payout(payoutId, currency);
    Sum sum = sums.get(payout);
    if (sum == null) {
      if (sums.size() == PAYOUTS_MAX) {
        throw new StatementRefusedException(
            line, StripeColumn.PAYOUT_ID, "more than " + PAYOUTS_MAX + " payouts in one file");
      }
      sum = new Sum(digits);
      sums.put(payout, sum);
    }
    sum.net = Math.addExact(sum.net, net);
    if (kind == LineKind.PAYOUT) {
      sum.payoutLine = line;
    }
  }

  /** Compares every payout whose row is there with the rows that it pays out. */
  void verify() throws StatementRefusedException {
    for (Map.Entry<Payout, Sum> entry : sums.entrySet()) {
      Sum sum = entry.getValue();
      if (sum.payoutLine > 0 && sum.net != 0) {
        throw new StatementRefusedException(
            sum.payoutLine,
            StripeColumn.NET,
            "the rows of payout "
                + entry.getKey().id()
                + " and the payout itself sum to "
                + Decimals.plain(sum.net, sum.digits)
                + " where they must sum to 0: rows are missing or changed");
      }
    }
  }
}
