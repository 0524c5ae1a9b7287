package dev.settle.batch.sharing;

import dev.settle.schemas.account.AccountAddress;
import dev.settle.schemas.payment.PaymentLimits;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Finds the errors of one receiver. */
final class ReceiverCheck {
  private final Set<String> accounts;
  private final BiConsumer<String, String> errors;

  /**
   * A check.
   *
   * @param accounts the receivers that are known
   * @param errors takes a place and what is wrong there
   */
  ReceiverCheck(Set<String> accounts, BiConsumer<String, String> errors) {
    this.accounts = accounts;
    this.errors = errors;
  }

  void check(Receiver receiver, @Nullable String merchant, String place) {
    account(receiver.account(), merchant, place + ".account");
    if (receiver.share() instanceof Share.Fixed fixed) {
      amount(fixed.amount(), place + ".amount");
    } else if (receiver.share() instanceof Share.Percent percent) {
      rate(percent.basisPoints(), 1, place + ".basisPoints");
    } else if (receiver.share() instanceof Share.Tiered tiered) {
      tiers(tiered.tiers(), place + ".tiers");
    }
    bounds(receiver, place);
  }

  /**
   * True for accounts to which a share can be paid: nobody's frozen or transit money, and of a
   * merchant what is not settled yet, so that its share goes through its settlement.
   */
  static boolean canReceive(String account) {
    return AccountAddress.isValid(account)
        && (account.startsWith("partner:")
            || account.equals(AccountAddress.PLATFORM_FEES)
            || (account.startsWith("user:") && AccountAddress.isAvailable(account))
            || AccountAddress.isMerchantPending(account));
  }

  private void account(String account, @Nullable String merchant, String place) {
    if (!accounts.contains(account)) {
      errors.accept(place, "unknown receiver '" + account + "': it is not among the accounts");
    }
    if (merchant != null
        && (account.equals(AccountAddress.merchant(merchant))
            || account.equals(AccountAddress.merchantPending(merchant)))) {
      errors.accept(
          place, "the merchant receives nothing from itself: it keeps what is not shared");
    }
  }

  private void bounds(Receiver receiver, String place) {
    Long minimum = receiver.minimum();
    Long maximum = receiver.maximum();
    if (minimum != null) {
      amount(minimum, place + ".minimum");
      if (receiver.takesRemainder()) {
        errors.accept(place + ".minimum", "a REMAINDER has no minimum: it takes what is left");
      }
    }
    if (maximum != null) {
      amount(maximum, place + ".maximum");
    }
    if (minimum != null && maximum != null && minimum > maximum) {
      errors.accept(place, "the minimum %d is above the maximum %d".formatted(minimum, maximum));
    }
    if (receiver.share() instanceof Share.Fixed && (minimum != null || maximum != null)) {
      errors.accept(place, "a FIXED amount has no minimum or maximum");
    }
  }

  private void tiers(List<Tier> tiers, String place) {
    if (tiers.isEmpty()) {
      errors.accept(place, "no tiers");
      return;
    }
    long before = 0;
    for (int i = 0; i < tiers.size(); i++) {
      Tier tier = tiers.get(i);
      String at = place + "[" + i + "]";
      rate(tier.basisPoints(), 0, at + ".basisPoints");
      boolean last = i == tiers.size() - 1;
      if (tier.upTo() == null) {
        if (!last) {
          errors.accept(at, "only the last tier is open: give it an upTo");
        }
      } else {
        if (last) {
          errors.accept(at, "the last tier must be open: leave its upTo out");
        }
        if (tier.upTo() <= before) {
          errors.accept(
              at + ".upTo",
              "tiers are not ascending: upTo %d is not above %d".formatted(tier.upTo(), before));
        }
        before = Math.max(before, tier.upTo());
      }
    }
    if (tiers.stream().allMatch(tier -> tier.basisPoints() == 0)) {
      errors.accept(place, "every tier has rate 0");
    }
  }

  private void rate(int basisPoints, int least, String place) {
    if (basisPoints < least || basisPoints > ChannelLimits.WHOLE) {
      errors.accept(
          place,
          "%d basis points are not between %d and %d"
              .formatted(basisPoints, least, ChannelLimits.WHOLE));
    }
  }

  private void amount(long minor, String place) {
    if (minor < 1 || minor > PaymentLimits.AMOUNT_MINOR_MAX) {
      errors.accept(
          place,
          "%d minor units are not between 1 and %d"
              .formatted(minor, PaymentLimits.AMOUNT_MINOR_MAX));
    }
  }
}
