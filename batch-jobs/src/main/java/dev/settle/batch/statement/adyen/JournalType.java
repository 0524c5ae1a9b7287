package dev.settle.batch.statement.adyen;

import dev.settle.batch.statement.LineKind;
import org.jspecify.annotations.Nullable;

/**
 * The values of the column Type and what each is about. What takes a refund back ({@code
 * RefundedReversed}) is an adjustment: it is no refund to a customer, and its sign is the opposite.
 * Types that are not listed are refused: {@code PaidOut} and the records of matched bank statements
 * belong to other products, and an unknown type may be money of either direction.
 */
enum JournalType {
  SETTLED("Settled", LineKind.PAYMENT),
  REFUNDED("Refunded", LineKind.REFUND),
  REFUNDED_REVERSED("RefundedReversed", LineKind.ADJUSTMENT),
  CHARGEBACK("Chargeback", LineKind.CHARGEBACK),
  SECOND_CHARGEBACK("SecondChargeback", LineKind.CHARGEBACK),
  CHARGEBACK_REVERSED("ChargebackReversed", LineKind.CHARGEBACK),
  FEE("Fee", LineKind.FEE),
  MISC_COSTS("MiscCosts", LineKind.FEE),
  INVOICE_DEDUCTION("InvoiceDeduction", LineKind.FEE),
  PAYMENT_COST("PaymentCost", LineKind.FEE),
  MERCHANT_PAYOUT("MerchantPayout", LineKind.PAYOUT),
  DEPOSIT_CORRECTION("DepositCorrection", LineKind.ADJUSTMENT),
  BALANCE_TRANSFER("Balancetransfer", LineKind.TRANSFER);

  private final String title;
  private final LineKind kind;

  JournalType(String title, LineKind kind) {
    this.title = title;
    this.kind = kind;
  }

  /** The type of a name; null when it is unknown. */
  static @Nullable JournalType of(String title) {
    for (JournalType type : values()) {
      if (type.title.equals(title)) {
        return type;
      }
    }
    return null;
  }

  /** Adyen's name. */
  String title() {
    return title;
  }

  LineKind kind() {
    return kind;
  }

  /** True when the row is about a payment of a shopper, with a gross side and references. */
  boolean isAboutPayment() {
    return switch (kind) {
      case PAYMENT, REFUND, CHARGEBACK -> true;
      case ADJUSTMENT -> this == REFUNDED_REVERSED;
      case FEE, PAYOUT, TRANSFER -> false;
    };
  }
}
