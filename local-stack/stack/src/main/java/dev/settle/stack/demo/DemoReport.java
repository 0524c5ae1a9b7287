package dev.settle.stack.demo;

import dev.settle.schemas.money.Money;
import dev.settle.stack.demo.BreakCheck.Counts;
import dev.settle.stack.traffic.AnalystDatabase;
import dev.settle.stack.traffic.SqlResource;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The summary for people in finance, from what stands in ClickHouse. */
final class DemoReport {
  private final AnalystDatabase analyst;
  private final PrintStream out;

  DemoReport(AnalystDatabase analyst, PrintStream out) {
    this.analyst = analyst;
    this.out = out;
  }

  void title(String text) {
    out.println();
    out.println(text);
  }

  /** What moved, by channel. */
  void turnover(LocalDate first, LocalDate last) throws InterruptedException {
    title(
        "WHAT MOVED"
            + (first.equals(last) ? " on " + first : " from " + first + " to " + last)
            + ", by the ledger");
    out.printf(
        "  %-9s %-3s %9s %18s %8s %16s %11s %16s%n",
        "channel", "", "payments", "amount", "refunds", "amount", "withdrawals", "amount");
    for (List<String> row : analyst.rows(sql("turnover.sql", first, last))) {
      String currency = row.get(1);
      out.printf(
          "  %-9s %-3s %9s %18s %8s %16s %11s %16s%n",
          row.get(0),
          currency,
          count(row.get(2)),
          money(row.get(3), currency),
          count(row.get(6)),
          money(row.get(7), currency),
          count(row.get(4)),
          money(row.get(5), currency));
    }
  }

  /** What was reconciled on a day. */
  void reconciled(LocalDate date) throws InterruptedException {
    title("RECONCILIATION of " + date + " (T+1) with the channels' statements (对账)");
    List<List<String>> proofs = analyst.rows(sql("proofs-of-day.sql", date, date));
    if (proofs.isEmpty()) {
      out.println("  no statement of proof was made");
      return;
    }
    out.printf(
        "  %-9s %-3s %7s %14s %7s %14s %11s %4s %11s %13s %11s  %s%n",
        "",
        "",
        "",
        "our ledger",
        "",
        "statement",
        "fees",
        "",
        "differences",
        "under way",
        "unexplained",
        "");
    for (List<String> row : proofs) {
      String currency = row.get(1);
      out.printf(
          "  %-9s %-3s %7s %14s %7s %14s %11s %4s %11s %13s %11s  %s%n",
          row.get(0),
          currency,
          count(row.get(2)),
          money(row.get(3), currency),
          count(row.get(4)),
          money(row.get(5), currency),
          money(row.get(8), currency),
          count(row.get(9)),
          money(row.get(10), currency),
          money(row.get(11), currency),
          money(row.get(12), currency),
          row.get(13));
    }
  }

  /** Payouts as each of the three sides tells them. */
  void payouts(LocalDate date) throws InterruptedException {
    out.println();
    out.printf(
        "  %-13s %16s %16s %16s %16s %13s%n",
        "Payouts (出款)", "our ledger", "the channels", "the bank", "all three agree", "unexplained");
    for (List<String> row : analyst.rows(sql("payouts-of-day.sql", date, date))) {
      String currency = row.get(0);
      out.printf(
          "  %-15s %16s %16s %16s %16s %13s%n",
          currency,
          money(row.get(1), currency),
          money(row.get(2), currency),
          money(row.get(3), currency),
          money(row.get(4), currency),
          money(row.get(5), currency));
    }
  }

  /** What was shared and settled on a day. */
  void settled(LocalDate date) throws InterruptedException {
    title(
        "PROFIT SHARING AND SETTLEMENT of " + date + " (分账, 结算), as merchants and partners see it");
    out.printf(
        "  %-13s %6s %15s %13s %12s %13s %12s %12s %15s%n",
        "", "", "payments", "refunds", "fees", "shares", "reserves", "other", "net");
    for (List<String> row : analyst.rows(sql("settlements-of-day.sql", date, date))) {
      String currency = row.get(0);
      out.printf(
          "  %-9s %-3s %6s %15s %13s %12s %13s %12s %12s %15s%n",
          row.get(1),
          currency,
          count(row.get(2)),
          money(row.get(3), currency),
          money(row.get(4), currency),
          money(row.get(5), currency),
          money(row.get(6), currency),
          money(row.get(7), currency),
          money(row.get(8), currency),
          money(row.get(9), currency));
    }
  }

  /** What was found against what was put in. */
  void faults(BreakCheck.Result check) {
    Set<String> senders = new TreeSet<>();
    check.byClass().values().forEach(counts -> senders.addAll(counts.keySet()));
    out.println();
    out.printf("  %-36s", "Faults found / put in (差错)");
    senders.forEach(sender -> out.printf(" %9s", sender));
    out.println();
    for (Map.Entry<String, Map<String, Counts>> entry : check.byClass().entrySet()) {
      out.printf("  %-36s", entry.getKey());
      senders.forEach(sender -> out.printf(" %9s", text(entry.getValue().get(sender))));
      out.println();
    }
    check.overlooked().forEach(fault -> out.println("  OVERLOOKED " + fault));
    check.unexpected().forEach(found -> out.println("  NOT PUT IN " + found));
    out.println(
        check.isExact()
            ? "  Exactly the faults were found, each by its order."
            : "  NOT the same: see above");
  }

  /** The alerts that were raised against the fraud that was put in. */
  void fraud(AlertCheck.Result check) {
    title("FRAUD ALERTS (风控), each pattern that was put in by its rule");
    check
        .expected()
        .forEach(
            (rule, expected) ->
                out.printf(
                    "  %-36s %4d / %d%n", rule, check.found().getOrDefault(rule, 0), expected));
    check.missing().forEach(alert -> out.println("  MISSING " + alert));
    check.repeated().forEach(alert -> out.println("  TWICE " + alert));
    check.unexpected().forEach(alert -> out.println("  NOT PUT IN " + alert));
    out.println(
        check.isExact()
            ? "  Exactly the fraud was found: none is missing, none is there twice."
            : "  NOT the same: see above");
  }

  private static String text(@Nullable Counts counts) {
    return counts == null ? "" : counts.found() + " / " + counts.injected();
  }

  /** Who has what. */
  void balances() throws InterruptedException {
    title("BALANCES, all days (liabilities positive, assets negative; together 0)");
    for (List<String> row : analyst.rows(sql("balances.sql", LocalDate.EPOCH, LocalDate.EPOCH))) {
      int below = Integer.parseInt(row.get(4));
      out.printf(
          "  %-24s %7s accounts %18s %s%s%n",
          row.get(0),
          count(row.get(2)),
          money(row.get(3), row.get(1)),
          row.get(1),
          below == 0 ? "" : "  (" + below + " below zero)");
    }
  }

  /** The breaks that came up on a day. */
  List<BreakCheck.Found> newBreaks(LocalDate date) throws InterruptedException {
    List<BreakCheck.Found> found = new ArrayList<>();
    for (List<String> row : analyst.rows(sql("new-breaks.sql", date, date))) {
      found.add(new BreakCheck.Found(row.get(0), row.get(1), row.get(2), row.get(3)));
    }
    return found;
  }

  private static String sql(String resource, LocalDate first, LocalDate last) {
    return SqlResource.read(DemoReport.class, resource)
        .replace("{first}", first.toString())
        .replace("{last}", last.toString())
        .replace("{date}", first.toString());
  }

  private static String money(String minor, String currency) {
    return String.format(
        Locale.ROOT, "%,.2f", Money.ofMinor(Long.parseLong(minor), currency).toMajor());
  }

  private static String count(String text) {
    return String.format(Locale.ROOT, "%,d", Long.parseLong(text));
  }
}
