package dev.settle.stack.traffic.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What users can spend, in the plan: money counts only some orders after it came in, because the
 * writers work side by side and the spending must not overtake the top-up.
 */
final class WalletFunds {
  private static final int LAG_MAX = 6_000;

  private final int lag;
  private final Map<String, Long> spendable = new HashMap<>();
  private final List<String> rich = new ArrayList<>();
  private final Deque<Credit> maturing = new ArrayDeque<>();

  /** How many orders money has to wait in a day of so many. */
  static int lagOf(int orders) {
    return Math.min(LAG_MAX, orders / 5);
  }

  /** Funds that count after so many further orders. */
  WalletFunds(int lag) {
    this.lag = lag;
  }

  /** Money comes in with the order of that index. */
  void credit(int index, String user, long amount) {
    maturing.add(new Credit(index + lag, user, amount));
  }

  /** Someone with money at the order of that index, or null. */
  @Nullable String anyRich(int index, Random random) {
    while (!maturing.isEmpty() && maturing.element().from <= index) {
      Credit credit = maturing.remove();
      if (spendable.merge(credit.user, credit.amount, Math::addExact) == credit.amount) {
        rich.add(credit.user);
      }
    }
    return rich.isEmpty() ? null : rich.get(random.nextInt(rich.size()));
  }

  /** What someone can spend, minor units. */
  long of(String user) {
    return spendable.getOrDefault(user, 0L);
  }

  /** Takes money off; who has none left is not rich any more. */
  void debit(String user, long amount) {
    long left = Math.subtractExact(of(user), amount);
    if (left < 0) {
      throw new IllegalArgumentException(user + " cannot spend " + amount + ", it has " + of(user));
    }
    if (left > 0) {
      spendable.put(user, left);
    } else {
      spendable.remove(user);
      int position = rich.indexOf(user);
      rich.set(position, rich.get(rich.size() - 1));
      rich.remove(rich.size() - 1);
    }
  }

  private record Credit(int from, String user, long amount) {}
}
