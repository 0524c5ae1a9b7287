package dev.settle.batch.statement.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.Packed;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FundFlowReaderTest {
  private static final String HEADER =
      "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号";
  private static final String SUMMARY = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";
  private static final List<String> ROWS =
      List.of(
          "`2021-02-01 00:00:00 ,`4200000846202102011,`1900000109001,`交易,`交易,`收入,`100.00,`100.20,`system,`,`o-1",
          "`2021-02-01 00:00:00,`4200000846202102011,`1900000109002,`交易,`扣除交易手续费,`支出,`0.60,`99.60,`system,`手续费,`o-1",
          "`2021-02-01 13:54:01,`50300806962021020105,`4200000846202102011,`退款,`退款,`支出,`10.00,`89.60,`1601959334API,`退款总金额10.00元;含手续费0.00元,`协商,`r-1",
          "`2021-02-01 13:54:02,`50300806962021020105,`1900000109003,`交易,`退回交易手续费,`收入,`0.06,`89.66,`system,`,`o-1",
          "`2021-02-01 15:00:00,`1021020115,`1900000109004,`提现,`提现,`支出,`80.00,`9.66,`user,`,`w-1",
          "`2021-02-01 16:00:00,`1021020116,`1900000109005,`分账,`分账,`支出,`1.00,`8.66,`API,`,`s-1",
          "`2021-02-01 17:00:00,`1021020117,`1900000109006,`保证金,`保证金冻结,`支出,`8.00,`0.66,`system,`,`");

  private final Path folder;

  FundFlowReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldReadEveryKindOfRowWithItsSign() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    StatementCheck check = check(bill(ROWS).getBytes(UTF_8), Expectation.none(), lines::add);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().format()).isEqualTo("WECHAT_FUND_FLOW");
    assertThat(check.summary().merchant()).as("the bill names none").isNull();
    assertThat(check.summary().businessDate()).isEqualTo(LocalDate.parse("2021-02-01"));
    assertThat(check.summary().lines()).isEqualTo(7);
    assertThat(check.summary().paymentAmount()).isEqualTo(10_000);
    assertThat(check.summary().refundAmount()).isEqualTo(1_000);
    assertThat(check.summary().feeAmount()).isEqualTo(54);
    assertThat(lines)
        .extracting(StatementLine::kind, StatementLine::amount, StatementLine::fee)
        .containsExactly(
            tuple(LineKind.PAYMENT, 10_000L, 0L),
            tuple(LineKind.FEE, 0L, 60L),
            tuple(LineKind.REFUND, -1_000L, 0L),
            tuple(LineKind.FEE, 0L, -6L),
            tuple(LineKind.PAYOUT, -8_000L, 0L),
            tuple(LineKind.TRANSFER, -100L, 0L),
            tuple(LineKind.ADJUSTMENT, -800L, 0L));
    assertThat(lines.get(2))
        .isEqualTo(
            new StatementLine(
                "50300806962021020105",
                "50300806962021020105",
                "",
                "r-1",
                LineKind.REFUND,
                "SUCCESS",
                -1_000,
                0,
                "CNY",
                Instant.parse("2021-02-01T05:54:01Z"),
                4));
    assertThat(lines.get(6).state()).isEqualTo("保证金冻结");
  }

  @ParameterizedTest
  @ValueSource(strings = {"half-width", "old counts", "bom", "lf", "gzip", "zip", "no line end"})
  void shouldReadTheBillHoweverItIsWritten(String variant) throws IOException {
    String text = bill(ROWS);
    byte[] bytes =
        switch (variant) {
          case "half-width" -> text.replace("（元）", "(元)").getBytes(UTF_8);
          case "old counts" -> text.replace("`7,`2,", "`7.0,`2.0,").getBytes(UTF_8);
          case "bom" -> ("\uFEFF" + text).getBytes(UTF_8);
          case "lf" -> text.replace("\r\n", "\n").getBytes(UTF_8);
          case "gzip" -> Packed.gzip(text.getBytes(UTF_8));
          case "zip" -> Packed.zip(UTF_8, Map.of("资金账单.csv", text.getBytes(UTF_8)));
          case "no line end" -> text.strip().getBytes(UTF_8);
          default -> throw new AssertionError(variant);
        };
    StatementCheck check = check(bytes, Expectation.none(), LineConsumer.NONE);
    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().lines()).isEqualTo(7);
  }

  @Test
  void shouldAcceptRowsOfOneSecondInAnyOrderAndNewestFirst() throws IOException {
    List<String> swapped = new ArrayList<>(ROWS);
    swapped.set(0, ROWS.get(1));
    swapped.set(1, ROWS.get(0));
    List<String> newestFirst = new ArrayList<>(ROWS);
    Collections.reverse(newestFirst);

    assertThat(check(bill(swapped)).reason()).isNull();
    assertThat(check(bill(newestFirst)).reason()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'`退款,`支出,`10.00,`89.60','`退款,`支出,`10.00,`89.61','line 4, field 账户结余: is 89.61 where the balance before it, 99.60'",
    "'`退款,`支出,`10.00','`退款,`支出,`-10.00','line 4, field 收支金额: ''-10.00'' has a sign'",
    "'`退款,`支出,`10.00','`退款,`支出,`10.001','line 4, field 收支金额: ''10.001'' has more than 2 decimals'",
    "'`退款,`支出,`10.00','`退款,`冻结,`10.00','line 4, field 收支类型: ''冻结'' is neither'",
    "2021-02-01 13:54:01,2021-02-02 13:54:01,'line 4, field 记账时间: ''2021-02-02 13:54:01'' is not of the'",
    "2021-02-01 13:54:01,2021-02-01 25:54:01,'line 4, field 记账时间: ''2021-02-01 25:54:01'' is not a time'",
    "'`50300806962021020105,`42','`,`42','line 4, field 微信支付业务单号: is empty'",
    "'`7,`2,`100.06,`5,`99.60','`8,`2,`100.06,`5,`99.60','line 10, field 资金流水总笔数: declares 8 rows'",
    "'`7,`2,`100.06,`5,`99.60','`7,`3,`100.06,`5,`99.60','line 10, field 收入笔数: declares 3 rows'",
    "'`7,`2,`100.06,`5,`99.60','`7,`2,`100.07,`5,`99.60','line 10, field 收入金额: declares 100.07'",
    "'`7,`2,`100.06,`5,`99.60','`7,`2,`100.06,`4,`99.60','line 10, field 支出笔数: declares 4 rows'",
    "'`7,`2,`100.06,`5,`99.60','`7,`2,`100.06,`5,`99.61','line 10, field 支出金额: declares 99.61'",
    "'`7,`2,`100.06,`5,`99.60','`7,`2,`100.06,`5','the summary has 4 of 5 totals'",
    "'`7,`2,','`7.5,`2,','line 10, field 资金流水总笔数: ''7.5'' is not a number of rows'",
    "'支出笔数,支出金额','支出笔数,支出合计','field 支出合计: unknown total'",
    "'账户结余（元）','结余','field 账户结余: the header lacks this required column'",
    "'业务名称,业务类型','业务类型,业务类型','field 业务名称: the header lacks'"
  })
  void shouldRefuseWhatDoesNotHold(String from, String to, String reason) throws IOException {
    String text = bill(ROWS);
    assertThat(text).contains(from);
    StatementCheck check = check(text.replace(from, to));
    assertThat(check.accepted()).isFalse();
    assertThat(check.reason()).startsWith("flow ").contains(reason);
  }

  @Test
  void shouldRefuseABillWithoutOneOfItsRowsThoughTheTotalsAgree() throws IOException {
    List<String> altered = new ArrayList<>(ROWS);
    altered.set(2, ROWS.get(2).replace("`89.60", "`90.60"));
    assertThat(check(bill(altered)).reason()).contains("账户结余").contains("line 4");
  }

  @Test
  void shouldRefuseWhatIsCutOffAtAnyByteOfItsEnd() throws IOException {
    String text = bill(ROWS).strip();
    for (int end = text.indexOf("`1021020117"); end < text.length() - 1; end++) {
      StatementCheck check = check(text.substring(0, end));
      assertThat(check.accepted()).as("cut after %d characters", end).isFalse();
      assertThat(check.reason()).contains("line ");
    }
  }

  @Test
  void shouldRefuseOtherTextAnotherDayAndRowsThatAreNone() throws IOException {
    assertThat(
            check(
                    bill(ROWS).getBytes(UTF_8),
                    new Expectation(null, LocalDate.parse("2021-01-31")),
                    LineConsumer.NONE)
                .reason())
        .contains("line 2, field 记账时间");
    assertThat(
            check(
                    bill(ROWS).getBytes(Charset.forName("GBK")),
                    Expectation.none(),
                    LineConsumer.NONE)
                .reason())
        .contains("line 1: not UTF-8");
    assertThat(check(bill(ROWS) + "more\r\n").reason()).contains("text after the summary");
    assertThat(check(bill(List.of("total"))).reason()).contains("neither a detail row");
  }

  @Test
  void shouldReadABillWithoutRowsByItselfOnly() throws IOException {
    String empty = HEADER + "\n" + SUMMARY + "\n`0,`0,`0.00,`0,`0.00\n";
    StatementCheck check = check(empty);

    assertThat(check.reason()).isNull();
    assertThat(check.summary().businessDate()).isNull();
    Expectation day = new Expectation(null, LocalDate.parse("2021-01-31"));
    assertThat(check(empty.getBytes(UTF_8), day, LineConsumer.NONE).reason())
        .contains("no detail row");
  }

  private static String bill(List<String> rows) {
    return HEADER
        + "\r\n"
        + String.join("\r\n", rows)
        + "\r\n"
        + SUMMARY
        + "\r\n`7,`2,`100.06,`5,`99.60\r\n";
  }

  private StatementCheck check(String text) throws IOException {
    return check(text.getBytes(UTF_8), Expectation.none(), LineConsumer.NONE);
  }

  private StatementCheck check(byte[] content, Expectation expectation, LineConsumer consumer)
      throws IOException {
    Path file = Files.write(folder.resolve("flow"), content);
    return StatementFiles.check(file, expectation, consumer);
  }
}
