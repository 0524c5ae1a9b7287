package dev.settle.batch.statement.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.Packed;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WechatBillReaderTest {
  private static final String MERCHANT = "1900000109";
  private static final String DAY = "2026-11-22";

  private final Path folder;

  WechatBillReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldReadPaymentsAndRefundsWithTheirSigns() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    StatementCheck check = check(all().bytes(), Expectation.none(), lines::add);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().merchant()).isEqualTo(MERCHANT);
    assertThat(check.summary().businessDate()).isEqualTo(LocalDate.parse(DAY));
    assertThat(check.summary().paymentAmount()).isEqualTo(2_234);
    assertThat(check.summary().refundAmount()).isEqualTo(500);
    assertThat(check.summary().feeAmount()).isEqualTo(10);
    assertThat(check.summary().netAmount()).isEqualTo(1_724);
    assertThat(lines)
        .containsExactly(
            new StatementLine(
                "4200001",
                null,
                "o1",
                null,
                LineKind.PAYMENT,
                "SUCCESS",
                1_234,
                7,
                "CNY",
                Instant.parse("2026-11-22T04:00:00Z"),
                2),
            new StatementLine(
                "4200002",
                null,
                "o2",
                null,
                LineKind.PAYMENT,
                "SUCCESS",
                1_000,
                6,
                "CNY",
                Instant.parse("2026-11-22T04:00:00Z"),
                3),
            new StatementLine(
                "4200001",
                "50001",
                "o1",
                "r1",
                LineKind.REFUND,
                "PROCESSING",
                -500,
                -3,
                "CNY",
                Instant.parse("2026-11-22T04:00:00Z"),
                4));
  }

  @ParameterizedTest
  @CsvSource({
    "ALL_27,ALL",
    "OLD_ALL_24,ALL",
    "SUCCESS_20,SUCCESS",
    "OLD_SUCCESS_18,SUCCESS",
    "REFUND_29,REFUND"
  })
  void shouldReadEveryPublishedLayout(String layout, String part) throws Exception {
    Bill bill = new Bill((String) Bill.class.getField(layout).get(null), MERCHANT, DAY);
    if (!part.equals("REFUND")) {
      bill.payment("4200001", "o1", 1_234, 7);
    }
    if (!part.equals("SUCCESS")) {
      bill.refund("4200001", "o1", "50001", "r1", 500, -3, "SUCCESS");
    }
    StatementCheck check = check(bill.bytes());

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().part()).isEqualTo(part);
    assertThat(check.summary().paymentCount()).isEqualTo(part.equals("REFUND") ? 0 : 1);
    assertThat(check.summary().refundAmount()).isEqualTo(part.equals("SUCCESS") ? 0 : 500);
  }

  @Test
  void shouldReadTheOfficialSampleOfTheOldLayout() throws IOException {
    String sample =
        """
        交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,微信退款单号,商户退款单号,退款金额,代金券或立减优惠退款金额，退款类型，退款状态,商品名称,商户数据包,手续费,费率
        `2014-11-10 16:33:45,`wx2421b1c4370ec43b,`10000100,`0,`1000,`1001690740201411100005734289,`1415640626,`085e9858e3ba5186aafcbaed1,`MICROPAY,`SUCCESS,`CFT,`CNY,`0.01,`0.0,`0,`0,`0,`0,`,`,`被扫支付测试,`订单额外描述,`0,`0.60%
        `2014-11-10 16:46:14,`wx2421b1c4370ec43b,`10000100,`0,`1000,`1002780740201411100005729794,`1415635270,`085e9858e90ca40c0b5aee463,`MICROPAY,`SUCCESS,`CFT,`CNY,`0.01,`0.0,`0,`0,`0,`0,`,`,`被扫支付测试,`订单额外描述,`0,`0.60%
        总交易单数,总交易额,总退款金额,总代金券或立减优惠退款金额,手续费总金额
        `2,`0.02,`0.0,`0.0,`0
        """;
    StatementCheck check = check(sample.getBytes(StandardCharsets.UTF_8));

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().paymentAmount()).isEqualTo(2);
  }

  @Test
  void shouldBindColumnsByNameInAnyOrder() throws IOException {
    List<String> columns = new ArrayList<>(Arrays.asList(Bill.ALL_27.split(",")));
    Collections.shuffle(columns, new Random(7));
    Bill bill =
        new Bill(String.join(",", columns), MERCHANT, DAY).payment("4200001", "o1", 1_234, 7);

    StatementCheck check = check(bill.bytes());

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().paymentAmount()).isEqualTo(1_234);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a`b", "a,`b", ",`,`,`", "`", "\"quoted, \"\" name\""})
  void shouldKeepColumnsApartWhateverTheProductIsCalled(String product) throws IOException {
    StatementCheck check = check(all().with("商品名称", product).bytes());

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().feeAmount()).isEqualTo(10);
  }

  @Test
  void shouldTolerateByteOrderMarkLineFeedsAndMissingLastLineEnd() throws IOException {
    String text = "\uFEFF" + all().text().replace("\r\n", "\n").strip();

    assertThat(check(text.getBytes(StandardCharsets.UTF_8)).accepted()).isTrue();
  }

  @Test
  void shouldGiveOneHashForPlainGzipAndZip() throws IOException {
    byte[] plain = all().bytes();
    String sha256 = check(plain).sha256();

    assertThat(check(Packed.gzip(plain)).sha256()).isNotNull().isEqualTo(sha256);
    assertThat(check(Packed.zip(StandardCharsets.UTF_8, Map.of("bill.csv", plain))).sha256())
        .isEqualTo(sha256);
    assertThat(check(Arrays.copyOf(Packed.gzip(plain), 200)).reason())
        .contains("cut off or damaged");
  }

  @Test
  void shouldDateARefundOfAnOldRefundBillByItsRequest() throws IOException {
    Bill bill =
        new Bill(Bill.REFUND_29, MERCHANT, DAY)
            .refund("4200001", "o1", "50001", "r1", 500, -3, "SUCCESS")
            .with("交易时间", "2026-11-20 09:00:00");
    StatementCheck check = check(bill.bytes());

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().businessDate()).isEqualTo(LocalDate.parse(DAY));
  }

  @Test
  void shouldTakeARevokedPaymentAsRefundWhenItGivesMoneyBack() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    Bill bill = all().with("交易状态", "REVOKED").with("微信退款单号", "0").with("商户退款单号", "0");

    assertThat(check(bill.bytes(), Expectation.none(), lines::add).accepted()).isTrue();
    assertThat(lines.get(2).kind()).isEqualTo(LineKind.REFUND);
    assertThat(lines.get(2).refundId()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "手续费|-0.03100|line 4, field 手续费: '-0.03100' is no whole minor unit",
        "手续费|0.03000|line 4, field 手续费: '0.03000' is positive on a refund",
        "退款金额|5.001|line 4, field 退款金额: '5.001' has more than 2 decimals",
        "退款金额|5,00|line 4, field 退款金额: '5,00' is not a decimal amount",
        "退款金额|1e3|line 4, field 退款金额: '1e3' is not a decimal amount",
        "退款金额|-5.00|line 4, field 退款金额: '-5.00' is negative",
        "退款状态|PERHAPS|line 4, field 退款状态: 'PERHAPS' is not a state",
        "交易状态|NOTPAY|line 4, field 交易状态: 'NOTPAY' is not a state",
        "微信退款单号|0|line 4, field 微信退款单号: is empty",
        "商户号|1900000999|line 4, field 商户号: '1900000999' where the bill must be of 1900000109",
        "交易时间|2026-11-23 00:00:00|line 4, field 交易时间: '2026-11-23 00:00:00' is not of the bill's day",
        "交易时间|2026-11-31 00:00:00|line 4, field 交易时间: '2026-11-31 00:00:00' does not exist",
        "交易时间|2026/11/22|line 4, field 交易时间: '2026/11/22' is not a time",
        "货币种类|USD|line 4, field 货币种类: 'USD' in a bill of CNY",
        "费率|0.6|line 4, field 费率: '0.6' is not a rate",
        "应结订单金额|5.00|line 4, field 应结订单金额: is not 0.00 on a refund's row"
      })
  void shouldRefuseARowNamingLineFieldAndCause(String column, String value, String reason)
      throws IOException {
    StatementCheck check = check(all().with(column, value).bytes());

    assertThat(check.accepted()).isFalse();
    assertThat(check.reason()).startsWith("bill ").contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "'`4,`22.34,`5.00,`0.00,`0.10000,`22.34,`5.00',总交易单数: declares 4 rows",
    "'`3,`22.35,`5.00,`0.00,`0.10000,`22.34,`5.00','应结订单总金额: declares 22.35, the rows sum to 22.34'",
    "'`3,`22.34,`5.01,`0.00,`0.10000,`22.34,`5.00',退款总金额: declares 5.01",
    "'`3,`22.34,`5.00,`0.01,`0.10000,`22.34,`5.00',充值券退款总金额: declares 0.01",
    "'`3,`22.34,`5.00,`0.00,`0.11000,`22.34,`5.00',手续费总金额: declares 0.11000",
    "'`3,`22.34,`5.00,`0.00,`0.10000,`22.33,`5.00',订单总金额: declares 22.33",
    "'`3,`22.34,`5.00,`0.00,`0.10000,`22.34,`4.00',申请退款总金额: declares 4.00",
    "'`3,`22.34,`5.00,`0.00',the summary has 4 of 7 totals"
  })
  void shouldRefuseASummaryThatDoesNotHold(String summary, String reason) throws IOException {
    StatementCheck check =
        check(all().text(Bill.SUMMARY_7, summary).getBytes(StandardCharsets.UTF_8));

    assertThat(check.accepted()).isFalse();
    assertThat(check.reason()).contains("line 6").contains(reason);
  }

  @Test
  void shouldRefuseWhatIsCutOffAtAnyByteOfItsEnd() throws IOException {
    String text = all().text().strip();
    for (int end = text.indexOf("`o2"); end < text.length() - 1; end += 3) {
      StatementCheck check = check(text.substring(0, end).getBytes(StandardCharsets.UTF_8));
      assertThat(check.accepted()).as("cut after %d characters", end).isFalse();
      assertThat(check.reason()).contains("line ");
    }
  }

  @Test
  void shouldRefuseAMissingColumnNamingIt() throws IOException {
    Bill bill =
        new Bill(Bill.ALL_27.replace("手续费,", ""), MERCHANT, DAY).payment("4200001", "o1", 1, 0);

    assertThat(check(bill.bytes()).reason())
        .contains("field 手续费: the header lacks this required column");
  }

  @Test
  void shouldRefuseWhatIsNoTextOrNoBill() throws IOException {
    byte[] nul = all().bytes();
    nul[nul.length / 2] = 0;

    assertThat(check(nul).reason()).contains("NUL byte");
    assertThat(check(all().text().getBytes(Charset.forName("GBK"))).reason())
        .contains("line 1: not UTF-8");
    assertThat(
            check("<xml><return_code>FAIL</return_code></xml>".getBytes(StandardCharsets.UTF_8))
                .reason())
        .contains("XML");
    assertThat(check("{\"code\":\"NO_STATEMENT_EXIST\"}".getBytes(StandardCharsets.UTF_8)).reason())
        .contains("JSON");
    assertThat(check(new byte[0]).reason()).contains("empty");
    assertThat(check("x".repeat(100_000).getBytes(StandardCharsets.UTF_8)).reason())
        .contains("line 1: longer than");
  }

  @Test
  void shouldReadOverBlankLinesAboveTheHeader() throws IOException {
    byte[] bytes = ("\r\n \r\n" + all().text()).getBytes(StandardCharsets.UTF_8);

    assertThat(check(bytes).reason()).isNull();
  }

  /** Such a bill says neither merchant nor day, which only matters to whoever expects them. */
  @Test
  void shouldReadABillWithoutRowsByItselfOnly() throws IOException {
    byte[] empty =
        (Bill.ALL_27 + "\n" + Bill.SUMMARY_7 + "\n`0,`0.00,`0.00,`0.00,`0.00000,`0.00,`0.00\n")
            .getBytes(StandardCharsets.UTF_8);
    StatementCheck check = check(empty);

    assertThat(check.reason()).isNull();
    assertThat(check.summary().lines()).isZero();
    assertThat(
            check(empty, new Expectation(MERCHANT, LocalDate.parse(DAY)), LineConsumer.NONE)
                .reason())
        .contains("no detail row");
    assertThat(
            check(empty, new Expectation(null, LocalDate.parse(DAY)), LineConsumer.NONE).reason())
        .contains("no detail row");
    byte[] one =
        new String(empty, StandardCharsets.UTF_8)
            .replace("`0,`0.00,", "`0,`0.01,")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(check(one).reason()).contains("declares 0.01, the rows sum to 0.00");
  }

  @Test
  void shouldRefuseAnotherMerchantOrDayThanExpected() throws IOException {
    assertThat(
            check(all().bytes(), new Expectation("1900000001", null), LineConsumer.NONE).reason())
        .contains("line 2, field 商户号");
    assertThat(
            check(
                    all().bytes(),
                    new Expectation(null, LocalDate.parse("2026-11-21")),
                    LineConsumer.NONE)
                .reason())
        .contains("line 2, field 交易时间")
        .contains("2026-11-21");
  }

  @Test
  void shouldReadBackWhateverAmountsWereWritten() throws IOException {
    Random random = new Random(20261122);
    for (int round = 0; round < 20; round++) {
      Bill bill = new Bill(Bill.ALL_27, MERCHANT, DAY);
      long sum = 0;
      for (int i = 0; i < 50; i++) {
        long amount = random.nextLong(1_000_000_000);
        sum += amount;
        bill.payment("42" + i, "o" + i, amount, random.nextInt(1_000));
      }
      assertThat(check(bill.bytes()).summary().paymentAmount()).isEqualTo(sum);
    }
  }

  private static Bill all() {
    return new Bill(Bill.ALL_27, MERCHANT, DAY)
        .payment("4200001", "o1", 1_234, 7)
        .payment("4200002", "o2", 1_000, 6)
        .refund("4200001", "o1", "50001", "r1", 500, -3, "PROCESSING");
  }

  private StatementCheck check(byte[] content) throws IOException {
    return check(content, Expectation.none(), LineConsumer.NONE);
  }

  private StatementCheck check(byte[] content, Expectation expectation, LineConsumer consumer)
      throws IOException {
    Path file = Files.write(folder.resolve("bill"), content);
    return StatementFiles.check(file, expectation, consumer);
  }
}
