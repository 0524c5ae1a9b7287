package dev.settle.batch.statement.wechat;

import dev.settle.batch.statement.ByteLines;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementFormat;
import dev.settle.batch.statement.StatementHead;
import dev.settle.batch.statement.StatementReader;

/** WeChat Pay's fund flow bill (资金账单): one UTF-8 file whose first line is its header. */
public final class WechatFundFlow implements StatementFormat {
  /** Name of the format. */
  public static final String NAME = "WECHAT_FUND_FLOW";

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
                FundFlowHeader.isHeader(part.firstLine())
                    || FundFlowHeader.isHeader(part.firstLine(ByteLines.CHINESE)));
  }

  @Override
  public StatementReader reader(Expectation expectation, LineConsumer consumer) {
    return new FundFlowReader(expectation, consumer);
  }
}
