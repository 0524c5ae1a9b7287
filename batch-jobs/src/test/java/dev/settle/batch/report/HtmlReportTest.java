package dev.settle.batch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.reconciliation.ProofRow;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final String EVIL = "<script>alert('x')</script>\"&";

  @Test
  void shouldShowTextFromOutsideAsText() {
    String page =
        new HtmlReport(report(BigInteger.ZERO, "PROVED", true), ReportNames.of("WECHAT"))
            .page(List.of(found(EVIL)), 1, List.of(tolerated(EVIL)), 1);

    assertThat(page)
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;");
  }

  @Test
  void shouldStandAlone() {
    assertThat(page(report(BigInteger.ZERO, "PROVED", true)))
        .doesNotContain("http://", "https://", "<link", "<img", "@import", "url(");
  }

  @Test
  void shouldSayHowManyBreaksAreNotOnThePage() {
    String page =
        new HtmlReport(report(BigInteger.ZERO, "PROVED", true), ReportNames.of("WECHAT"))
            .page(List.of(found("o1")), 12_345, List.of(), 0);

    assertThat(page).contains("1 of 12,345; all of them in <a href=\"wechat-breaks.csv\">");
  }

  @Test
  void shouldWarnOfWhatMayNotBeSigned() {
    assertThat(page(report(BigInteger.ONE, "INCOMPLETE", false)))
        .contains("INCOMPLETE", "NOT ZERO", "Nothing here may be signed");
    assertThat(page(report(BigInteger.ZERO, "PROVED", false)))
        .contains("PROVISIONAL", "not closed");
    assertThat(page(report(BigInteger.ZERO, "PROVED", true))).doesNotContain("class=\"warn\"");
  }

  @Test
  void shouldWriteTheJsonOfItsSchema() throws IOException {
    StringWriter out = new StringWriter();
    try (JsonReport json = JsonReport.over(out)) {
      json.begin(report(BigInteger.ZERO, "PROVED", true));
      json.beginBreaks();
      json.found(found("o\"1"));
    }

    assertThat(out.toString())
        .startsWith("{\n  \"schema\" : \"settle.reconciliation-report/1\",")
        .contains("\"order_id\" : \"o\\\"1\"")
        .contains("\"previous_date\" : null")
        .endsWith("}\n");
  }

  private static String page(Report report) {
    return new HtmlReport(report, ReportNames.of("WECHAT")).page(List.of(), 0, List.of(), 0);
  }

  private static ReportedBreak found(String order) {
    return new ReportedBreak(
        "NEW",
        "MISSING_IN_CHANNEL",
        0,
        "0-1",
        "2026-11-22",
        "CNY",
        100,
        0,
        100,
        order,
        "",
        order,
        0,
        "PAYMENT",
        "b1",
        "i1",
        "",
        "",
        "");
  }

  private static ReportedTolerance tolerated(String order) {
    return new ReportedTolerance(
        "CNY", BigInteger.ONE, 101, 100, 1, order, "", order, "1900000109", 7);
  }

  private static Report report(BigInteger residual, String verdict, boolean closed) {
    BigInteger zero = BigInteger.ZERO;
    ProofRow row =
        new ProofRow(
            "CNY", zero, 1, zero, 1, zero, zero, zero, 1, zero, zero, 0, zero, zero, residual);
    return new Report(
        LocalDate.parse("2026-11-22"),
        "WECHAT",
        closed,
        List.of(new Report.Proved(row, verdict)),
        new Report.Chain("r", "", "", "s"),
        List.of(new Report.StatementFile("1900000109", "ALL", EVIL, "WECHAT_TRADE_BILL", "ab", 1)),
        List.of(new Report.SideTotal("LEDGER", "PAYMENT", "CNY", 1, zero, zero, zero)),
        List.of(new Report.ClassTotal("MATCHED", "CNY", 1, zero, zero)),
        List.of(),
        List.of(),
        List.of());
  }
}
