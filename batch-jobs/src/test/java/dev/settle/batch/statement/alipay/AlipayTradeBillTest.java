package dev.settle.batch.statement.alipay;

import static dev.settle.batch.statement.alipay.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.Packed;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.StatementSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AlipayTradeBillTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final StatementSummary SUMMARY =
      new StatementSummary(
          "ALIPAY_TRADE_BILL", "ALL", "ALIPAY", MERCHANT, DAY, 3, "CNY", 2, 9501, 1, 3800, 34);
  private static final List<StatementLine> LINES =
      List.of(
          new StatementLine(
              "2026030222001458860515315453",
              null,
              "order_1",
              null,
              LineKind.PAYMENT,
              "SUCCESS",
              9500,
              57,
              "CNY",
              Instant.parse("2026-03-01T16:00:03Z"),
              6),
          new StatementLine(
              "2026030222001458860515315453",
              "2026030222001458860515315453/re_1",
              "order_1",
              "re_1",
              LineKind.REFUND,
              "SUCCESS",
              -3800,
              -23,
              "CNY",
              Instant.parse("2026-03-02T02:56:48Z"),
              7),
          new StatementLine(
              "2026030222001465870515233238",
              null,
              "order_2",
              null,
              LineKind.PAYMENT,
              "SUCCESS",
              1,
              0,
              "CNY",
              Instant.parse("2026-03-02T08:58:58Z"),
              8));

  private final Path dir;

  AlipayTradeBillTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void shouldReadPlainBillInGbk() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    StatementCheck check = check(dir, gbk(TRADE_25), new Expectation(MERCHANT, DAY), lines);
    assertThat(check.reason()).isNull();
    assertThat(check.summary()).isEqualTo(SUMMARY);
    assertThat(lines).isEqualTo(LINES);
  }

  @Test
  void shouldReadZipWithItsSummary() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    byte[] zip = zip("业务明细", TRADE_25, TRADE_SUMMARY);
    StatementCheck check = check(dir, zip, new Expectation(MERCHANT, DAY), lines);
    assertThat(check.reason()).isNull();
    assertThat(check.summary()).isEqualTo(SUMMARY);
    assertThat(lines).isEqualTo(LINES);
  }

  @Test
  void shouldReadSummaryWhoseAmountsAreOfPaymentsOnly() throws IOException {
    String summary =
        TRADE_SUMMARY.replace(
            "2,1,60.01,57.01,0.00,3.00,0.00,-0.34,0.00,56.67",
            "2,1,100.01,95.01,0.00,5.00,0.00,-0.34,0.00,56.67");
    assertAccepted(zip("业务明细", TRADE_25, summary));
  }

  @Test
  void shouldReadGzip() throws IOException {
    assertAccepted(Packed.gzip(gbk(TRADE_25)));
  }

  @Test
  void shouldReadUtf8WithByteOrderMarkAndWithout() throws IOException {
    assertAccepted(TRADE_25.getBytes(StandardCharsets.UTF_8));
    assertAccepted(("\uFEFF" + TRADE_25).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldReadBillWithoutLastLineEnd() throws IOException {
    assertAccepted(gbk(TRADE_25.stripTrailing()));
  }

  @Test
  void shouldReadBillThatSpreadsheetSavedAgain() throws IOException {
    assertAccepted(
        gbk(
            TRADE_25
                .replaceAll("(?m)^(#.*)$", "$1,,,,,,,,,,,,,,,,,,,,,,,,")
                .replace("\t", "")
                .replace("杯子,\"大号\",#1", "\"杯子,大号,#1\"")));
  }

  @Test
  void shouldReadHalfWidthBracketsAndColons() throws IOException {
    assertAccepted(gbk(TRADE_25.replace('（', '(').replace('）', ')').replace('：', ':')));
  }

  @Test
  void shouldBindColumnsByName() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    String swapped =
        TRADE_25
            .replace("支付宝交易号,商户订单号,", "商户订单号,支付宝交易号,")
            .replaceAll("(?m)^(2026\\S+\t),(order_\\d\t),", "$2,$1,");
    StatementCheck check = check(dir, gbk(swapped), Expectation.none(), lines);
    assertThat(check.reason()).isNull();
    assertThat(lines).isEqualTo(LINES);
  }

  @Test
  void shouldRead29Columns() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    StatementCheck check = check(dir, gbk(TRADE_29), new Expectation(null, DAY), lines);
    assertThat(check.reason()).isNull();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).amount()).isEqualTo(29500);
    assertThat(lines.get(0).fee()).isEqualTo(59);
    assertThat(check.summary().merchant()).isEqualTo(MERCHANT);
  }

  @Test
  void shouldReadCommasInRemarkOf29Columns() throws IOException {
    assertAccepted(gbk(TRADE_29.replace("无线支付,,0.00", "无线支付,急,请快,谢谢,0.00")));
  }

  @Test
  void shouldAcceptDayWithoutTrades() throws IOException {
    String empty =
        TRADE_25
            .replaceAll("(?m)^2026.*\n", "")
            .replace("2笔，商家实收共95.01元，商家优惠共5.00", "0笔，商家实收共0.00元，商家优惠共0.00")
            .replace("1笔，商家实收退款共-38.00元，商家优惠退款共-2.00", "0笔，商家实收退款共0.00元，商家优惠退款共0.00");
    StatementCheck check = check(dir, gbk(empty));
    assertThat(check.reason()).isNull();
    assertThat(check.summary().lines()).isZero();
    assertThat(check.summary().businessDate()).isEqualTo(DAY);
  }

  @Test
  void shouldAcceptOldRefundWithoutNumber() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    check(dir, gbk(TRADE_25.replace("re_1\t", "\t")), Expectation.none(), lines);
    assertThat(lines.get(1).refundId()).isNull();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("交易合计：2笔", "交易合计：3笔", "field 交易合计: declares 3 rows, the bill has 2"),
        arguments("商家实收共95.01", "商家实收共95.02", "declares 商家实收95.02, the rows sum to 95.01"),
        arguments("商家优惠共5.00", "商家优惠共4.00", "declares 商家优惠4.00, the rows sum to 5.00"),
        arguments("退款合计：1笔", "退款合计：2笔", "field 退款合计: declares 2 rows, the bill has 1"),
        arguments("退款共-38.00", "退款共38.00", "declares 商家实收退款38.00, the rows sum to -38.00"),
        arguments("优惠退款共-2.00", "优惠退款共-2.01", "declares 商家优惠退款-2.01"),
        arguments("#交易合计：2笔，商家实收共95.01元，商家优惠共5.00元\n", "", "field 交易合计: the lines below"),
        arguments("商家实收共95.01元", "商家到手共95.01元", "'商家到手' is unknown: it cannot be verified"),
        arguments("商家实收共95.01元", "商家实收共95.01", "is not an amount of the form"),
        arguments("#导出", "#其他合计：1笔，共1.00元\n#导出", "field 其他合计: unknown total"),
        arguments("#退款合计：1笔", "#交易合计：1笔", "field 交易合计: is there twice"),
        arguments("#账号：[20881021500612340156]\n", "", "field 账号: the lines above"),
        arguments("[20881021500612340156]", "[20881021500612350156]", "where the bill must be of"),
        arguments("[20881021500612340156]", "[]", "names no account"),
        arguments("2026年03月02日 00:00:00]   终", "2026年03月02日 01:00:00]   终", "one whole day"),
        arguments("终止日期：[2026年03月03日", "终止日期：[2028年03月03日", "one whole day"),
        arguments("起始日期：[2026年03月02日 00", "起始日期：[2026年13月02日 00", "is not a period"),
        arguments("2026-03-02 16:58:58", "2026-03-03 00:00:00", "line 8, field 完成时间"),
        arguments("2026-03-02 16:58:58", "2026-02-30 16:58:58", "line 8, field 完成时间"),
        arguments("2026-03-02 16:58:56", "2026-03-02 16:58", "commas within a text"),
        arguments("服务费（元）", "手续费（元）", "line 5, field 服务费: the header lacks"),
        arguments("终端号", "操作员", "line 5, field 操作员: the header names this column twice"),
        arguments("order_1\t,退款\t", "order_1\t,撤销\t", "line 7, field 业务类型: '撤销' is neither"),
        arguments(
            "-40.00,-38.00", "-40.00,38.00", "field 商家实收: '38.00' is positive on a row of 退款"),
        arguments("100.00,95.00", "100.00,-95.00", "field 商家实收: '-95.00' is negative"),
        arguments("100.00,95.00", "-100.00,95.00", "field 订单金额: '-100.00' is negative"),
        arguments(",-0.57,", ",0.57,", "field 服务费: '0.57' is positive on a row of 交易"),
        arguments("re_1\t,0.23", "re_1\t,-0.23", "field 服务费: '-0.23' is negative on a row of 退款"),
        arguments("0.00,\t,-0.57", "0.00,re_9\t,-0.57", "field 退款批次号/请求号: a payment's row names"),
        arguments("100.00,95.00", "100.00,95.001", "field 商家实收: '95.001' has more than 2 decimals"),
        arguments("100.00,95.00", "100.00,９5.00", "is not a decimal amount"),
        arguments("100.00,95.00", "100.00,", "field 商家实收: is empty"),
        arguments(
            "2026030222001458860515315453\t,order_1\t,交易", "\t,order_1\t,交易", "支付宝交易号: is empty"),
        arguments("order_1\t,退款", "\t,退款", "line 7, field 商户订单号: is empty"),
        arguments("order_1\t,退款", "order 1\t,退款", "line 7, field 商户订单号: 'order 1' is not an id"),
        arguments(",0.23,0.00,下单测试", ",0.23,0.00", "line 7: 24 of 25 fields: the line is cut"),
        arguments("0.00,\t,-0.57,0.00,下单测试\n", "0.00\n", "line 6: 21 of 25 fields"),
        arguments(
            "#导出时间：[2026年03月03日 05:46:49]", "", "the file ends before its #导出时间: it is cut off"),
        arguments("05:46:49]", "05:4", "field 导出时间: '#导出时间：[2026年03月03日 05:4' is not a time"),
        arguments("[2026年03月03日 05", "[2026年03月02日 05", "is before the end of the day 2026-03-02"),
        arguments("列表结束-", "列表续-", "where the rows must end with #…列表结束"),
        arguments(
            "#导出", "2026030222001458860515315453\t,a\n#导出", "a row below the end of the rows"),
        arguments("#导出", "#支付宝业务明细查询\n#导出", "a second bill begins"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void shouldRefuseWhatDoesNotHold(String good, String bad, String reason) throws IOException {
    assertThat(TRADE_25).contains(good);
    StatementCheck check =
        check(
            dir,
            gbk(replaceFirst(TRADE_25, good, bad)),
            new Expectation(MERCHANT, null),
            new ArrayList<>());
    assertThat(check.accepted()).isFalse();
    assertThat(check.reason()).startsWith("20881021500612340156_20260302.csv ").contains(reason);
  }

  @Test
  void shouldRefuseRowAfterFooter() throws IOException {
    assertRefused(gbk(TRADE_25 + "2026030222001458860515315453\t,a\n"), "line 13: there is a row");
  }

  /** Alipay makes bills of a month too: the night needs a day's, a check by itself reads both. */
  @Test
  void shouldReadBillOfAMonthByItselfOnly() throws IOException {
    byte[] month =
        gbk(
            replaceFirst(TRADE_25, "起始日期：[2026年03月02日", "起始日期：[2026年03月01日")
                .replace("终止日期：[2026年03月03日", "终止日期：[2026年04月01日")
                .replace("导出时间：[2026年03月03日", "导出时间：[2026年04月01日"));
    List<StatementLine> lines = new ArrayList<>();
    StatementCheck check = check(dir, month, Expectation.none(), lines);

    assertThat(check.reason()).isNull();
    assertThat(lines).isEqualTo(LINES);
    assertThat(check.summary().businessDate()).isNull();
    assertThat(check(dir, month, new Expectation(null, DAY), new ArrayList<>()).reason())
        .contains("line 3, field 起始日期")
        .contains("where a statement is of one whole day");
  }

  @Test
  void shouldRefuseRowOutsideTheMonth() throws IOException {
    byte[] month =
        gbk(
            replaceFirst(TRADE_25, "起始日期：[2026年03月02日", "起始日期：[2026年03月03日")
                .replace("终止日期：[2026年03月03日", "终止日期：[2026年04月01日")
                .replace("导出时间：[2026年03月03日", "导出时间：[2026年04月01日"));

    assertRefused(month, "is not of the bill's days 2026-03-03 to 2026-03-31");
  }

  @Test
  void shouldRefuseWrongDay() throws IOException {
    StatementCheck check =
        check(dir, gbk(TRADE_25), new Expectation(null, DAY.plusDays(1)), new ArrayList<>());
    assertThat(check.reason())
        .contains("line 3, field 起始日期: is 2026-03-02 where the bill must be of 2026-03-03");
  }

  @Test
  void shouldRefuseNetThatDoesNotFollow() throws IOException {
    assertRefused(gbk(TRADE_29.replace("294.41", "294.40")), "field 实收净额: is 294.40 where");
  }

  @Test
  void shouldRefuseTextWhoseCommasLeaveAmountsOpen() throws IOException {
    String row = "*津水(602***@qq.com)\t,100.00";
    assertRefused(
        gbk(replaceFirst(TRADE_25, row, "津水,1.00\t,100.00")),
        "line 6, field 订单金额: 26 fields where the header has 25, and commas");
  }

  @Test
  void shouldRefuseCutFileAtEveryPlace() throws IOException {
    byte[] whole = gbk(TRADE_25.stripTrailing());
    for (int length = 20; length < whole.length; length += 7) {
      assertThat(check(dir, Arrays.copyOf(whole, length)).accepted())
          .as("cut at %d", length)
          .isFalse();
    }
  }

  @Test
  void shouldRefuseNulOtherCharsetAndOverlongLine() throws IOException {
    assertRefused(gbk(TRADE_25.replace("下单测试,2026", "下\0单,2026")), "line 6: NUL byte");
    byte[] mixed = gbk(TRADE_25);
    mixed[indexOf(mixed, "order_2".getBytes(GBK))] = (byte) 0xFF;
    assertRefused(mixed, "line 8: not GBK text");
    byte[] utf8 = TRADE_25.getBytes(StandardCharsets.UTF_8);
    utf8[indexOf(utf8, "order_2".getBytes(GBK))] = (byte) 0xB1;
    assertRefused(utf8, "line 8: not UTF-8 text");
    assertRefused(
        gbk(TRADE_25.replace("一号店", "一".repeat(40_000))), "line 6: longer than 65536 bytes");
    assertRefused(gbk(TRADE_25.replace("一号店", "店,".repeat(9_000))), "line 6: more than 281 fields");
  }

  @Test
  void shouldRefuseHostileRowQuickly() throws IOException {
    String quotes = "\"".repeat(60_000);
    assertRefused(gbk(replaceFirst(TRADE_25, "100.00,95.00", quotes + ",95.00")), "field 订单金额");
    assertRefused(gbk(replaceFirst(TRADE_25, "一号店", "1.00,".repeat(200))), "commas within a text");
    assertRefused(gbk(TRADE_25.replace("#交易合计：2笔", "#".repeat(60_000) + "合计：2笔")), "field");
  }

  static Stream<Arguments> summaryFaults() {
    return Stream.of(
        arguments("合计\t,\t,2,1", "合计\t,\t,3,1", "line 7, field 交易订单总笔数: declares '3' rows"),
        arguments("合计\t,\t,2,1", "合计\t,\t,2,0", "field 退款订单总笔数: declares '0' rows"),
        arguments("60.01", "60.02", "field 订单金额: declares 60.02, the details sum to 60.01"),
        arguments("57.01", "57.02", "field 商家实收: declares 57.02"),
        arguments("57.01,0.00,3.00", "57.01,0.00,3.01", "field 商家优惠: declares 3.01"),
        arguments("57.01,0.00", "57.01,0.01", "field 支付宝优惠: declares 0.01"),
        arguments("-0.34,0.00,56.67", "-0.35,0.00,56.67", "field 服务费: declares -0.35"),
        arguments("-0.34,0.00,56.67", "-0.34,0.01,56.67", "field 分润: declares 0.01"),
        arguments("56.67", "57.67", "field 实收净额: declares 57.67"),
        arguments("合计\t,", "总计\t,", "the row 合计 lacks"),
        arguments("[20881021500612340156]", "[20881021500612350156]", "field 账号"),
        arguments(
            "[2026年03月02日 00:00:00]   终止日期：[2026年03月03日",
            "[2026年03月01日 00:00:00]   终止日期：[2026年03月02日",
            "field 起始日期"),
        arguments("退款订单总笔数", "退款笔数", "line 5, field 退款订单总笔数: the header lacks"),
        arguments("#导出时间：[2026年03月03日 05:46:49]", "", "it is cut off"));
  }

  @ParameterizedTest
  @MethodSource("summaryFaults")
  void shouldRefuseSummaryThatDoesNotAgree(String good, String bad, String reason)
      throws IOException {
    assertThat(TRADE_SUMMARY).contains(good);
    int from = Math.max(0, TRADE_SUMMARY.lastIndexOf(good));
    String summary =
        TRADE_SUMMARY.substring(0, from) + bad + TRADE_SUMMARY.substring(from + good.length());
    assertThat(check(dir, zip("业务明细", TRADE_25, summary)).reason())
        .contains("20881021500612340156_20260302_业务明细(汇总).csv ", reason);
  }

  @Test
  void shouldRefuseZipThatIsNotOneBill() throws IOException {
    assertRefused(zip("业务明细", TRADE_25, TRADE_25), "is a second TRADE_DETAIL");
    assertRefused(zip("业务明细", TRADE_SUMMARY, TRADE_SUMMARY), "is a second TRADE_SUMMARY");
    assertRefused(zip("业务明细", TRADE_25, "readme\n"), "is no file of an Alipay bill");
    assertRefused(gbk(TRADE_SUMMARY), "there is no file of details, only their 汇总");
    assertRefused(
        Packed.zip(GBK, Map.of("a.csv", gbk(TRADE_25), "b.csv", gbk(ACCOUNT_12))),
        "several formats");
  }

  private void assertAccepted(byte[] content) throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    StatementCheck check = check(dir, content, new Expectation(MERCHANT, DAY), lines);
    assertThat(check.reason()).isNull();
    assertThat(check.accepted()).isTrue();
    assertThat(lines).isNotEmpty();
  }

  private void assertRefused(byte[] content, String reason) throws IOException {
    StatementCheck check = check(dir, content);
    assertThat(check.accepted()).isFalse();
    assertThat(check.reason()).contains(reason);
  }

  private static String replaceFirst(String text, String from, String to) {
    int at = text.indexOf(from);
    return text.substring(0, at) + to + text.substring(at + from.length());
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i <= bytes.length - part.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}
