package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.ByteLines;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementFormat;
import dev.settle.batch.statement.StatementHead;
import dev.settle.batch.statement.StatementReader;

/** WeChat Pay's trade bill (交易账单), every layout: one UTF-8 file whose first line is its header. */
public final class WechatTradeBill implements StatementFormat {
  /** Name of the format. */
  public static final String NAME = "WECHAT_TRADE_BILL";

  @Override
  public String name() {
    return NAME;
  }

  /** A bill that was saved in GBK is recognised too: the reader says what is wrong with it. */
  @Override
  public boolean recognises(StatementHead head) {
    return head.parts().stream()
        .anyMatch(
            part ->
                BillHeader.isHeader(part.firstLine())
                    || BillHeader.isHeader(part.firstLine(ByteLines.CHINESE)));
  }

  @Override
  public StatementReader reader(Expectation expectation, LineConsumer consumer) {
    return new WechatBillReader(expectation, consumer);
  }
}
