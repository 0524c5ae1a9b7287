package dev.settle.batch.statement.alipay;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementFormat;
import dev.settle.batch.statement.StatementHead;
import dev.settle.batch.statement.StatementReader;

/** Alipay's account bill (账务明细): the details as csv, or a zip with them and their 汇总. */
public final class AlipayAccountBill implements StatementFormat {
  /** Name of the format. */
  public static final String NAME = "ALIPAY_ACCOUNT_BILL";

  @Override
  public String name() {
    return NAME;
  }

  /** The 汇总 alone is recognised too: the reader says that the details lack. */
  @Override
  public boolean recognises(StatementHead head) {
    return BillParts.recognises(head, BillTitle.ACCOUNT_DETAIL)
        || BillParts.recognises(head, BillTitle.ACCOUNT_SUMMARY);
  }

  @Override
  public StatementReader reader(Expectation expectation, LineConsumer consumer) {
    return new AccountBillReader(expectation, consumer);
  }
}
