package dev.settle.batch.statement.adyen;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementFormat;
import dev.settle.batch.statement.StatementHead;
import dev.settle.batch.statement.StatementReader;

/**
 * Adyen's settlement details report ({@code settlement_detail_report_batch_n.csv}) of one batch and
 * merchant account, with 30 or 32 columns in an order that depends on the account.
 *
 * <p>Source: Adyen's documentation of the report, its structure and its sample rows.
 */
public final class AdyenSettlementDetails implements StatementFormat {
  /** Name of the format. */
  public static final String NAME = "ADYEN_SETTLEMENT_DETAILS";

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
    return new AdyenSettlementReader(expectation, consumer);
  }

  /** A header that lacks some of these is recognised by the rest: the reader says which. */
  private static boolean isHeader(String line) {
    return line.contains(AdyenColumn.PSP_REFERENCE)
        && (line.contains(AdyenColumn.NET_DEBIT) || line.contains(AdyenColumn.NET_CREDIT));
  }
}
