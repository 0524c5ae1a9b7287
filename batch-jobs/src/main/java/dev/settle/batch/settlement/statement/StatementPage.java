package dev.settle.batch.settlement.statement;

import dev.settle.batch.report.Amounts;
import dev.settle.batch.report.Html;
import dev.settle.batch.report.Html.Column;
import dev.settle.batch.settlement.SettlementLine.Kind;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A statement as one page that needs nothing else, for the screen and for A4: what is paid, why,
 * and from which orders. Every sum of orders links to them.
 */
final class StatementPage {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final PayeeStatement statement;
  private final OrderTally orders;
  private final String csv;
  private final String ordersCsv;
  private final Html html;

  /**
   * A page.
   *
   * @param csv name of the file beside it with its figures
   * @param ordersCsv name of the one with every order
   */
  StatementPage(PayeeStatement statement, OrderTally orders, String csv, String ordersCsv) {
    this.statement = statement;
    this.orders = orders;
    this.csv = csv;
    this.ordersCsv = ordersCsv;
    this.html = Html.page("Settlement " + statement.title());
  }

  /** The page as text. */
  String html() {
    header();
    heading();
    html.raw("<div class=\"two\">\n");
    summary();
    html.raw("<div>\n");
    standing();
    otherLines();
    html.raw("</div>\n</div>\n");
    new LineTable(statement, html).write();
    orders();
    return html.endPage();
  }

  private void header() {
    html.raw("<header>\n<div><h1>")
        .both("Settlement statement", "结算单")
        .raw("</h1>\n<p class=\"sub\"><b>")
        .text(statement.name().isEmpty() ? statement.payee() : statement.name())
        .raw("</b> · ")
        .text(statement.name().isEmpty() ? "" : statement.payee() + " · ")
        .both("window", "结算周期")
        .raw(" <b>")
        .text(statement.window().day().toString())
        .raw("</b></p></div>\n<div class=\"verdict ")
        .raw(isPaid() ? "proved" : "provisional")
        .raw("\"><b>")
        .text(Amounts.withCode(statement.net(), statement.currency()))
        .raw("</b>");
    if (isPaid()) {
      html.both("payout due " + statement.window().due(), "打款");
    } else {
      html.both("not paid: carried forward", "结转下期");
    }
    html.raw("</div>\n</header>\n");
  }

  private boolean isPaid() {
    return statement.payout() > 0;
  }

  private void heading() {
    html.raw("<section>\n<dl class=\"terms\">\n");
    Instant from = statement.window().from();
    Instant to = statement.window().to();
    term("Window", "结算周期", period(from, to, statement.zone()), "");
    term("In UTC", "协调世界时", period(from, to, ZoneOffset.UTC), "");
    term("Due", "打款日", statement.window().due().toString(), "");
    term("Settled by the night of", "结算批次日", statement.night().toString(), "");
    term("Settlement", "结算单号", statement.id(), "code");
    html.raw("<dt>").both("Files", "文件").raw("</dt><dd>").raw(link(csv)).raw(" · ");
    html.raw(link(ordersCsv)).raw("</dd>\n</dl>\n</section>\n");
  }

  private void term(String english, String chinese, String value, String cssClass) {
    html.raw("<dt>").both(english, chinese).raw("</dt>").element("dd", cssClass, value).raw("\n");
  }

  private static String period(Instant from, Instant to, ZoneId zone) {
    return "%s to before %s %s"
        .formatted(
            TIME.format(from.atZone(zone)),
            TIME.format(to.atZone(zone)),
            zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
  }

  private void summary() {
    html.raw("<section>\n").heading("结算汇总", "Summary");
    html.table(
        List.of(
            Column.text("", ""),
            Column.figures("Items", "笔数"),
            Column.figures(statement.currency(), "金额")));
    for (Kind kind : Kind.values()) {
      if (kind == Kind.PAYOUT_RETURNED) {
        sum("sum", "Activity of the window", "本期发生额", BigInteger.valueOf(statement.activity()));
      }
      if (statement.items(kind) > 0) {
        boolean counted = StatementLine.OF_ORDERS.contains(kind);
        html.raw("<tr><td>")
            .both(KindName.english(kind), KindName.chinese(kind))
            .raw("</td>")
            .figure(counted ? "%,d".formatted(statement.items(kind)) : "")
            .figure(grouped(statement.total(kind)))
            .raw("</tr>\n");
      }
    }
    sum("total", "Net", "净额", BigInteger.valueOf(statement.net()));
    sum("", "Paid out", "打款", BigInteger.valueOf(statement.payout()));
    sum("", "Carried forward", "结转下期", BigInteger.valueOf(statement.after().carriedForward()));
    html.endTable().raw("</section>\n");
  }

  private void sum(String cssClass, String english, String chinese, BigInteger amount) {
    html.raw("<tr class=\"" + cssClass + "\"><td>")
        .both(english, chinese)
        .raw("</td><td></td>")
        .figure(grouped(amount))
        .raw("</tr>\n");
  }

  private void standing() {
    Standing before = statement.before();
    Standing after = statement.after();
    html.raw("<section>\n").heading("结余", "What stands open");
    html.table(
        List.of(
            Column.text("", ""), Column.figures("Before", "期初"), Column.figures("After", "期末")));
    open("Carried forward", "结转", before.carriedForward(), after.carriedForward());
    open("Reserve held", "保证金余额", before.reserveHeld(), after.reserveHeld());
    open("Owed by the payee", "欠款余额", before.owed(), after.owed());
    html.endTable().raw("</section>\n");
  }

  private void open(String english, String chinese, long before, long after) {
    html.raw("<tr><td>")
        .both(english, chinese)
        .raw("</td>")
        .figure(grouped(BigInteger.valueOf(before)))
        .figure(grouped(BigInteger.valueOf(after)))
        .raw("</tr>\n");
  }

  private void otherLines() {
    List<StatementLine> others =
        statement.lines().stream().filter(line -> !line.isOfOrders()).toList();
    if (others.isEmpty()) {
      return;
    }
    html.raw("<section>\n").heading("其他明细", "Other lines");
    html.table(
        List.of(
            Column.text("What", "类别"),
            Column.text("From", "来源"),
            Column.figures(statement.currency(), "金额")));
    for (StatementLine line : others) {
      html.raw("<tr><td>")
          .both(KindName.english(line.kind()), KindName.chinese(line.kind()))
          .raw("</td>")
          .code(line.reference())
          .figure(grouped(BigInteger.valueOf(line.amount())))
          .raw("</tr>\n");
    }
    html.endTable().raw("</section>\n");
  }

  private void orders() {
    List<StatementLine> lines =
        statement.lines().stream().filter(StatementLine::isOfOrders).toList();
    if (!lines.isEmpty()) {
      html.raw("<section class=\"appendix\">\n").heading("订单明细", "Orders");
      html.raw("<p class=\"hint\">Line by line; as a table in ").raw(link(ordersCsv)).raw("</p>\n");
      lines.forEach(this::orders);
      html.raw("</section>\n");
    }
  }

  private void orders(StatementLine line) {
    List<OrderRow> shown = orders.first(line);
    html.raw("<section class=\"orders\" id=\"line-" + line.number() + "\">\n<h3>")
        .text("%s %s · ".formatted(line.night(), line.channel()))
        .both(KindName.english(line.kind()), KindName.chinese(line.kind()))
        .text(": %,d · ".formatted(line.items()))
        .text(Amounts.withCode(line.amount(), statement.currency()))
        .raw("</h3>\n");
    html.table(
        List.of(
            Column.text("Time " + statement.zone().getId(), "时间"),
            Column.text("Order", "订单号"),
            Column.text("Reference", "流水号"),
            Column.figures(statement.currency(), "金额")));
    for (OrderRow row : shown) {
      html.raw("<tr>")
          .cell(TIME.format(row.occurredAt().atZone(statement.zone())))
          .code(row.orderId())
          .code(row.reference().equals(row.orderId()) ? "" : row.reference())
          .figure(grouped(BigInteger.valueOf(row.amount())))
          .raw("</tr>\n");
    }
    html.endTable();
    if (shown.size() < line.items()) {
      html.raw("<p class=\"hint\">")
          .text("%,d of %,d; all of them in ".formatted(shown.size(), line.items()))
          .raw(link(ordersCsv))
          .raw("</p>\n");
    }
    html.raw("</section>\n");
  }

  private String grouped(BigInteger minor) {
    return Amounts.grouped(minor, statement.currency());
  }

  private static String link(String file) {
    return "<a href=\"" + file + "\">" + file + "</a>";
  }
}
