package dev.settle.batch.settlement.statement;

import dev.settle.batch.report.Amounts;
import dev.settle.batch.report.Html;
import dev.settle.batch.report.Html.Column;
import dev.settle.batch.report.Labels;
import dev.settle.batch.settlement.SettlementLine.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lines of orders: a row for each night and channel, a column for each kind there is. */
final class LineTable {
  private final PayeeStatement statement;
  private final Html html;
  private final List<Kind> kinds;
  private final Map<String, Map<Kind, StatementLine>> rows = new TreeMap<>();

  LineTable(PayeeStatement statement, Html html) {
    this.statement = statement;
    this.html = html;
    for (StatementLine line : statement.lines()) {
      if (line.isOfOrders()) {
        rows.computeIfAbsent(line.reference(), reference -> new EnumMap<>(Kind.class))
            .put(line.kind(), line);
      }
    }
    this.kinds =
        StatementLine.OF_ORDERS.stream()
            .filter(kind -> rows.values().stream().anyMatch(row -> row.containsKey(kind)))
            .toList();
  }

  void write() {
    html.raw("<section>\n").heading("按日期和渠道", "By night and channel");
    if (rows.isEmpty()) {
      html.raw("<p class=\"none\">")
          .both("Nothing happened in the window.", "本期无交易")
          .raw("</p>\n</section>\n");
      return;
    }
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("Night", "账期"));
    columns.add(Column.text("Channel", "渠道"));
    kinds.forEach(
        kind -> columns.add(Column.figures(KindName.english(kind), KindName.chinese(kind))));
    columns.add(Column.figures("Sum", "合计"));
    html.table(columns);
    rows.values().forEach(this::row);
    html.raw("<tr class=\"total\"><td>").both("Activity", "发生额").raw("</td><td></td>");
    kinds.forEach(kind -> html.figure(grouped(statement.total(kind))));
    html.figure(grouped(BigInteger.valueOf(statement.activity()))).raw("</tr>\n").endTable();
    html.raw("<p class=\"hint\">")
        .text(
            "Below each amount stands how many it adds up; the amount leads to them. Amounts in "
                + statement.currency()
                + ", as the payee sees them.")
        .raw("</p>\n</section>\n");
  }

  private void row(Map<Kind, StatementLine> row) {
    StatementLine any = row.values().iterator().next();
    html.raw("<tr>").cell(any.night()).cell(Labels.both(any.channel()));
    BigInteger sum = BigInteger.ZERO;
    for (Kind kind : kinds) {
      StatementLine line = row.get(kind);
      cell(line);
      if (line != null) {
        sum = sum.add(BigInteger.valueOf(line.amount()));
      }
    }
    html.figure(grouped(sum)).raw("</tr>\n");
  }

  private void cell(@Nullable StatementLine line) {
    if (line == null) {
      html.cell("");
      return;
    }
    html.raw("<td class=\"n\"><a href=\"#line-" + line.number() + "\">")
        .text(grouped(BigInteger.valueOf(line.amount())))
        .raw("</a>")
        .element("span", "note", "%,d".formatted(line.items()))
        .raw("</td>");
  }

  private String grouped(BigInteger minor) {
    return Amounts.grouped(minor, statement.currency());
  }
}
