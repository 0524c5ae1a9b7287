package dev.settle.batch.statement;

import dev.settle.batch.statement.adyen.AdyenSettlementDetails;
import dev.settle.batch.statement.alipay.AlipayAccountBill;
import dev.settle.batch.statement.alipay.AlipayTradeBill;
import dev.settle.batch.statement.camt.CamtStatement;
import dev.settle.batch.statement.stripe.StripePayoutReconciliation;
import dev.settle.batch.statement.unionpay.UnionpaySettlement;
import dev.settle.batch.statement.wechat.WechatFundFlow;
import dev.settle.batch.statement.wechat.WechatTradeBill;
import java.util.List;
import java.util.stream.Collectors;

/** The formats of channel statements that settle reads. */
public final class StatementFormats {
  private static final List<StatementFormat> ALL =
      List.of(
          new WechatTradeBill(), //
          new WechatFundFlow(), //
          new AlipayTradeBill(), //
          new AlipayAccountBill(), //
          new AdyenSettlementDetails(), //
          new StripePayoutReconciliation(), //
          new UnionpaySettlement(), //
          new CamtStatement());

  private StatementFormats() {}

  /** Every format. */
  public static List<StatementFormat> all() {
    return ALL;
  }

  /** Their names with commas between, for messages and help. */
  public static String names() {
    return ALL.stream().map(StatementFormat::name).collect(Collectors.joining(", "));
  }

  /**
   * The format of a file that begins so.
   *
   * @throws StatementRefusedException when no format recognises it, or more than one does, as in a
   *     zip with the statements of two
   */
  static StatementFormat of(StatementHead head) throws StatementRefusedException {
    List<StatementFormat> recognised =
        ALL.stream().filter(format -> format.recognises(head)).toList();
    if (recognised.isEmpty()) {
      throw UnknownFormat.refusal(head, names());
    }
    if (recognised.size() > 1) {
      throw new StatementRefusedException(
          "holds statements of several formats ("
              + recognised.stream().map(StatementFormat::name).collect(Collectors.joining(", "))
              + "): give one at a time");
    }
    return recognised.get(0);
  }
}
