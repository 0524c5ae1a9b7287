package dev.settle.batch.cli;

import dev.settle.batch.report.Amounts;
import dev.settle.batch.settlement.statement.KindName;
import dev.settle.batch.settlement.statement.ListedSettlement;
import dev.settle.batch.settlement.statement.PayeeStatement;
import dev.settle.batch.settlement.statement.Standing;
import dev.settle.batch.settlement.statement.StatementLine;
import dev.settle.batch.settlement.statement.StatementWriter;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Settlements for a person. */
final class SettlementText {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final String ROW = "%-10s  %-28s  %22s  %22s  %22s  %-10s%n";

  private SettlementText() {}

  /** One line a settlement. */
  static String list(List<ListedSettlement> listed) {
    if (listed.isEmpty()) {
      return "no settlements%n".formatted();
    }
    StringBuilder text = new StringBuilder();
    text.append(ROW.formatted("WINDOW", "PAYEE", "ACTIVITY", "PAID", "CARRIED FORWARD", "DUE"));
    for (ListedSettlement one : listed) {
      text.append(
          ROW.formatted(
              one.window(),
              one.payee(),
              Amounts.withCode(one.activity(), one.currency()),
              Amounts.withCode(one.payout(), one.currency()),
              Amounts.withCode(one.after().carriedForward(), one.currency()),
              one.payout() > 0 ? one.due() : "-"));
    }
    return text.append("%nsettlements: %,d%n".formatted(listed.size())).toString();
  }

  /** A settlement with its lines. */
  static String show(PayeeStatement statement) {
    StringBuilder text = new StringBuilder();
    field(text, "settlement", statement.id());
    field(
        text,
        "payee",
        statement.payee() + (statement.name().isEmpty() ? "" : " " + statement.name()));
    field(
        text,
        "window",
        "%s: %s to before %s %s"
            .formatted(
                statement.window().day(),
                TIME.format(statement.window().from().atZone(statement.zone())),
                TIME.format(statement.window().to().atZone(statement.zone())),
                statement.zone()));
    field(
        text,
        "in UTC",
        "%s to before %s"
            .formatted(
                TIME.format(statement.window().from().atZone(ZoneOffset.UTC)),
                TIME.format(statement.window().to().atZone(ZoneOffset.UTC))));
    field(text, "settled by", "the night of " + statement.night());
    text.append("%n".formatted());
    for (StatementLine line : statement.lines()) {
      text.append(
          "%-33s  %-32s  %10s  %20s%n"
              .formatted(
                  KindName.english(line.kind()),
                  line.reference(),
                  line.isOfOrders() ? "%,d".formatted(line.items()) : "",
                  grouped(line.amount(), statement)));
    }
    text.append(
        "%-33s  %-32s  %10s  %20s%n%n"
            .formatted("Net", "", "", grouped(statement.net(), statement)));
    field(
        text,
        "paid",
        Amounts.withCode(statement.payout(), statement.currency())
            + (statement.payout() > 0 ? ", due " + statement.window().due() : ""));
    standing(text, "before", statement.before(), statement);
    standing(text, "after", statement.after(), statement);
    return text.toString();
  }

  /** One line a statement. */
  static String written(List<StatementWriter.Page> pages) {
    StringBuilder text = new StringBuilder();
    for (StatementWriter.Page one : pages) {
      PayeeStatement statement = one.statement();
      text.append(
          "Statement %s: %s %s: %s%n"
              .formatted(
                  statement.payee(),
                  Amounts.withCode(statement.net(), statement.currency()),
                  statement.payout() > 0 ? "due " + statement.window().due() : "carried forward",
                  one.page()));
    }
    return text.toString();
  }

  private static void standing(
      StringBuilder text, String when, Standing standing, PayeeStatement statement) {
    field(
        text,
        when,
        "carried forward %s, reserve held %s, owed %s"
            .formatted(
                grouped(standing.carriedForward(), statement),
                grouped(standing.reserveHeld(), statement),
                grouped(standing.owed(), statement)));
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append("%-12s%s%n".formatted(name, value));
  }

  private static String grouped(long minor, PayeeStatement statement) {
    return Amounts.grouped(BigInteger.valueOf(minor), statement.currency());
  }
}
