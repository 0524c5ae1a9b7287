package dev.settle.stack.traffic.generate;

import dev.settle.stack.traffic.Merchant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Who pays and who sells. Each user and each merchant has one currency; a few merchants sell most.
 */
final class Population {
  private static final Map<String, Integer> MERCHANTS = Map.of("CNY", 40, "USD", 8, "EUR", 8);
  private static final Map<String, Integer> USERS = Map.of("CNY", 5_000, "USD", 500, "EUR", 500);

  private Population() {}

  /** Every merchant. */
  static List<Merchant> merchants() {
    List<Merchant> merchants = new ArrayList<>();
    MERCHANTS.keySet().stream()
        .sorted()
        .forEach(
            currency -> {
              for (int i = 0; i < size(MERCHANTS, currency); i++) {
                merchants.add(
                    new Merchant(
                        merchant(currency, i), "Merchant " + currency + " " + (i + 1), currency));
              }
            });
    return merchants;
  }

  /** A merchant; the first ones are the likeliest. */
  static String anyMerchant(String currency, Random random) {
    int count = size(MERCHANTS, currency);
    return merchant(currency, Math.min(random.nextInt(count), random.nextInt(count)));
  }

  /** A user. */
  static String anyUser(String currency, Random random) {
    return user(currency, random.nextInt(size(USERS, currency)));
  }

  private static String merchant(String currency, int index) {
    return "m-%s-%03d".formatted(currency.toLowerCase(java.util.Locale.ROOT), index + 1);
  }

  private static String user(String currency, int index) {
    return "u-%s-%06d".formatted(currency.toLowerCase(java.util.Locale.ROOT), index + 1);
  }

  private static int size(Map<String, Integer> sizes, String currency) {
    Integer size = sizes.get(currency);
    if (size == null) {
      throw new IllegalArgumentException("nobody pays in " + currency);
    }
    return size;
  }
}
