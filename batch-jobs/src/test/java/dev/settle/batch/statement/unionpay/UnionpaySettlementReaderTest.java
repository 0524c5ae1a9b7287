package dev.settle.batch.statement.unionpay;

import static dev.settle.batch.statement.unionpay.Settlement.DETAILS;
import static dev.settle.batch.statement.unionpay.Settlement.GBK;
import static dev.settle.batch.statement.unionpay.Settlement.MERCHANT;
import static dev.settle.batch.statement.unionpay.Settlement.entries;
import static dev.settle.batch.statement.unionpay.Settlement.print;
import static dev.settle.batch.statement.unionpay.Settlement.zip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Damage;
import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineConsumer;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnionpaySettlementReaderTest {
  private static final String TOTALS = print("2", "4,758.00", "28.55", "4,729.45");

  private final Path folder;

  UnionpaySettlementReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldHaveRowsOf607Bytes() {
    assertThat(ZmField.values()).hasSize(42);
    assertThat(ZmField.ROW_BYTES).isEqualTo(607);
    int next = 0;
    for (ZmField field : ZmField.values()) {
      assertThat(field.from()).as(field.name()).isEqualTo(next);
      next = field.to() + 1;
    }
  }

  @Test
  void shouldReadPaymentsAndRefundsWithTheirSigns() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    StatementCheck check =
        StatementFiles.check(
            zip(folder, entries(sample().details(), new byte[0], TOTALS)),
            Expectation.none(),
            lines::add);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().format()).isEqualTo("UNIONPAY_SETTLEMENT");
    assertThat(check.summary().merchant()).isEqualTo(MERCHANT);
    assertThat(check.summary().businessDate()).isEqualTo(LocalDate.parse("2015-09-05"));
    assertThat(check.summary().paymentAmount()).isEqualTo(476_800);
    assertThat(check.summary().refundAmount()).isEqualTo(1_000);
    assertThat(check.summary().feeAmount()).isEqualTo(2_855);
    assertThat(check.summary().netAmount()).isEqualTo(472_945);
    assertThat(lines)
        .containsExactly(
            new StatementLine(
                "201509042301000668868",
                null,
                "20150904230100001",
                null,
                LineKind.PAYMENT,
                "SUCCESS",
                476_800,
                2_861,
                "CNY",
                Instant.parse("2015-09-04T15:01:00Z"),
                1),
            new StatementLine(
                "201509042301000668868",
                "201509051200000668998",
                "20150904230100001",
                "R20150905120000001",
                LineKind.REFUND,
                "SUCCESS",
                -1_000,
                -6,
                "CNY",
                Instant.parse("2015-09-05T04:00:00Z"),
                2));
  }

  @Test
  void shouldAcceptDetailsAlone() throws IOException {
    StatementCheck check = plain(sample().details());

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().lines()).isEqualTo(2);
  }

  @Test
  void shouldTolerateLineFeedsAndAMissingLastLineEnd() throws IOException {
    String text = new String(sample().details(), StandardCharsets.ISO_8859_1).replace("\r", "");
    byte[] bytes = text.substring(0, text.length() - 1).getBytes(StandardCharsets.ISO_8859_1);

    assertThat(plain(bytes).accepted()).isTrue();
  }

  @Test
  void shouldCountWidthsInGbkBytes() throws IOException {
    Settlement settlement =
        sample().with(ZmField.SUB_MERCHANT_NAME, "西湖茶叶").with(ZmField.CUSTOM, "备注：二等奖");
    StatementCheck check = plain(settlement.details());

    assertThat(check.accepted()).as(check.reason()).isTrue();
  }

  @Test
  void shouldLeaveASplitOutOfTheLineAndInTheNet() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    Settlement settlement =
        new Settlement()
            .payment("0905101010", "000000010000", "D000000000060", "C000000009940", "q1", "o1")
            .with(ZmField.SPLIT_WAY, "L")
            .with(ZmField.SUB_MERCHANT, "802310048990001")
            .with(ZmField.SPLIT, "C000000003000")
            .with(ZmField.NET, "C000000006940");
    Path file = folder.resolve(DETAILS);
    Files.write(file, settlement.details());
    StatementCheck check = StatementFiles.check(file, Expectation.none(), lines::add);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(lines.get(0).net()).isEqualTo(9_940);
  }

  @ParameterizedTest
  @CsvSource({
    "INN27010188ZM_802310048993424, 1231230000, 2026-12-31T15:00:00Z",
    "INN27010188ZM_802310048993424, 0101000000, 2026-12-31T16:00:00Z",
    "INN27010188ZM_802310048993424, 0101225959, 2027-01-01T14:59:59Z",
    "INN26123188ZM_802310048993424, 1230230000, 2026-12-30T15:00:00Z",
    "INN28022988ZM_802310048993424, 0229120000, 2028-02-29T04:00:00Z",
    "INN28030188ZM_802310048993424, 0229230000, 2028-02-29T15:00:00Z",
  })
  void shouldDeriveTheYearFromTheSettlementDate(String name, String time, Instant expected)
      throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    Path file = folder.resolve(name);
    Files.write(file, one(time).details());
    StatementCheck check = StatementFiles.check(file, Expectation.none(), lines::add);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(lines.get(0).occurredAt()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "INN27010188ZM_802310048993424, 1231225959, is not of settlement date 2027-01-01",
    "INN27010188ZM_802310048993424, 0101230000, is not of settlement date 2027-01-01",
    "INN27022888ZM_802310048993424, 0229120000, does not exist in 2027",
    "INN27022888ZM_802310048993424, 0228126000, does not exist in 2027",
    "INN27022888ZM_802310048993424, 022812000x, is not a time of the form MMDDHHmmss",
  })
  void shouldRefuseATimeOutsideTheWindow(String name, String time, String cause)
      throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, one(time).details());

    assertThat(reason(StatementFiles.check(file, Expectation.none(), LineConsumer.NONE)))
        .contains("line 1, field 交易传输时间")
        .contains(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "3, '4,758.00', 28.55, '4,729.45', 笔数",
    "2, '4,758.01', 28.55, '4,729.45', 交易金额",
    "2, '4,758.00', 28.54, '4,729.45', 手续费",
    "2, '4,758.00', 28.55, '4,729.46', 清算净额",
    "2, '47,58.00', 28.55, '4,729.45', 交易金额",
    "two, '4,758.00', 28.55, '4,729.45', 笔数",
  })
  void shouldRefuseWhenATotalOfTheSummaryDoesNotHold(
      String count, String amount, String fee, String net, String field) throws IOException {
    StatementCheck check = zipped(sample(), print(count, amount, fee, net));

    assertThat(reason(check))
        .contains("RD2015090588_" + MERCHANT)
        .contains("line 10, field " + field);
  }

  @ParameterizedTest
  @CsvSource({
    "802310048993424   商户名称, 802310048993425   商户名称, '商户代码: ''802310048993425'''",
    "2015年09月05日       单位, 2015年09月06日       单位, '清算日期: ''2015-09-06'''",
    "2015年09月05日       单位, 2015年13月05日       单位, does not exist",
    "清算净额, 到手, totals cannot be verified",
    "'4,768.00', '4,767.00', the lines above sum to 4757.00",
    "合计, 小计, 2 of 5 figures under their captions",
  })
  void shouldRefuseASummaryThatContradictsItself(String from, String to, String cause)
      throws IOException {
    assertThat(reason(zipped(sample(), TOTALS.replace(from, to)))).contains(cause);
  }

  /** The print is made for people: its wording is not published. */
  @ParameterizedTest
  @CsvSource({
    "清算净额, 净额",
    "笔数, 总笔数",
    "手续费, 商户手续费（元）",
    "合计, 合　　计",
    "清算日期, 结算日期",
    "商户代码, 店名",
  })
  void shouldReadASummaryInOtherWords(String from, String to) throws IOException {
    assertThat(zipped(sample(), TOTALS.replace(from, to)).reason()).isNull();
  }

  @Test
  void shouldReadTotalsThatStandBehindTheirCaptions() throws IOException {
    String print = "商户代码：" + MERCHANT + "\r\n总笔数：2  交易总金额：4,758.00\r\n手续费：28.55  清算净额：%s\r\n";

    assertThat(zipped(sample(), print.formatted("4,729.45")).reason()).isNull();
    assertThat(reason(zipped(sample(), print.formatted("4,729.46"))))
        .contains("line 3, field 清算净额: declares 4729.46, the details sum to 4729.45");
  }

  @Test
  void shouldRefuseASummaryThatIsCut() throws IOException {
    assertThat(reason(zipped(sample(), TOTALS.substring(0, TOTALS.indexOf("合计")))))
        .contains("field 合计: the summary ends before it: it is cut off");
  }

  @Test
  void shouldRefuseASecondLineOfTotals() throws IOException {
    String total = TOTALS.substring(TOTALS.indexOf("  合计"));
    assertThat(reason(zipped(sample(), TOTALS + total))).contains("a second line of totals");
  }

  @Test
  void shouldRefuseASummaryThatIsNotGbk() throws IOException {
    Map<String, byte[]> entries = entries(sample().details(), new byte[0], TOTALS);
    entries.put(Settlement.SUMMARY, "商户代码：é".getBytes(StandardCharsets.UTF_16));

    assertThat(reason(check(zip(folder, entries)))).contains("RD2015090588");
  }

  @Test
  void shouldAcceptADayWithoutRowsWhenTheSummarySaysSo() throws IOException {
    String print =
        print("0", "0.00", "0.00", "0.00").replaceAll("(消费|退货) .*", "消费 0 0.00 0.00 0.00");
    StatementCheck check = zipped(new Settlement(), print);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().lines()).isZero();
  }

  @Test
  void shouldRefuseEmptyDetailsThatNoSummaryVouchesFor() throws IOException {
    assertThat(reason(plain(new byte[0]))).contains("no detail row");
  }

  /** Whether the print counts the disputes is not published: both readings add up exactly. */
  @ParameterizedTest
  @CsvSource({
    "2, '4,758.00', 28.55, '4,729.45'",
    "3, '4,748.00', 28.61, '4,719.39'",
  })
  void shouldReadDisputesWithTheSignsOfTheFile(String count, String amount, String fee, String net)
      throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    String print =
        count.equals("2")
            ? print(count, amount, fee, net)
            : print(count, amount, fee, net)
                .replace(
                    "  退货            1        -10.00       -0.06         -9.94",
                    "  退货            1        -10.00       -0.06         -9.94\r\n  差错 1 -10.00 0.06 -10.06");
    StatementCheck check =
        StatementFiles.check(
            zip(folder, entries(sample().details(), dispute("D000000001006").getBytes(GBK), print)),
            Expectation.none(),
            lines::add);

    assertThat(check.reason()).isNull();
    assertThat(check.summary().lines()).isEqualTo(3);
    assertThat(check.summary().feeAmount()).isEqualTo(2_861 - 6 + 6);
    assertThat(lines.get(2))
        .isEqualTo(
            new StatementLine(
                "00049992-00049992-066887-0901101500",
                null,
                "",
                null,
                LineKind.CHARGEBACK,
                "E74",
                -1_000,
                6,
                "CNY",
                Instant.parse("2015-09-01T02:15:00Z"),
                1));
  }

  @ParameterizedTest
  @CsvSource({
    "D000000001006, D000000001007, '结算金额: with 商户手续费 0.06 is -10.01 where 交易金额 is 10.00'",
    "D000000001006, 0000000001006, 结算金额: '0000000001006' begins with neither C nor D",
    "802310048993424, 802310048993425, 商户代码: '802310048993425' where the file's name says",
    "0901101500, 0931101500, 交易传输时间: '0931101500' does not exist",
    "E74, '   ', 交易代码: is empty",
    "' 7011 ', '  7011', is no space",
  })
  void shouldRefuseADisputeThatDoesNotHold(String from, String to, String cause)
      throws IOException {
    String row = dispute("D000000001006");
    assertThat(row).contains(from);
    int at = row.indexOf(from);
    String bad = row.substring(0, at) + to + row.substring(at + from.length());
    StatementCheck check =
        check(zip(folder, entries(sample().details(), bad.getBytes(GBK), TOTALS)));

    assertThat(reason(check)).contains("ZME_").contains("line 1").contains(cause);
  }

  @Test
  void shouldRefuseADisputeThatIsCut() throws IOException {
    String row = dispute("D000000001006");
    StatementCheck check =
        check(
            zip(folder, entries(sample().details(), row.substring(0, 300).getBytes(GBK), TOTALS)));

    assertThat(reason(check)).contains("300 bytes where a row has 339: the line is cut");
  }

  /** A dispute in January is of the year before when its time has not come yet. */
  @Test
  void shouldTakeTheYearOfADisputeFromTheSettlementDate() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    String late = dispute("D000000001006").replace("0901101500", "1224101500");
    StatementFiles.check(
        zip(folder, entries(sample().details(), late.getBytes(GBK), TOTALS)),
        Expectation.none(),
        lines::add);

    assertThat(lines.get(2).occurredAt()).isEqualTo(Instant.parse("2014-12-24T02:15:00Z"));
  }

  /** Newer specifications settle 清算金额, which a discount may make differ from 交易金额. */
  @Test
  void shouldSettleTheClearedAmountWhereTheFileHasIt() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    Settlement settlement =
        new Settlement()
            .payment("0904230100", "000000477800", "D000000002861", "C000000473939", "q1", "o1")
            .with(ZmField.DISCOUNT, "D000000001000")
            .with(ZmField.RESERVED, "C000000476800 072 000 123456789012");
    StatementCheck check =
        StatementFiles.check(write(settlement.details()), Expectation.none(), lines::add);

    assertThat(check.reason()).isNull();
    assertThat(lines.get(0).amount()).isEqualTo(476_800);
    assertThat(lines.get(0).fee()).isEqualTo(2_861);

    settlement.with(ZmField.RESERVED, "D000000476800");
    assertThat(reason(plain(settlement.details())))
        .contains("line 1, field 清算金额: is of the opposite sign than 交易类型 01");
  }

  @ParameterizedTest
  @CsvSource({
    "INN15090588ZM_802310048993425, 商户代码",
    "INN15130588ZM_802310048993424, is not named",
    "settlement.txt, is not named",
  })
  void shouldRefuseANameThatDoesNotFitTheRows(String name, String cause) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, sample().details());

    assertThat(reason(check(file))).contains(cause);
  }

  @Test
  void shouldRefuseAnotherMerchantOrDateThanAgreed() throws IOException {
    Path file = folder.resolve(DETAILS);
    Files.write(file, sample().details());

    assertThat(reason(StatementFiles.check(file, new Expectation("m1", null), LineConsumer.NONE)))
        .contains("field 商户代码")
        .contains("must be of m1");
    assertThat(
            reason(
                StatementFiles.check(
                    file,
                    new Expectation(MERCHANT, LocalDate.parse("2015-09-04")),
                    LineConsumer.NONE)))
        .contains("field 清算日期")
        .contains("2015-09-04");
  }

  @Test
  void shouldRefuseFilesOfSeveralSettlementsInOneZip() throws IOException {
    Map<String, byte[]> entries = entries(sample().details(), new byte[0], TOTALS);
    entries.put("INN15090688ZME_" + MERCHANT, new byte[0]);
    assertThat(reason(check(zip(folder, entries)))).contains("another merchant or date");

    Map<String, byte[]> twice = entries(sample().details(), new byte[0], TOTALS);
    twice.put("INN15090577ZM_" + MERCHANT, sample().details());
    assertThat(reason(check(zip(folder, twice)))).contains("a second ZM file");

    Map<String, byte[]> without = entries(sample().details(), new byte[0], TOTALS);
    without.remove(DETAILS);
    assertThat(reason(check(zip(folder, without)))).contains("no file of details");

    Map<String, byte[]> more = entries(sample().details(), new byte[0], TOTALS);
    more.put("readme.txt", new byte[0]);
    assertThat(reason(check(zip(folder, more)))).contains("'readme.txt' is not named");
  }

  @ParameterizedTest
  @CsvSource({
    "TYPE, 12, 交易类型, '''12'' (交易代码 S22) is no type'",
    "TYPE, 99, 交易类型, is no type",
    "TYPE, 04, 交易代码, contradicts 交易类型 04",
    "AMOUNT, 000000x00000, 交易金额, is not an amount in fen",
    "AMOUNT, '', 交易金额, is not an amount in fen",
    "FEE, 0000000002861, 商户手续费, begins with neither C nor D",
    "FEE, X000000002861, 商户手续费, begins with neither C nor D",
    "FEE, ' 000000002861', 商户手续费, begins with neither C nor D",
    "FEE, C000000002861, 商户手续费, is paid to the merchant",
    "FEE, D000000002862, 结算金额, 4739.39 where 交易金额 (or 清算金额) less 商户手续费 is 4739.38",
    "SETTLEMENT, D000000473939, 结算金额, -4739.39 where",
    "NET, C000000473938, 清算净额, 4739.38 where",
    "SPLIT, C000000000001, 清算净额, where 结算金额 less",
    "DISCOUNT, C0000000000x1, 优惠金额, is not an amount",
    "MERCHANT, 802310048993425, 商户代码, where the file's name says",
    "QUERY_ID, '', 查询流水号, is empty",
    "ORDER_ID, 00000000, 商户订单号, is empty",
    "ORDER_ID, a b, 商户订单号, is not an id",
  })
  void shouldRefuseARowThatDoesNotHold(ZmField field, String value, String title, String cause)
      throws IOException {
    Settlement settlement =
        new Settlement()
            .payment("0904230100", "000000476800", "D000000002861", "C000000473939", "q1", "o1")
            .with(field, value);

    assertThat(reason(plain(settlement.details())))
        .contains("line 1, field " + title)
        .contains(cause);
  }

  @Test
  void shouldRefuseARefundWithoutItsPayment() throws IOException {
    Settlement settlement =
        new Settlement()
            .refund("0905120000", "000000001000", "C000000000006", "D000000000994", "q2", "r1", "");

    assertThat(reason(plain(settlement.details()))).contains("field 原交易查询流水号: is empty");
  }

  @Test
  void shouldRefuseARowThatIsCut() throws IOException {
    byte[] details = sample().details();

    assertThat(reason(plain(Arrays.copyOf(details, details.length - 40))))
        .contains("line 2")
        .contains("569 bytes where a row has 607: the line is cut");
  }

  @Test
  void shouldRefuseShiftedFields() throws IOException {
    String text = new String(sample().details(), GBK);
    String shifted = text.replaceFirst("00049992    00049992", "00049992   x00049992");

    assertThat(reason(plain(shifted.getBytes(GBK)))).contains("line 1").contains("is no space");
  }

  /** Saved as UTF-8, Chinese names take three bytes a character: every width is wrong. */
  @Test
  void shouldRefuseAnotherEncoding() throws IOException {
    byte[] gbk = sample().with(ZmField.SUB_MERCHANT_NAME, "西湖茶叶").details();
    byte[] utf8 = new String(gbk, GBK).getBytes(StandardCharsets.UTF_8);
    assertThat(reason(plain(utf8))).contains("line 2").contains("611 bytes");

    byte[] broken = sample().with(ZmField.SUB_MERCHANT_NAME, "abcd").details();
    broken[ZmField.ROW_BYTES + 2 + ZmField.SUB_MERCHANT_NAME.from()] = (byte) 0xFF;
    assertThat(reason(plain(broken))).contains("field 二级商户简称: not GBK text");
  }

  @Test
  void shouldRefuseNulBytes() throws IOException {
    byte[] details = sample().details();
    details[300] = 0;

    assertThat(reason(plain(details))).contains("line 1: NUL byte at column 301");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 70_000})
  void shouldRefuseRowsLongerThanAnyRealOne(int bytes) throws IOException {
    byte[] details = new byte[bytes];
    Arrays.fill(details, (byte) '1');

    assertThat(check(write(details)).accepted()).isFalse();
  }

  /** Cut anywhere but in its last line end, the details or the totals do not hold any more. */
  @Test
  void shouldRefuseEveryCut() throws IOException {
    byte[] details = sample().details();
    for (int length = 0; length < details.length - 2; length++) {
      Map<String, byte[]> entries = entries(Arrays.copyOf(details, length), new byte[0], TOTALS);
      assertThat(check(zip(folder, entries)).accepted()).as("cut to %d", length).isFalse();
    }
    int end = TOTALS.indexOf("4,729.45") + "4,729.45".length();
    for (int length = 0; length < end; length++) {
      assertThat(zipped(sample(), TOTALS.substring(0, length)).accepted())
          .as("summary cut to %d", length)
          .isFalse();
    }
  }

  /** What is damaged is refused or has the totals all the same; nothing else may come of it. */
  @Test
  void shouldJudgeDamagedDetails() throws IOException {
    for (byte[] damaged : Damage.of(sample().details(), 1_000)) {
      StatementCheck check = check(zip(folder, entries(damaged, new byte[0], TOTALS)));

      assertThat(check.accepted()).isEqualTo(check.reason() == null);
      if (check.accepted()) {
        assertThat(check.summary().netAmount()).isEqualTo(472_945);
      }
    }
  }

  @Test
  void shouldJudgeDamagedSummaries() throws IOException {
    for (byte[] damaged : Damage.of(TOTALS.getBytes(GBK), 1_000)) {
      Map<String, byte[]> entries = entries(sample().details(), new byte[0], TOTALS);
      entries.put(Settlement.SUMMARY, damaged);
      StatementCheck check = check(zip(folder, entries));

      assertThat(check.accepted()).isEqualTo(check.reason() == null);
    }
  }

  private static Settlement sample() {
    return new Settlement()
        .payment(
            "0904230100",
            "000000476800",
            "D000000002861",
            "C000000473939",
            "201509042301000668868",
            "20150904230100001")
        .refund(
            "0905120000",
            "000000001000",
            "C000000000006",
            "D000000000994",
            "201509051200000668998",
            "R20150905120000001",
            "201509042301000668868")
        .with(ZmField.ORIGINAL_ORDER_ID, "20150904230100001");
  }

  /** A dispute of 10.00 with a fee of 0.06 that the merchant pays. */
  private static String dispute(String settlement) {
    String[] values = {
      "E74",
      "00049992",
      "00049992",
      "066887",
      "0901101500",
      "621700****0004",
      "000000001000",
      "7011",
      "07",
      "01",
      "066886",
      "0820101500",
      "0820",
      "000000001000",
      "D000000000006",
      settlement,
      "",
      MERCHANT,
      "",
      "",
      "",
      ""
    };
    StringBuilder row = new StringBuilder();
    int column = 0;
    for (ZmeField field : ZmeField.values()) {
      String value = values[column++];
      row.append(value).append(" ".repeat(field.to() - field.from() - value.length()));
      row.append(field == ZmeField.RESERVED ? "\r\n" : " ");
    }
    return row.toString();
  }

  private static Settlement one(String time) {
    return new Settlement()
        .payment(time, "000000001000", "D000000000006", "C000000000994", "q1", "o1");
  }

  private StatementCheck zipped(Settlement settlement, String print) throws IOException {
    return check(zip(folder, entries(settlement.details(), new byte[0], print)));
  }

  private StatementCheck plain(byte[] details) throws IOException {
    return check(write(details));
  }

  private Path write(byte[] details) throws IOException {
    Path file = folder.resolve(DETAILS);
    Files.write(file, details);
    return file;
  }

  private static StatementCheck check(Path file) throws IOException {
    return StatementFiles.check(file, Expectation.none(), LineConsumer.NONE);
  }

  private static String reason(StatementCheck check) {
    assertThat(check.accepted()).isFalse();
    return String.valueOf(check.reason());
  }
}
