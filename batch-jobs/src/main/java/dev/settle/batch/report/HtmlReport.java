package dev.settle.batch.report;

import dev.settle.batch.reconciliation.ProofRow;
import dev.settle.batch.report.Html.Column;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * The report as one page that needs nothing else: for the screen, for printing on A4, for
 * signatures. Lists are bounded; the whole of them stands in the CSV files beside it.
 */
final class HtmlReport {
  /** Breaks on the page. */
  static final int BREAKS_MAX = 200;

  /** Tolerated differences on the page. */
  static final int TOLERATED_MAX = 50;

  private final Report report;
  private final ReportNames names;
  private final Html html;

  HtmlReport(Report report, ReportNames names) {
    this.report = report;
    this.names = names;
    this.html = Html.page("Reconciliation %s %s".formatted(report.channel(), report.date()));
  }

  /**
   * The page.
   *
   * @param breaks the first of them
   * @param breakCount how many there are
   * @param tolerated the first of them
   * @param toleratedCount how many there are
   */
  String page(
      List<ReportedBreak> breaks,
      long breakCount,
      List<ReportedTolerance> tolerated,
      long toleratedCount) {
    header();
    facts();
    proof();
    sides();
    classes();
    ages();
    breaks(breaks, breakCount);
    tolerated(tolerated, toleratedCount);
    unapplied();
    files();
    chain();
    signatures();
    return html.endPage();
  }

  private void header() {
    html.raw(
            "<header>\n<div><h1>Reconciliation report <span lang=\"zh\">对账报告</span></h1>\n<p class=\"sub\">")
        .text(Labels.both(report.channel()))
        .raw(" · business date <span lang=\"zh\">账期</span> <b>")
        .text(report.date().toString())
        .raw("</b></p></div>\n<div class=\"verdict ")
        .raw(report.verdict().name().toLowerCase(Locale.ROOT))
        .raw("\"><b>")
        .text(report.verdict().name())
        .raw("</b><span lang=\"zh\">")
        .text(Labels.chinese(report.verdict().name()))
        .raw("</span></div>\n</header>\n");
    switch (report.verdict()) {
      case INCOMPLETE ->
          html.raw(
              "<p class=\"warn\">The day is not proved: a residual is left. Nothing here may be signed.</p>\n");
      case PROVISIONAL ->
          html.raw(
              "<p class=\"warn\">The day is not closed: what is found may still change.</p>\n");
      case PROVED -> {}
    }
  }

  private void facts() {
    html.raw("<section class=\"facts\">\n");
    for (Report.Proved proved : report.proofs()) {
      ProofRow row = proved.row();
      html.fact("", "Ledger", "账务", money(row.ledger(), row), count(row.ledgerRows(), "row"));
      html.fact("", "Channel", "渠道", money(row.channel(), row), count(row.channelLines(), "line"));
      html.fact("", "Fees charged", "手续费", money(row.fee(), row), "");
      html.fact(
          "",
          "Residual",
          "余差",
          money(row.residual(), row),
          row.holds() ? "exactly zero" : "NOT ZERO");
    }
    StringBuilder statuses = new StringBuilder();
    for (Report.StatusTotal status : report.statuses()) {
      statuses
          .append(statuses.isEmpty() ? "" : ", ")
          .append("%,d %s".formatted(status.breaks(), status.name().toLowerCase(Locale.ROOT)));
    }
    html.fact(
        "wide", "Open breaks", "未平差异", "%,d".formatted(report.openBreaks()), statuses.toString());
    html.raw("</section>\n");
  }

  private void proof() {
    html.raw("<section>\n").heading("对账证明", "Statement of proof");
    html.raw("<table class=\"proof\"><thead><tr><th></th>");
    report.proofs().forEach(p -> html.element("th", "n", p.row().currency()));
    html.raw("</tr></thead><tbody>\n");
    line("Open items before", "期初未平", "", ProofRow::opening);
    line("Ledger of the day", "本日账务", "+", ProofRow::ledger);
    line("Corrections of breaks", "调账", "+", ProofRow::adjusted);
    line("Channel of the day", "本日渠道", "−", ProofRow::channel);
    line("Tolerated differences", "容差", "−", ProofRow::tolerated);
    line("Open items after", "期末未平", "−", ProofRow::closing);
    html.raw("<tr class=\"total\"><td><i>=</i> Residual <span lang=\"zh\">余差</span></td>");
    report.proofs().forEach(p -> html.figure(grouped(p.row().residual(), p.row().currency())));
    html.raw("</tr>\n").endTable().raw("</section>\n");
  }

  private void line(String english, String chinese, String sign, Figure figure) {
    html.raw("<tr><td><i>").text(sign).raw("</i> ").text(english).raw(" <span lang=\"zh\">");
    html.text(chinese).raw("</span></td>");
    report.proofs().forEach(p -> html.figure(grouped(figure.of(p.row()), p.row().currency())));
    html.raw("</tr>\n");
  }

  private void sides() {
    html.raw("<section>\n").heading("双方合计", "Totals of both sides");
    html.table(
        List.of(
            Column.text("Side", "方"),
            Column.text("What", "类别"),
            Column.text("Currency", "币种"),
            Column.figures("Rows", "笔数"),
            Column.figures("Amount", "金额"),
            Column.figures("Fee charged", "手续费"),
            Column.figures("By the rate card", "应收手续费"),
            Column.figures("Fee difference", "手续费差异")));
    for (Report.SideTotal side : report.sides()) {
      boolean channel = side.side().equals("CHANNEL");
      html.raw("<tr>")
          .cell(Labels.both(side.side()))
          .cell(Labels.both(side.cause()))
          .cell(side.currency())
          .figure("%,d".formatted(side.rows()))
          .figure(grouped(side.amount(), side.currency()))
          .figure(channel ? grouped(side.fee(), side.currency()) : "")
          .figure(channel ? grouped(side.expectedFee(), side.currency()) : "")
          .figure(channel ? grouped(side.fee().subtract(side.expectedFee()), side.currency()) : "")
          .raw("</tr>\n");
    }
    html.endTable().raw("</section>\n");
  }

  private void classes() {
    html.raw("<section>\n").heading("分类结果", "Items by class");
    html.table(
        List.of(
            Column.text("Class", "分类"),
            Column.text("Currency", "币种"),
            Column.figures("Items", "笔数"),
            Column.figures("Ledger", "账务金额"),
            Column.figures("Channel", "渠道金额"),
            Column.figures("Difference", "差额")));
    for (Report.ClassTotal total : report.classes()) {
      html.raw("<tr>")
          .cell(Labels.both(total.name()))
          .cell(total.currency())
          .figure("%,d".formatted(total.items()))
          .figure(grouped(total.ledger(), total.currency()))
          .figure(grouped(total.channel(), total.currency()))
          .figure(grouped(total.ledger().subtract(total.channel()), total.currency()))
          .raw("</tr>\n");
    }
    html.endTable().raw("</section>\n");
  }

  private void ages() {
    html.raw("<section>\n").heading("未平差异账龄", "Open breaks by class and age");
    if (report.ages().isEmpty()) {
      html.raw(
          "<p class=\"none\">No break is open. <span lang=\"zh\">无未平差异</span></p>\n</section>\n");
      return;
    }
    html.table(
        List.of(
            Column.text("Class", "分类"),
            Column.text("Days", "天数"),
            Column.text("Currency", "币种"),
            Column.figures("Breaks", "笔数"),
            Column.figures("Money at stake", "涉及金额")));
    for (Report.AgeTotal age : report.ages()) {
      html.raw("<tr>")
          .cell(Labels.both(age.name()))
          .cell(age.bucket())
          .cell(age.currency())
          .figure("%,d".formatted(age.breaks()))
          .figure(grouped(age.stake(), age.currency()))
          .raw("</tr>\n");
    }
    html.endTable()
        .raw(
            "<p class=\"hint\">Sizes are added: opposite breaks do not hide each other.</p>\n</section>\n");
  }

  private void breaks(List<ReportedBreak> breaks, long count) {
    if (count == 0) {
      return;
    }
    html.raw("<section>\n").heading("差异明细", "Breaks");
    html.table(
        List.of(
            Column.text("Status", "状态"),
            Column.text("Class", "分类"),
            Column.text("Kind", "类型"),
            Column.figures("Days", "天数"),
            Column.text("Order, channel's id", "订单号 渠道号"),
            Column.figures("Ledger", "账务金额"),
            Column.figures("Channel", "渠道金额"),
            Column.figures("At stake", "涉及金额"),
            Column.text("Break", "差异号")));
    for (ReportedBreak found : breaks) {
      html.raw("<tr class=\"")
          .raw(found.status().toLowerCase(Locale.ROOT))
          .raw("\">")
          .cell(Labels.both(found.status()))
          .cell(Labels.both(found.breakClass()))
          .cell(Labels.both(found.kind()))
          .figure(Long.toString(found.ageDays()))
          .raw("<td class=\"code ids\">")
          .text(
              found.refundId().isEmpty()
                  ? found.orderId()
                  : found.orderId() + " / " + found.refundId())
          .raw("<br>")
          .text(found.channelTxnId())
          .raw("</td>")
          .figure(grouped(found.ledger(), found.currency()))
          .figure(grouped(found.channel(), found.currency()))
          .figure(Amounts.withCode(found.stake(), found.currency()))
          .raw("<td class=\"code\">")
          .text(found.id());
      if (!found.instruction().isEmpty()) {
        html.raw("<br>")
            .text("made by %s, checked by %s".formatted(found.maker(), found.checker()));
      }
      html.raw("</td></tr>\n");
    }
    html.endTable();
    rest(breaks.size(), count, names.breaksCsv());
    html.raw("</section>\n");
  }

  private void tolerated(List<ReportedTolerance> tolerated, long count) {
    if (count == 0) {
      return;
    }
    html.raw("<section>\n").heading("容差明细", "Tolerated differences");
    html.table(
        List.of(
            Column.text("Order, channel's id", "订单号 渠道号"),
            Column.text("Account, line", "商户号 行号"),
            Column.figures("Ledger", "账务金额"),
            Column.figures("Channel", "渠道金额"),
            Column.figures("Difference", "差额"),
            Column.figures("Allowed", "容差")));
    for (ReportedTolerance one : tolerated) {
      html.raw("<tr><td class=\"code\">")
          .text(one.refundId().isEmpty() ? one.orderId() : one.orderId() + " / " + one.refundId())
          .raw("<br>")
          .text(one.channelTxnId())
          .raw("</td>")
          .code("%s line %d".formatted(one.account(), one.line()))
          .figure(grouped(one.ledger(), one.currency()))
          .figure(grouped(one.channel(), one.currency()))
          .figure(one.currency() + " " + grouped(one.difference(), one.currency()))
          .figure(grouped(one.allowed(), one.currency()))
          .raw("</tr>\n");
    }
    html.endTable();
    rest(tolerated.size(), count, names.toleratedCsv());
    html.raw("</section>\n");
  }

  private void rest(int shown, long count, String csv) {
    html.raw("<p class=\"hint\">")
        .text("%,d of %,d; all of them in ".formatted(shown, count))
        .raw("<a href=\"")
        .text(csv)
        .raw("\">")
        .text(csv)
        .raw("</a></p>\n");
  }

  private void unapplied() {
    if (report.unapplied().isEmpty()) {
      return;
    }
    html.raw("<section>\n").heading("未核销调账", "Corrections that settled no break");
    html.raw(
        "<p class=\"warn\">Booked since the night before, but their breaks were not open any more, or not of that amount. Someone has to look.</p>\n");
    html.table(
        List.of(
            Column.text("Journal", "凭证"),
            Column.text("Break", "差异号"),
            Column.text("Currency", "币种"),
            Column.figures("On the channel's account", "渠道账户")));
    for (Report.Unapplied one : report.unapplied()) {
      html.raw("<tr>")
          .code(one.journalId())
          .code(one.breakId())
          .cell(one.currency())
          .figure(grouped(one.moved(), one.currency()))
          .raw("</tr>\n");
    }
    html.endTable().raw("</section>\n");
  }

  private void files() {
    html.raw("<section>\n").heading("对账文件", "Statements");
    html.table(
        List.of(
            Column.text("File", "文件"),
            Column.text("Account", "商户号"),
            Column.text("Format", "格式"),
            Column.figures("Lines", "行数"),
            Column.text("SHA-256 of the content", "摘要")));
    for (Report.StatementFile file : report.files()) {
      html.raw("<tr>")
          .code(file.name())
          .cell(file.account())
          .cell(file.format())
          .figure("%,d".formatted(file.lines()))
          .code(file.sha256())
          .raw("</tr>\n");
    }
    html.endTable().raw("</section>\n");
  }

  private void chain() {
    Report.Chain chain = report.chain();
    html.raw("<section>\n").heading("证明链", "Chain of proofs").raw("<dl>\n");
    term("This proof 本日证明", chain.sha256());
    term("Results 结果", chain.resultsSha256());
    term(
        "Proof before 前一证明",
        chain.previousDate().isEmpty()
            ? "none: this is the first"
            : chain.previousDate() + " " + chain.previousSha256());
    html.raw(
        "</dl>\n<p class=\"hint\">Anyone can compute them again: settle prove.</p>\n</section>\n");
  }

  private void term(String name, String value) {
    html.element("dt", "", name).element("dd", "code", value).raw("\n");
  }

  private void signatures() {
    html.raw("<section class=\"sign\">\n");
    for (String[] role :
        new String[][] {{"Prepared by", "制表"}, {"Reviewed by", "复核"}, {"Approved by", "审批"}}) {
      html.raw("<div><span class=\"label\">")
          .text(role[0])
          .raw(" <span lang=\"zh\">")
          .text(role[1])
          .raw(
              "</span></span><span class=\"rule\"></span><span class=\"note\">Name, signature <span lang=\"zh\">姓名 签字</span></span>")
          .raw(
              "<span class=\"rule\"></span><span class=\"note\">Date <span lang=\"zh\">日期</span></span></div>\n");
    }
    html.raw("</section>\n");
  }

  private static String count(long n, String of) {
    return "%,d %s%s".formatted(n, of, n == 1 ? "" : "s");
  }

  private static String money(BigInteger minor, ProofRow row) {
    return Amounts.withCode(minor, row.currency());
  }

  private static String grouped(BigInteger minor, String currency) {
    return Amounts.grouped(minor, currency);
  }

  private static String grouped(long minor, String currency) {
    return Amounts.grouped(BigInteger.valueOf(minor), currency);
  }

  /** A figure of a proof. */
  @FunctionalInterface
  private interface Figure {
    BigInteger of(ProofRow row);
  }
}
