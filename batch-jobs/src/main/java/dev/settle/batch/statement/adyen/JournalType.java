package dev.settle.batch.statement.adyen;

import dev.settle.batch.statement.LineKind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of the column Type and what each is about. What takes a refund back ({@code
 * RefundedReversed}) is an adjustment: it is no refund to a customer, and its sign is the opposite.
 *
 * <p>Adyen lists more types than these and adds new ones (source: its page of the journal types,
 * and the types that Wikimedia's SmashPig reads over). Direction and amount stand in columns of
 * their own on every row, so a type that is not listed is an adjustment by its name ({@link
 * #OTHER}), as {@code ManualCorrected}, {@code ReserveAdjustment}, {@code EpaPaid} and {@code
 * PaidOut}: it is shown, counted in the batch and has to be explained, which leaving the file out
 * would not do.
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
  /** A payout that came back. */
  BANK_INSTRUCTION_RETURNED("BankInstructionReturned", LineKind.PAYOUT),
  AUTHORISATION_SCHEME_FEE("AuthorisationSchemeFee", LineKind.FEE),
  /** A wire of the merchant's to its account. */
  MATCHED_STATEMENT("MatchedStatement", LineKind.TRANSFER),
  INTERNAL_COMPANY_PAYOUT("InternalCompanyPayout", LineKind.TRANSFER),
  BALANCE_TRANSFER("Balancetransfer", LineKind.TRANSFER),
  /** This one and every other. */
  OTHER("ManualCorrected", LineKind.ADJUSTMENT);

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z]{2,49}");

  private final String title;
  private final LineKind kind;

  JournalType(String title, LineKind kind) {
    this.title = title;
    this.kind = kind;
  }

  /** The type of a name; null when it has not the form of one. */
  static @Nullable JournalType of(String name) {
    for (JournalType type : values()) {
      if (type.title.equals(name)) {
        return type;
      }
    }
    return NAME.matcher(name).matches() ? OTHER : null;
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
