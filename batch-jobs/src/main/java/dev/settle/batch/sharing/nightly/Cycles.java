package dev.settle.batch.sharing.nightly;

import dev.settle.batch.settlement.PayeeKey;
import dev.settle.batch.settlement.SettlementAgreements;
import dev.settle.batch.settlement.SettlementCycle;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The settlement cycles of a night's payees, numbered from 1: few are different. */
final class Cycles {
  private final SettlementAgreements agreements;
  private final List<LocalDate> days;
  private final Map<SettlementCycle, Integer> numbers = new LinkedHashMap<>();

  /**
   * Cycles as they are agreed.
   *
   * @param days of the night's rows, ascending
   */
  Cycles(SettlementAgreements agreements, List<LocalDate> days) {
    this.agreements = agreements;
    this.days = List.copyOf(days);
  }

  /** Days of the night's rows, ascending. */
  List<LocalDate> days() {
    return days;
  }

  /** The cycle by which a payee is settled for what happens on a day. */
  int numberOn(PayeeKey payee, LocalDate day) {
    return number(agreements.on(payee, day).cycle());
  }

  /** The cycle that holds without terms of one's own. */
  int standard(String currency) {
    return number(SettlementAgreements.standard(currency).cycle());
  }

  /** The standard cycles of currencies, as a parameter of type Map(String, UInt16). */
  String standard(List<String> currencies) {
    return currencies.stream()
        .map(currency -> "'%s':%d".formatted(currency, standard(currency)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Payees with terms of their own. */
  Set<PayeeKey> payees() {
    return agreements.keys();
  }

  /** All that have a number, in its order. */
  List<SettlementCycle> all() {
    return new ArrayList<>(numbers.keySet());
  }

  private int number(SettlementCycle cycle) {
    return numbers.computeIfAbsent(cycle, key -> numbers.size() + 1);
  }
}
