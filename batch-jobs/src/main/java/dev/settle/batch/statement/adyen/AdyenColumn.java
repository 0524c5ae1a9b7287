package dev.settle.batch.statement.adyen;

import java.util.List;

/** Names of the report's columns. */
final class AdyenColumn {
  static final String COMPANY = "Company Account";
  static final String MERCHANT = "Merchant Account";
  static final String PSP_REFERENCE = "Psp Reference";
  static final String MERCHANT_REFERENCE = "Merchant Reference";
  static final String METHOD = "Payment Method";
  static final String CREATED = "Creation Date";
  static final String ZONE = "TimeZone";
  static final String TYPE = "Type";
  static final String MODIFICATION = "Modification Reference";
  static final String GROSS_CURRENCY = "Gross Currency";
  static final String GROSS_DEBIT = "Gross Debit (GC)";
  static final String GROSS_CREDIT = "Gross Credit (GC)";
  static final String RATE = "Exchange Rate";
  static final String NET_CURRENCY = "Net Currency";
  static final String NET_DEBIT = "Net Debit (NC)";
  static final String NET_CREDIT = "Net Credit (NC)";
  static final String COMMISSION = "Commission (NC)";
  static final String MARKUP = "Markup (NC)";
  static final String SCHEME_FEES = "Scheme Fees (NC)";
  static final String INTERCHANGE = "Interchange (NC)";
  static final String VARIANT = "Payment Method Variant";
  static final String BATCH = "Batch Number";
  static final String MODIFICATION_MERCHANT_REFERENCE = "Modification Merchant Reference";
  static final String BOOKED = "Booking Date";
  static final String BOOKED_ZONE = "Booking Date TimeZone";

  /** The costs of a row, whose sum is what gross loses to become net. */
  static final List<String> COSTS = List.of(COMMISSION, MARKUP, SCHEME_FEES, INTERCHANGE);

  /** What every account's report has, with 30 columns or 32. */
  static final List<String> REQUIRED =
      List.of(
          COMPANY,
          MERCHANT,
          PSP_REFERENCE,
          MERCHANT_REFERENCE,
          CREATED,
          ZONE,
          TYPE,
          MODIFICATION,
          GROSS_CURRENCY,
          GROSS_DEBIT,
          GROSS_CREDIT,
          RATE,
          NET_CURRENCY,
          NET_DEBIT,
          NET_CREDIT,
          COMMISSION,
          MARKUP,
          SCHEME_FEES,
          INTERCHANGE,
          BATCH);

  /** Columns of ids that a line takes over as they are. */
  static final List<String> IDS =
      List.of(
          MERCHANT,
          PSP_REFERENCE,
          MERCHANT_REFERENCE,
          MODIFICATION,
          MODIFICATION_MERCHANT_REFERENCE);

  private AdyenColumn() {}
}
