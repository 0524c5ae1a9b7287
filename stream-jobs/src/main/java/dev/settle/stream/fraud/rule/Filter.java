package dev.settle.stream.fraud.rule;

import java.util.function.Predicate;

/**
 * Which events count: an expression in CEL (cel.dev) over {@code amount} (minor units) and the
 * texts {@code kind}, {@code channel}, {@code currency}, {@code payer}, {@code payee}, {@code
 * merchant}, {@code device} and {@code ip}, which are empty when there is none. It can compare,
 * look into a list ({@code in}), ask {@code startsWith}, and join these by {@code &&}, {@code ||}
 * and {@code !}: so it always ends, and cannot fail once it was read.
 */
public final class Filter {
  /** Every event counts. */
  public static final Filter ALL = new Filter("", event -> true);

  private final String text;
  private final Predicate<FraudEvent> predicate;

  private Filter(String text, Predicate<FraudEvent> predicate) {
    this.text = text;
    this.predicate = predicate;
  }

  /**
   * Reads a filter; an empty one lets every event count.
   *
   * @throws FilterException saying where it is wrong, and what was expected there
   */
  static Filter parse(String text) throws FilterException {
    return text.isBlank() ? ALL : new Filter(text, FilterCompiler.compile(text));
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  /** True when the event counts. */
  public boolean test(FraudEvent event) {
    return predicate.test(event);
  }
}
