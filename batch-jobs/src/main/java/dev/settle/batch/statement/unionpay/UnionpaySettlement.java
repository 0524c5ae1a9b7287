package dev.settle.batch.statement.unionpay;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementFormat;
import dev.settle.batch.statement.StatementHead;
import dev.settle.batch.statement.StatementReader;
import java.nio.charset.StandardCharsets;

/**
 * UnionPay's settlement of one merchant and settlement date (银联全渠道商户对账文件): a zip with the details
 * {@code INNyyMMddnnZM_merchant}, the disputes {@code …ZME_…} and the print summary {@code
 * RDyyyyMMdd.._merchant}, or the details alone.
 *
 * <p>Source: 全渠道平台接入接口规范 第3部分 文件接口, sections 6.1 and 6.2, as UnionPay's public SDK and samples show
 * it.
 */
public final class UnionpaySettlement implements StatementFormat {
  /** Name of the format. */
  public static final String NAME = "UNIONPAY_SETTLEMENT";

  @Override
  public String name() {
    return NAME;
  }

  /**
   * By the name, which the format fixes, or by a first row that has the length and the spaces of
   * one: a renamed file is recognised, so that the reader can say that the name carries the date.
   */
  @Override
  public boolean recognises(StatementHead head) {
    FixedRow details = new FixedRow(ZmField.values());
    return head.parts().stream()
        .anyMatch(
            part ->
                SettlementName.looksLike(part.name())
                    || details.fits(part.firstLine(StandardCharsets.ISO_8859_1)));
  }

  @Override
  public StatementReader reader(Expectation expectation, LineConsumer consumer) {
    return new UnionpaySettlementReader(expectation, consumer);
  }
}
