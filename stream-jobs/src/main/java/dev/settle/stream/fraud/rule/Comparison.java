package dev.settle.stream.fraud.rule;

import org.jspecify.annotations.Nullable;

/** How a value is held against the threshold. */
public enum Comparison {
  AT_LEAST(">="),
  ABOVE(">");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /** The comparison of that sign; null: there is none. */
  static @Nullable Comparison ofSign(@Nullable String sign) {
    for (Comparison comparison : values()) {
      if (comparison.sign.equals(sign)) {
        return comparison;
      }
    }
    return null;
  }

  /** True when the value is across the threshold. */
  public boolean holds(long value, long threshold) {
    return switch (this) {
      case AT_LEAST -> value >= threshold;
      case ABOVE -> value > threshold;
    };
  }
}
