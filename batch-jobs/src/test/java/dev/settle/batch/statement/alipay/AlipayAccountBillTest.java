package dev.settle.batch.statement.alipay;

import static dev.settle.batch.statement.alipay.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementLine;
import dev.settle.batch.statement.StatementSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlipayAccountBillTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

  private final Path dir;

  AlipayAccountBillTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void shouldReadEntriesOfEveryKind() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    StatementCheck check = check(dir, gbk(ACCOUNT_12), new Expectation(MERCHANT, DAY), lines);
    assertThat(check.reason()).isNull();
    assertThat(check.summary())
        .isEqualTo(
            new StatementSummary(
                "ALIPAY_ACCOUNT_BILL",
                "ALL",
                "ALIPAY",
                MERCHANT,
                DAY,
                7,
                "CNY",
                1,
                9500,
                1,
                3800,
                34));
    String trade = "2026030222001458860515315453";
    assertThat(lines)
        .extracting(
            StatementLine::kind,
            StatementLine::amount,
            StatementLine::fee,
            StatementLine::channelTxnId,
            StatementLine::orderId)
        .containsExactly(
            tuple(LineKind.PAYOUT, -50000L, 0L, "2026030200000106", ""),
            tuple(LineKind.TRANSFER, -2000L, 0L, "2026030200000105", ""),
            tuple(LineKind.FEE, 0L, -23L, trade, "order_1"),
            tuple(LineKind.REFUND, -3800L, 0L, trade, "order_1"),
            tuple(LineKind.FEE, 0L, 57L, trade, "order_1"),
            tuple(LineKind.PAYMENT, 9500L, 0L, trade, "order_1"),
            tuple(LineKind.ADJUSTMENT, 2004L, 0L, "100", ""));
    assertThat(lines.stream().mapToLong(StatementLine::net).sum()).isEqualTo(11527 - 55857);
  }

  @Test
  void shouldReadZipWithItsSummary() throws IOException {
    assertThat(check(dir, zip("账务明细", ACCOUNT_12, ACCOUNT_SUMMARY)).reason()).isNull();
  }

  @Test
  void shouldReadOldestFirst() throws IOException {
    List<String> rows = new ArrayList<>(ACCOUNT_12.lines().toList());
    Collections.reverse(rows.subList(5, 12));
    assertThat(check(dir, gbk(String.join("\n", rows))).reason()).isNull();
  }

  @Test
  void shouldReadUnsignedExpensesAndEmptyFields() throws IOException {
    String bill =
        ACCOUNT_12
            .replace(",0.00,-", ",,")
            .replace(",0.00,", ",,")
            .replace("共-558.57元", "共558.57元");
    assertThat(check(dir, gbk(bill)).reason()).isNull();
  }

  @Test
  void shouldReadNewerColumnsInOtherOrder() throws IOException {
    String bill =
        """
        #支付宝账务明细查询
        #账号：[20881021500612340156]
        #起始日期：[2026年03月02日 00:00:00]   终止日期：[2026年03月03日 00:00:00]
        #-----------------------------------------账务明细列表----------------------------------------
        账务流水号,业务流水号,商品名称,发生时间,收入金额（+元）,支出金额（-元）,账户余额（元）,业务类型,备注,商户订单号,对方账号,业务描述,业务基础订单号
        1570757242119060731\t,20260302200040011100730092344444\t,气球\t,2026-03-02 09:10:28\t,146.92\t,\t,1000.00\t,交易付款\t,订单收款\t,T200P5116032541422009305\t,买家\t,0010001|交易收款-交易收款\t,5116032541422009305\t
        #-----------------------------------------账务明细列表结束------------------------------------,,,,,,,
        #支出合计：0笔，共0.00元,,,,,,,
        #收入合计：1笔，共146.92元,,,,,,,
        #导出时间：[2026年03月03日 12:51:06],,,,,,,
        """;
    List<StatementLine> lines = new ArrayList<>();
    StatementCheck check =
        check(dir, ("\uFEFF" + bill).getBytes(StandardCharsets.UTF_8), Expectation.none(), lines);
    assertThat(check.reason()).isNull();
    assertThat(lines.get(0).kind()).isEqualTo(LineKind.PAYMENT);
    assertThat(lines.get(0).orderId()).isEqualTo("T200P5116032541422009305");
  }

  @ParameterizedTest
  @CsvSource({
    "交易,1,PAYMENT",
    "交易,-1,ADJUSTMENT",
    "在线支付,1,PAYMENT",
    "交易付款,1,PAYMENT",
    "退款,-1,REFUND",
    "退款（交易退款）,-1,REFUND",
    "交易退款,1,ADJUSTMENT",
    "收费,-1,FEE",
    "收费,1,FEE",
    "服务费,-1,FEE",
    "提现,-1,PAYOUT",
    "提现,1,PAYOUT",
    "转账,1,TRANSFER",
    "充值,1,TRANSFER",
    "交易分账,-1,TRANSFER",
    "保证金,-1,ADJUSTMENT",
    "没见过的,1,ADJUSTMENT"
  })
  void shouldSayWhatAnEntryIsAbout(String word, long moved, LineKind kind) {
    assertThat(AccountEntry.kindOf(word, moved)).isEqualTo(kind);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("支出合计：4笔", "支出合计：5笔", "field 支出合计: declares 5 rows, the bill has 4"),
        arguments("共-558.57元", "共-558.58元", "field 支出合计: declares -558.58, the rows sum to 558.57"),
        arguments("收入合计：3笔", "收入合计：2笔", "field 收入合计: declares 2 rows, the bill has 3"),
        arguments("共115.27元", "共-115.27元", "field 收入合计: declares -115.27"),
        arguments("#支出合计：4笔，共-558.57元\n", "", "field 支出合计: the lines below"),
        arguments("#收入合计：3笔，共115.27元\n", "", "field 收入合计: the lines below"),
        arguments("576.47", "576.48", "line 9, field 账户余额: is 576.48"),
        arguments("账户余额（元）", "余额（元）", "field 账户余额: the header lacks"),
        arguments("0.00,-38.00", "38.00,-38.00", "line 9, field 支出金额: the row has both"),
        arguments("95.00,0.00", "-95.00,0.00", "line 11, field 收入金额: '-95.00' is negative"),
        arguments("20.04,0.00", ",", "line 12, field 收入金额: is empty, and so is"),
        arguments("2026-03-02 22:00:00", "2026-03-03 22:00:00", "line 6, field 发生时间"),
        arguments("104\t,", "\t,", "line 8, field 账务流水号: is empty"),
        arguments(
            "104\t,2026030222001458860515315453\t,order_1\t,下单测试",
            "104\t",
            "line 8: 9 of 12 fields"),
        arguments("[20881021500612340156]", "[20881021500612350156]", "where the bill must be of"),
        arguments("终止日期：[2026年03月03日", "终止日期：[2028年04月01日", "one whole day"),
        arguments("#导出时间：[2026年03月03日 13:19:01]", "", "it is cut off"),
        arguments("#导出", "1\t,2\n#导出", "a row below the end of the rows"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void shouldRefuseWhatDoesNotHold(String good, String bad, String reason) throws IOException {
    int at = ACCOUNT_12.indexOf(good);
    assertThat(at).isNotNegative();
    String bill = ACCOUNT_12.substring(0, at) + bad + ACCOUNT_12.substring(at + good.length());
    StatementCheck check =
        check(dir, gbk(bill), new Expectation(MERCHANT, null), new ArrayList<>());
    assertThat(check.accepted()).isFalse();
    assertThat(check.reason()).contains(reason);
  }

  @Test
  void shouldRefuseMissingRowByTheBalanceAlone() throws IOException {
    String bill = ACCOUNT_12.replaceAll("(?m)^105.*\n", "").replace("4笔，共-558.57", "3笔，共-538.57");
    assertThat(check(dir, gbk(bill)).reason()).contains("line 7, field 账户余额: is 576.70");
  }

  @Test
  void shouldRefuseCutFileAtEveryPlace() throws IOException {
    byte[] whole = gbk(ACCOUNT_12.stripTrailing());
    for (int length = 20; length < whole.length; length += 7) {
      assertThat(check(dir, Arrays.copyOf(whole, length)).accepted())
          .as("cut at %d", length)
          .isFalse();
    }
  }

  static Stream<Arguments> summaryFaults() {
    return Stream.of(
        arguments("合计,3", "合计,4", "field 收入笔数: declares '4' rows, the details have 3"),
        arguments("115.27,4", "115.28,4", "field 收入金额: declares 115.28"),
        arguments("115.27,4", "115.27,3", "field 支出笔数: declares '3' rows"),
        arguments("-558.57", "-558.56", "field 支出金额: declares -558.56"),
        arguments("-443.30", "443.30", "field 总金额: declares 443.30"),
        arguments("[20881021500612340156]", "[20881021500612350156]", "field 账号"));
  }

  @ParameterizedTest
  @MethodSource("summaryFaults")
  void shouldRefuseSummaryThatDoesNotAgree(String good, String bad, String reason)
      throws IOException {
    assertThat(ACCOUNT_SUMMARY).contains(good);
    assertThat(check(dir, zip("账务明细", ACCOUNT_12, ACCOUNT_SUMMARY.replace(good, bad))).reason())
        .contains("20881021500612340156_20260302_账务明细(汇总).csv ", reason);
  }
}
