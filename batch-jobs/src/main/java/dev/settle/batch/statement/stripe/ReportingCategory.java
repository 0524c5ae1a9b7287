package dev.settle.batch.statement.stripe;

import dev.settle.batch.statement.LineKind;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's {@code reporting_category}, as its API names the values, and what each is about. What
 * takes a charge or a refund back in part or whole ({@code charge_failure}, {@code
 * partial_capture_reversal}, {@code refund_failure}) is an adjustment: it is neither a payment nor
 * a refund to a customer, and its sign is the opposite.
 *
 * <p>Every row carries its own sign and fee, so what a category is called decides no amount: one
 * that is not listed, of products such as Issuing, Capital or Climate or added since, is an
 * adjustment by its name. It has to be explained then, which leaving the file out would not do.
 */
final class ReportingCategory {
  private static final Map<String, LineKind> KINDS =
      Map.ofEntries(
          Map.entry("charge", LineKind.PAYMENT),
          Map.entry("refund", LineKind.REFUND),
          Map.entry("dispute", LineKind.CHARGEBACK),
          Map.entry("dispute_reversal", LineKind.CHARGEBACK),
          Map.entry("fee", LineKind.FEE),
          Map.entry("network_cost", LineKind.FEE),
          Map.entry("tax", LineKind.FEE),
          Map.entry("payout", LineKind.PAYOUT),
          Map.entry("payout_reversal", LineKind.PAYOUT),
          Map.entry("topup", LineKind.TRANSFER),
          Map.entry("topup_reversal", LineKind.TRANSFER),
          Map.entry("transfer", LineKind.TRANSFER),
          Map.entry("transfer_reversal", LineKind.TRANSFER),
          Map.entry("connect_collection_transfer", LineKind.TRANSFER),
          Map.entry("connect_reserved_funds", LineKind.TRANSFER),
          Map.entry("risk_reserved_funds", LineKind.TRANSFER),
          Map.entry("platform_earning", LineKind.ADJUSTMENT),
          Map.entry("platform_earning_refund", LineKind.ADJUSTMENT),
          Map.entry("charge_failure", LineKind.ADJUSTMENT),
          Map.entry("partial_capture_reversal", LineKind.ADJUSTMENT),
          Map.entry("refund_failure", LineKind.ADJUSTMENT),
          Map.entry("adjustment", LineKind.ADJUSTMENT),
          Map.entry("other_adjustment", LineKind.ADJUSTMENT));

  private static final Pattern NAME = Pattern.compile("[a-z]{2,}(_[a-z0-9]+){0,7}");

  private ReportingCategory() {}

  /** What a category is about; null when it has not the form of one. */
  static @Nullable LineKind kindOf(String category) {
    LineKind kind = KINDS.get(category);
    return kind == null && NAME.matcher(category).matches() ? LineKind.ADJUSTMENT : kind;
  }
}
