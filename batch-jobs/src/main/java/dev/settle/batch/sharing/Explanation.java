package dev.settle.batch.sharing;

import dev.settle.schemas.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Says in lines of text why each part of an order is what it is. */
public final class Explanation {
  private static final int SCALE_DIGITS = 4;

  private final Allocation allocation;
  private final Currency currency;

  private Explanation(Allocation allocation) {
    this.allocation = allocation;
    this.currency = Currency.getInstance(allocation.order().currency());
  }

  /** Base, limit, one line a receiver, what the merchant keeps. */
  public static List<String> of(Allocation allocation) {
    return new Explanation(allocation).lines();
  }

  /** Basis points as per cent, such as {@code 12.34}. */
  static String percent(long basisPoints) {
    return BigDecimal.valueOf(basisPoints, 2).toPlainString();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(base());
    int cap = allocation.rules().capOn(allocation.order().channel());
    lines.add(
        "limit %s: %s %% of the base, rounded down%s"
            .formatted(
                money(allocation.limit()),
                percent(cap),
                allocation.base() > 0 ? "" : "; nothing to share, the merchant bears the base"));
    if (lowered()) {
      lines.add(
          "the claims of %s are above the limit: each is lowered in proportion"
              .formatted(exact(allocation.claims())));
    }
    allocation.parts().forEach(part -> lines.add(part(part)));
    lines.add("merchant keeps %s: what is not shared".formatted(money(allocation.merchantKeeps())));
    return lines;
  }

  private String base() {
    SharedOrder order = allocation.order();
    String refunds = "%s - refunds %s".formatted(money(order.amount()), money(order.refunded()));
    return switch (allocation.rules().base()) {
      case GROSS -> "base %s GROSS: amount %s".formatted(money(allocation.base()), refunds);
      case NET ->
          "base %s NET: amount %s - fee %s"
              .formatted(money(allocation.base()), refunds, money(order.fee()));
    };
  }

  private boolean lowered() {
    return allocation.claims().compareTo(Tariff.exact(allocation.limit())) > 0;
  }

  private String part(Part part) {
    return "%s %s: %s".formatted(part.receiver().account(), money(part.amount()), why(part));
  }

  private String why(Part part) {
    if (part.receiver().takesRemainder()) {
      return "REMAINDER, what the others leave of the limit" + remainderBound(part);
    }
    StringBuilder why = new StringBuilder(share(part.receiver().share()));
    if (allocation.base() <= 0) {
      return why.append(" of nothing").toString();
    }
    why.append(" is ").append(exact(part.computed()));
    int bound = part.claim().compareTo(part.computed());
    if (bound > 0) {
      why.append(", raised to its minimum ").append(exact(part.claim()));
    } else if (bound < 0) {
      why.append(", lowered to its maximum ").append(exact(part.claim()));
    }
    if (lowered()) {
      why.append(", lowered with all claims");
    }
    if (part.extraUnit()) {
      why.append(", rounded down, with one minor unit more as one of the largest remainders");
    } else if (lowered() || part.claim().mod(Tariff.SCALE).signum() != 0) {
      why.append(", rounded down");
    }
    return why.toString();
  }

  private String remainderBound(Part part) {
    Long maximum = part.receiver().maximum();
    return maximum != null && maximum == part.amount() ? ", at most its maximum" : "";
  }

  private String share(Share share) {
    if (share instanceof Share.Fixed) {
      return "FIXED";
    }
    if (share instanceof Share.Percent percent) {
      return "PERCENT " + percent(percent.basisPoints()) + " %";
    }
    if (share instanceof Share.Tiered tiered) {
      return switch (tiered.axis()) {
        case ORDER -> "TIERED by the order";
        case MONTH_VOLUME ->
            "TIERED by the month's volume, from " + money(allocation.order().monthVolume());
      };
    }
    return "REMAINDER";
  }

  private String money(long minor) {
    return new Money(minor, currency).toString();
  }

  /** Ten-thousandths of minor units as major units, without zeros that say nothing. */
  private String exact(BigInteger tenThousandths) {
    int digits = currency.getDefaultFractionDigits();
    BigDecimal major = new BigDecimal(tenThousandths, digits + SCALE_DIGITS).stripTrailingZeros();
    return currency.getCurrencyCode()
        + " "
        + (major.scale() < digits ? major.setScale(digits) : major).toPlainString();
  }
}
