package dev.settle.batch.statement.stripe;

import java.util.List;

/** Names of the columns that the reader uses; all others are read over. */
final class StripeColumn {
  static final String PAYOUT_ID = "automatic_payout_id";
  static final String EFFECTIVE_AT = "automatic_payout_effective_at";
  static final String EFFECTIVE_AT_UTC = "automatic_payout_effective_at_utc";
  static final String TRANSACTION_ID = "balance_transaction_id";
  static final String CREATED = "created";
  static final String CREATED_UTC = "created_utc";
  static final String AVAILABLE_ON_UTC = "available_on_utc";
  static final String CURRENCY = "currency";
  static final String GROSS = "gross";
  static final String FEE = "fee";
  static final String NET = "net";
  static final String CATEGORY = "reporting_category";
  static final String SOURCE_ID = "source_id";
  static final String DESCRIPTION = "description";
  static final String CHARGE_ID = "charge_id";
  static final String PAYMENT_INTENT_ID = "payment_intent_id";
  static final String ORDER_ID = "payment_metadata[order_id]";
  static final String REFUND_ID = "refund_metadata[refund_id]";
  static final String REFUND_ID_OF_PAYMENT = "payment_metadata[refund_id]";

  /** Without these nothing can be said about a row. */
  static final List<String> REQUIRED =
      List.of(TRANSACTION_ID, CURRENCY, GROSS, FEE, NET, CATEGORY, SOURCE_ID);

  /** Columns of ids that a line takes over as they are. */
  static final List<String> IDS =
      List.of(TRANSACTION_ID, SOURCE_ID, CHARGE_ID, ORDER_ID, REFUND_ID, REFUND_ID_OF_PAYMENT);

  private StripeColumn() {}
}
