package dev.settle.batch.statement.stripe;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementFormat;
import dev.settle.batch.statement.StatementHead;
import dev.settle.batch.statement.StatementReader;

/**
 * Stripe's itemised payout reconciliation ({@code payout_reconciliation.itemized}): one CSV file
 * whose columns and their order the caller of the report chose.
 *
 * <p>Source: Stripe's documentation of the report and of {@code reporting_category}.
 */
public final class StripePayoutReconciliation implements StatementFormat {
  /** Name of the format. */
  public static final String NAME = "STRIPE_PAYOUT_RECONCILIATION";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(StatementHead head) {
    return head.parts().stream().anyMatch(part -> isHeader(part.firstLine()));
  }

  @Override
  public StatementReader reader(Expectation expectation, LineConsumer consumer) {
    return new StripePayoutReader(expectation, consumer);
  }

  /** A header that lacks one of the two is recognised by the other: the reader says which. */
  private static boolean isHeader(String line) {
    return line.contains(StripeColumn.TRANSACTION_ID) || line.contains(StripeColumn.CATEGORY);
  }
}
