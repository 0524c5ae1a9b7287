package dev.settle.batch.sharing.nightly;

import dev.settle.batch.sharing.Allocator;
import dev.settle.batch.sharing.Base;
import dev.settle.batch.sharing.Part;
import dev.settle.batch.sharing.RuleBook;
import dev.settle.batch.sharing.RuleSet;
import dev.settle.batch.sharing.Share;
import dev.settle.batch.sharing.SharedOrder;
import dev.settle.batch.sharing.TierAxis;
import dev.settle.batch.sharing.nightly.MatchedNight.Moved;
import dev.settle.schemas.payment.OrderKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same nights row by row in Java, with the allocator of each order as it stands. */
final class SharingOracle {
  private static final Comparator<Matched> BY_TIME =
      Comparator.comparing((Matched one) -> one.moved().at())
          .thenComparing(one -> one.moved().orderId());

  private final RuleBook book;
  private final Map<String, Order> orders = new HashMap<>();
  private final Map<String, Long> volumes = new HashMap<>();
  private final Map<String, Expected> lines = new HashMap<>();

  SharingOracle(RuleBook book) {
    this.book = book;
  }

  /** A row that a night matched. */
  record Matched(Moved moved, long fee) {}

  /** What a line must say. */
  record Expected(String rules, long volume, List<Long> parts) {}

  private static final class Order {
    long paid;
    long refunded;
    long fee;
    @Nullable Moved payment;
    @Nullable RuleSet rules;
    long volume;
    List<Long> shared = List.of();
  }

  /** Lines by journal. */
  Map<String, Expected> lines() {
    return lines;
  }

  /** Shares a night of one channel. */
  void share(LocalDate night, List<Matched> rows) {
    choose(night, rows);
    rows.stream()
        .sorted(
            Comparator.comparing((Matched one) -> one.moved().at())
                .thenComparing(one -> one.moved().id()))
        .forEach(this::line);
  }

  private void choose(LocalDate night, List<Matched> rows) {
    List<Matched> payments =
        rows.stream().filter(row -> !row.moved().isRefund()).sorted(BY_TIME).toList();
    for (Matched row : payments) {
      Moved moved = row.moved();
      Order order = orders.computeIfAbsent(moved.orderId(), id -> new Order());
      order.payment = moved;
      if (moved.channel() == dev.settle.schemas.payment.Channel.WECHAT
          && moved.day().plusDays(180).isBefore(night)) {
        continue;
      }
      order.rules = book.choose(state(moved, order)).orElse(null);
      if (order.rules != null) {
        String month = moved.merchant() + moved.currency() + moved.day().withDayOfMonth(1);
        long net = order.rules.base() == Base.NET ? Math.max(row.fee(), 0) : 0;
        long before = volumes.getOrDefault(month, 0L);
        order.volume = asksForVolume(order.rules) ? before : 0;
        volumes.put(month, Math.addExact(before, Math.max(moved.amount() - net, 0)));
      }
    }
  }

  private void line(Matched row) {
    Moved moved = row.moved();
    Order order = orders.computeIfAbsent(moved.orderId(), id -> new Order());
    order.fee += row.fee();
    if (moved.isRefund()) {
      order.refunded -= moved.amount();
    } else {
      order.paid += moved.amount();
    }
    RuleSet rules = order.rules;
    if (rules == null || order.payment == null) {
      lines.put(moved.journal(), new Expected("", 0, List.of()));
      return;
    }
    List<Long> now =
        order.paid == 0
            ? rules.receivers().stream().map(receiver -> 0L).toList()
            : Allocator.allocate(rules, state(order.payment, order)).parts().stream()
                .map(Part::amount)
                .toList();
    List<Long> parts = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      parts.add(now.get(i) - (order.shared.isEmpty() ? 0 : order.shared.get(i)));
    }
    order.shared = now;
    lines.put(moved.journal(), new Expected(rules.name(), order.volume, parts));
  }

  private static SharedOrder state(Moved payment, Order order) {
    return new SharedOrder(
        payment.merchant(),
        OrderKind.valueOf(payment.kind()),
        payment.channel(),
        payment.currency(),
        payment.day(),
        order.paid,
        Math.min(order.refunded, order.paid),
        Math.max(order.fee, 0),
        order.volume);
  }

  private static boolean asksForVolume(RuleSet rules) {
    return rules.receivers().stream()
        .anyMatch(
            receiver ->
                receiver.share() instanceof Share.Tiered tiered
                    && tiered.axis() == TierAxis.MONTH_VOLUME);
  }
}
