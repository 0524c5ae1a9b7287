package dev.settle.batch.settlement.statement;

import dev.settle.batch.report.Amounts;
import dev.settle.batch.settlement.SettlementLine.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up the orders of a statement by its lines, and keeps the first of each for the page. */
final class OrderTally {
  /** Orders of a line on the page; the CSV file has all. */
  static final int SHOWN_MAX = 500;

  private final PayeeStatement statement;
  private final Map<Key, Followed> lines = new LinkedHashMap<>();
  private BigInteger sum = BigInteger.ZERO;

  OrderTally(PayeeStatement statement) {
    this.statement = statement;
  }

  void take(OrderRow row) {
    lines
        .computeIfAbsent(new Key(row.kind(), row.lineReference()), key -> new Followed())
        .take(row);
    sum = sum.add(BigInteger.valueOf(row.amount()));
  }

  /** Sum of all. */
  BigInteger sum() {
    return sum;
  }

  /** The first orders of a line. */
  List<OrderRow> first(StatementLine line) {
    return of(line).first;
  }

  /** Which lines are not what their orders add up to, and which orders no line adds up. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    Set<Key> told = new HashSet<>();
    for (StatementLine line : statement.lines()) {
      if (!line.isOfOrders()) {
        continue;
      }
      told.add(key(line));
      Followed orders = of(line);
      if (orders.count != line.items() || !orders.sum.equals(BigInteger.valueOf(line.amount()))) {
        faults.add(
            "%s: line %s %s says %d items, %s; its orders are %d, %s"
                .formatted(
                    statement.title(),
                    line.kind(),
                    line.reference(),
                    line.items(),
                    Amounts.plain(line.amount(), statement.currency()),
                    orders.count,
                    Amounts.plain(orders.sum, statement.currency())));
      }
    }
    lines.forEach(
        (key, orders) -> {
          if (!told.contains(key)) {
            faults.add(
                "%s: no line adds up %s %s, orders: %d"
                    .formatted(statement.title(), key.kind(), key.reference(), orders.count));
          }
        });
    return faults;
  }

  private Followed of(StatementLine line) {
    return lines.getOrDefault(key(line), new Followed());
  }

  private static Key key(StatementLine line) {
    return new Key(line.kind(), line.reference());
  }

  private record Key(Kind kind, String reference) {}

  private static final class Followed {
    private final List<OrderRow> first = new ArrayList<>();
    private BigInteger sum = BigInteger.ZERO;
    private long count;

    void take(OrderRow row) {
      count++;
      sum = sum.add(BigInteger.valueOf(row.amount()));
      if (first.size() < SHOWN_MAX) {
        first.add(row);
      }
    }
  }
}
