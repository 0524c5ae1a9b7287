package dev.settle.batch.expected;

import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.StatementLine;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** What a statement file lists, by kind and currency, while it is read. */
public final class ListedLines implements LineConsumer {
  private final Map<String, Sum> sums = new TreeMap<>();

  @Override
  public void accept(StatementLine line) {
    sums.merge(
        line.kind() + " " + line.currency(),
        new Sum(1, BigInteger.valueOf(line.amount()), BigInteger.valueOf(line.fee())),
        Sum::plus);
  }

  /** Sum of a kind and currency; zeros when none is listed. */
  public Sum of(String kind, String currency) {
    return sums.getOrDefault(kind + " " + currency, new Sum(0, BigInteger.ZERO, BigInteger.ZERO));
  }

  /** Kinds and currencies that are listed, such as {@code PAYMENT CNY}. */
  public Iterable<String> names() {
    return sums.keySet();
  }

  /**
   * A sum.
   *
   * @param lines how many
   * @param amount minor units
   * @param fee minor units
   */
  public record Sum(long lines, BigInteger amount, BigInteger fee) {
    private Sum plus(Sum other) {
      return new Sum(lines + other.lines, amount.add(other.amount), fee.add(other.fee));
    }
  }
}
