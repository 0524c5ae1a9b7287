package dev.settle.batch.cli;

import dev.settle.batch.expected.ExpectedDay;
import dev.settle.batch.expected.ExpectedLine;
import dev.settle.batch.expected.ExpectedSum;
import dev.settle.batch.expected.ExpectedTotal;
import dev.settle.batch.expected.RowState;
import dev.settle.batch.report.Amounts;
import java.io.PrintStream;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What is expected, for a person. */
final class ExpectedText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private ExpectedText() {}

  /** The sums of an answer. */
  static void totals(ExpectedDay day, PrintStream out) {
    List<ExpectedTotal> totals = day.totals();
    out.printf(
        "%s %s as of %s UTC, the day is %s%n",
        day.channel(),
        day.date(),
        TIME.format(day.asOf()),
        day.isOpen() ? "not closed yet" : "closed");
    if (!day.missedDays().isEmpty()) {
      out.printf(
          "  not reconciled yet: %s; what is left open there is not counted%n",
          String.join(", ", day.missedDays()));
    }
    Map<String, ExpectedSum> expected =
        ExpectedSum.by(total -> total.kind() + " " + total.currency(), totals);
    if (expected.isEmpty()) {
      out.println("  nothing expected");
    }
    expected.forEach(
        (name, sum) -> {
          String[] kindAndCurrency = name.split(" ", 2);
          row(out, "expected", kindAndCurrency[0], sum.rows(), kindAndCurrency[1], sum.amount());
          out.println(", fees " + Amounts.grouped(sum.fee(), kindAndCurrency[1]) + notes(sum));
        });
    var statement = day.statement();
    if (statement != null) {
      out.println(
          statement.accepted()
              ? "  " + statement.fileName() + " is whole"
              : "  the night would refuse it as it is: " + statement.reason());
    }
    totals.stream()
        .filter(total -> statement != null || total.state() != RowState.TO_COME)
        .forEach(total -> total(out, total));
  }

  /** One line of a round; changed says by how many rows since the round before. */
  static String round(ExpectedDay day, long changed) {
    List<ExpectedTotal> totals = day.totals();
    Map<String, ExpectedSum> sums = ExpectedSum.by(ExpectedTotal::currency, totals);
    StringJoiner amounts = new StringJoiner(", ");
    sums.forEach(
        (code, sum) ->
            amounts.add(
                Amounts.withCode(sum.amount(), code)
                    + " fees "
                    + Amounts.grouped(sum.fee(), code)
                    + notes(sum)));
    String line =
        "%s %s %s expected %,d (%+,d)"
            .formatted(
                TIME.format(day.asOf()), day.channel(), day.date(), expectedRows(day), changed);
    if (!sums.isEmpty()) {
      line += " " + amounts;
    }
    if (day.statement() != null) {
      Map<RowState, Long> counts = counts(totals);
      line +=
          "; confirmed %,d, differ %,d, to come %,d, not expected %,d"
              .formatted(
                  counts.getOrDefault(RowState.CONFIRMED, 0L),
                  counts.getOrDefault(RowState.DIFFERS, 0L),
                  counts.getOrDefault(RowState.TO_COME, 0L),
                  counts.getOrDefault(RowState.NOT_EXPECTED, 0L));
    }
    return line + (day.isOpen() ? "" : "; the day is closed");
  }

  /** How many rows the statement should list. */
  static long expectedRows(ExpectedDay day) {
    return ExpectedSum.by(ExpectedTotal::currency, day.totals()).values().stream()
        .mapToLong(ExpectedSum::rows)
        .sum();
  }

  /** The rows of an answer, at most some of each state. */
  static void lines(ExpectedDay day, long limit, PrintStream out) {
    out.printf(
        "  %-14s  %-24s  %-10s  %-8s  %-28s  %-24s  %18s  %12s  %18s  %12s  %7s%n",
        "STATE",
        "CLASS",
        "DATE",
        "KIND",
        "CHANNEL'S ID",
        "OUR ID",
        "EXPECTED",
        "FEE",
        "LISTED",
        "FEE",
        "LINE");
    day.lines(limit, line -> line(out, line));
    counts(day.totals())
        .forEach(
            (state, count) -> {
              if (count > limit) {
                out.printf("  … and %,d more %s (--limit)%n", count - limit, word(state));
              }
            });
  }

  private static void line(PrintStream out, ExpectedLine line) {
    ExpectedLine.Expected expected = line.expected();
    ExpectedLine.Listed listed = line.listed();
    Long fee = expected == null ? null : expected.fee();
    out.printf(
        Locale.ROOT,
        "  %-14s  %-24s  %-10s  %-8s  %-28s  %-24s  %18s  %12s  %18s  %12s  %7s%n",
        word(line.state()),
        line.nightClass(),
        line.date(),
        line.kind(),
        line.channelId().isEmpty() ? "-" : line.channelId(),
        line.ownId().isEmpty() ? "-" : line.ownId(),
        expected == null ? "-" : Amounts.withCode(expected.amount(), expected.currency()),
        expected == null || fee == null
            ? "-"
            : Amounts.grouped(BigInteger.valueOf(fee), expected.currency()),
        listed == null ? "-" : Amounts.withCode(listed.amount(), listed.currency()),
        listed == null ? "-" : Amounts.grouped(BigInteger.valueOf(listed.fee()), listed.currency()),
        listed == null ? "-" : listed.line());
  }

  private static void total(PrintStream out, ExpectedTotal total) {
    String code = total.currency();
    boolean byLedger = total.rows() > 0;
    row(
        out,
        word(total.state()),
        total.kind(),
        byLedger ? total.rows() : total.listed(),
        code,
        byLedger ? total.amount() : total.listedAmount());
    out.print(", fees " + Amounts.grouped(byLedger ? total.fee() : total.listedFee(), code));
    if (byLedger && total.listed() > 0) {
      out.printf(
          "; listed %,d lines %s, fees %s",
          total.listed(),
          Amounts.grouped(total.listedAmount(), code),
          Amounts.grouped(total.listedFee(), code));
    }
    out.println("  " + total.nightClass());
  }

  private static void row(
      PrintStream out, String what, String kind, long lines, String code, BigInteger amount) {
    out.printf(
        Locale.ROOT,
        "  %-14s %-8s %,12d lines  %s %18s",
        what,
        kind,
        lines,
        code,
        Amounts.grouped(amount, code));
  }

  private static String notes(ExpectedSum sum) {
    StringJoiner notes = new StringJoiner(", ", " (", ")").setEmptyValue("");
    if (sum.carried() > 0) {
      notes.add("%,d from days before".formatted(sum.carried()));
    }
    if (sum.feesUnknown() > 0) {
      notes.add("%,d fees depend on the account".formatted(sum.feesUnknown()));
    }
    return notes.toString();
  }

  private static Map<RowState, Long> counts(List<ExpectedTotal> totals) {
    Map<RowState, Long> counts = new EnumMap<>(RowState.class);
    totals.forEach(total -> counts.merge(total.state(), total.count(), Long::sum));
    return counts;
  }

  private static String word(RowState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
