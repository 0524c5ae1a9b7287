package dev.settle.batch.statement.unionpay;

import dev.settle.batch.statement.LineKind;
import org.jspecify.annotations.Nullable;

/**
 * The values of 交易类型 (txnType) that move a merchant's money, as the interface specification names
 * them. Others are refused: authorisations (02, 32) clear nothing, payouts to cards (12) and
 * queries are no merchant collection and their signs in this file are not published.
 */
enum TransactionType {
  CONSUMPTION("01", "消费", LineKind.PAYMENT),
  AUTHORISATION_COMPLETED("03", "预授权完成", LineKind.PAYMENT),
  REFUND("04", "退货", LineKind.REFUND),
  COLLECTION("11", "代收", LineKind.PAYMENT),
  BILL_PAYMENT("13", "账单支付", LineKind.PAYMENT),
  CONSUMPTION_REVOKED("31", "消费撤销", LineKind.REFUND),
  COMPLETION_REVOKED("33", "预授权完成撤销", LineKind.REFUND);

  private final String code;
  private final String title;
  private final LineKind kind;

  TransactionType(String code, String title, LineKind kind) {
    this.code = code;
    this.title = title;
    this.kind = kind;
  }

  /** The type of a code; null when it is unknown. */
  static @Nullable TransactionType of(String code) {
    for (TransactionType type : values()) {
      if (type.code.equals(code)) {
        return type;
      }
    }
    return null;
  }

  String code() {
    return code;
  }

  String title() {
    return title;
  }

  LineKind kind() {
    return kind;
  }
}
