package dev.settle.batch.settlement;

import dev.settle.batch.BatchException;
import dev.settle.batch.settlement.SettlementLine.Kind;
import dev.settle.schemas.money.CurrencyMismatchException;
import dev.settle.schemas.money.Money;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Settles one window, once: the order in which things are added and taken is in decision 0013. */
final class Settling {
  private static final long PARTS_PER_MILLION_OF_A_BASIS_POINT = 100;

  private final PayeeBalance before;
  private final SettlementWindow window;
  private final SettlementTerms terms;
  private final List<SettlementLine> lines = new ArrayList<>();

  Settling(PayeeBalance before, SettlementWindow window, SettlementTerms terms) {
    this.before = before;
    this.window = window;
    this.terms = terms;
  }

  PayeeSettlement of(List<SettlementLine> activity) {
    LocalDate settledTo = before.settledTo();
    if (settledTo != null && !window.day().isAfter(settledTo)) {
      throw refused("is settled to " + settledTo);
    }
    check(activity);
    lines.addAll(activity);
    if (settledTo != null && before.carriedForward() != 0) {
      add(Kind.CARRIED_FORWARD, settledTo.toString(), before.carriedForward());
    }
    List<HeldReserve> held = release();
    // A deduction takes what is there and no more: else it would turn one debt into another.
    long sum = PayeeSettlement.total(lines);
    long available = Math.max(sum, 0);
    List<Receivable> owed = new ArrayList<>();
    long afterDebts = deduct(available, owed);
    long rest = afterDebts - withhold(afterDebts, held);
    // What was lacking still is, but for what clawbacks took: that is owed. The lines made above
    // are
    // not asked, so the settlement proves them.
    long net = Math.min(sum, 0) + raise(Math.min(sum, 0), owed) + rest;
    long payout = net > 0 && net >= terms.minimumPayout() ? net : 0;
    PayeeBalance after =
        new PayeeBalance(before.payee(), before.currency(), window.day(), net - payout, held, owed);
    return new PayeeSettlement(before, window, lines, net, payout, after);
  }

  private void check(List<SettlementLine> activity) {
    Set<List<Object>> seen = new HashSet<>();
    for (SettlementLine line : activity) {
      if (!line.kind().isActivity()) {
        throw refused("line %s %s is no activity".formatted(line.kind(), line.reference()));
      }
      if (!line.amount().currency().equals(before.currency())) {
        throw new CurrencyMismatchException(before.currency(), line.amount().currency());
      }
      if (!seen.add(List.of(line.kind(), line.reference()))) {
        throw refused("line %s %s stands twice".formatted(line.kind(), line.reference()));
      }
    }
  }

  /** Gives back what is due and returns what stays held. */
  private List<HeldReserve> release() {
    List<HeldReserve> held = new ArrayList<>();
    for (HeldReserve reserve : before.reserves()) {
      if (reserve.releaseOn().isAfter(window.day())) {
        held.add(reserve);
      } else {
        add(Kind.RESERVE_RELEASED, reserve.window().toString(), reserve.amount());
      }
    }
    return held;
  }

  /** Pays off receivables, the oldest first; returns what is left of the amount available. */
  private long deduct(long available, List<Receivable> owed) {
    long left = available;
    for (Receivable receivable : before.receivables()) {
      long paid = Math.min(left, receivable.amount());
      left -= paid;
      if (paid > 0) {
        add(Kind.RECEIVABLE_DEDUCTED, receivable.id(), -paid);
      }
      if (paid < receivable.amount()) {
        owed.add(new Receivable(receivable.id(), receivable.amount() - paid));
      }
    }
    return left;
  }

  /** Makes a receivable of what is lacking, as far as clawbacks took it; returns how much. */
  private long raise(long lacking, List<Receivable> owed) {
    long clawedBack = Math.min(PayeeSettlement.total(lines, Kind.CLAWBACK), 0);
    long raised = Math.min(-lacking, -clawedBack);
    if (raised > 0) {
      String id = window.day().toString();
      add(Kind.RECEIVABLE_RAISED, id, raised);
      owed.add(new Receivable(id, raised));
    }
    return raised;
  }

  /** Holds back the reserve, of what is left only; returns how much. */
  private long withhold(long left, List<HeldReserve> held) {
    Money gross = money(PayeeSettlement.total(lines, Kind.PAYMENT));
    long rate = terms.reserveBasisPoints() * PARTS_PER_MILLION_OF_A_BASIS_POINT;
    long reserve = Math.min(gross.atRate(rate, RoundingMode.DOWN).minor(), left);
    if (reserve > 0) {
      add(Kind.RESERVE_WITHHELD, window.day().toString(), -reserve);
      held.add(new HeldReserve(window.day(), window.day().plusDays(terms.reserveDays()), reserve));
    }
    return reserve;
  }

  private void add(Kind kind, String reference, long minor) {
    lines.add(new SettlementLine(kind, reference, money(minor)));
  }

  private Money money(long minor) {
    return new Money(minor, before.currency());
  }

  private BatchException refused(String cause) {
    return BatchException.refused(
        "settlement of %s, %s, window %s: %s"
            .formatted(before.payee(), before.currency(), window.day(), cause));
  }
}
