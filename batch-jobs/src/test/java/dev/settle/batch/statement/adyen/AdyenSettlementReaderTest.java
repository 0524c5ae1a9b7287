package dev.settle.batch.statement.adyen;

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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as Adyen's documentation samples them, made to one batch that adds up. */
class AdyenSettlementReaderTest {
  private static final String HEADER =
      "Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,"
          + "TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),"
          + "Exchange Rate,Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),"
          + "Scheme Fees (NC),Interchange (NC),Payment Method Variant,Modification Merchant Reference,"
          + "Batch Number,Reserved4,Reserved5,Reserved6,Reserved7,Reserved8,Reserved9,Reserved10\n";
  private static final String SETTLED =
      "TestCompany,TestMerchant,1813702551707653,3vpzf7,visa,2013-06-03 11:26:49,CEST,Settled,"
          + "1713702551795048,EUR,,500,1,EUR,,488,,4,1,7,visaclassic,,4,,,,,,,\n";
  private static final String REFUNDED =
      "TestCompany,TestMerchant,1813702551707653,3vpzf7,visa,2013-06-04 09:00:00,CEST,Refunded,"
          + "1713702551795099,EUR,20.5,,1,EUR,20.6,,0.1,,,,visaclassic,r7,4,,,,,,,\n";
  private static final String CHARGEBACK =
      "TestCompany,TestMerchant,1313642467023511,324959451,visa,2013-03-26 22:37:26,CET,Chargeback,"
          + "2313642467170922,EUR,349.99,,1,EUR,357.49,,7.5,,,,visaclassic,,4,,,,,,,\n";
  private static final String FEE =
      "TestCompany,TestMerchant,,,,2013-06-05 00:10:00,CEST,Fee,Transaction Fees June 2013,,,,,EUR,"
          + "3.01,,,,,,,,4,,,,,,,\n";
  private static final String TRANSFER =
      "TestCompany,TestMerchant,,,,2013-06-05 00:15:00,CEST,Balancetransfer,"
          + "\"Balance transfer, batch 3\",,,,,EUR,10,,,,,,,,4,,,,,,,\n";
  private static final String PAYOUT =
      "TestCompany,TestMerchant,,,,2013-06-05 00:20:00,CEST,MerchantPayout,"
          + "\"TX1034293XT batch 4, TestMerchant\",,,,,EUR,96.9,,,,,,,,4,,,,,,,\n";
  private static final String ALL = SETTLED + REFUNDED + CHARGEBACK + FEE + TRANSFER + PAYOUT;

  private final Path folder;

  AdyenSettlementReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldReadEveryKindWithItsSign() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    StatementCheck check =
        StatementFiles.check(write(HEADER + ALL), Expectation.none(), lines::add);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().format()).isEqualTo("ADYEN_SETTLEMENT_DETAILS");
    assertThat(check.summary().merchant()).isEqualTo("TestMerchant");
    assertThat(check.summary().businessDate()).isEqualTo(LocalDate.parse("2013-06-05"));
    assertThat(check.summary().currency()).isEqualTo("EUR");
    assertThat(check.summary().paymentAmount()).isEqualTo(50_000);
    assertThat(check.summary().refundAmount()).isEqualTo(2_050);
    assertThat(check.summary().feeAmount()).isEqualTo(1_200 + 10 + 750 + 301);
    assertThat(lines)
        .containsExactly(
            line(
                "1713702551795048",
                null,
                "3vpzf7",
                null,
                LineKind.PAYMENT,
                "SUCCESS",
                50_000,
                1_200,
                "2013-06-03T09:26:49Z",
                2),
            line(
                "1813702551707653",
                "1713702551795099",
                "3vpzf7",
                "r7",
                LineKind.REFUND,
                "SUCCESS",
                -2_050,
                10,
                "2013-06-04T07:00:00Z",
                3),
            line(
                "2313642467170922",
                null,
                "324959451",
                null,
                LineKind.CHARGEBACK,
                "Chargeback",
                -34_999,
                750,
                "2013-03-26T21:37:26Z",
                4),
            line(
                "Transaction Fees June 2013",
                null,
                "",
                null,
                LineKind.FEE,
                "Fee",
                0,
                301,
                "2013-06-04T22:10:00Z",
                5),
            line(
                "Balance transfer, batch 3",
                null,
                "",
                null,
                LineKind.TRANSFER,
                "Balancetransfer",
                -1_000,
                0,
                "2013-06-04T22:15:00Z",
                6),
            line(
                "TX1034293XT batch 4, TestMerchant",
                null,
                "",
                null,
                LineKind.PAYOUT,
                "MerchantPayout",
                -9_690,
                0,
                "2013-06-04T22:20:00Z",
                7));
    assertThat(lines.stream().mapToLong(StatementLine::net).sum()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "ChargebackReversed, CHARGEBACK",
    "SecondChargeback, CHARGEBACK",
    "RefundedReversed, ADJUSTMENT",
  })
  void shouldReadWhatTakesBack(String type, LineKind kind) throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    String row = SETTLED.replace(",Settled,", "," + type + ",");
    StatementCheck check =
        StatementFiles.check(write(HEADER + row + payout("488")), Expectation.none(), lines::add);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(lines.get(0).kind()).isEqualTo(kind);
    assertThat(lines.get(0).state()).isEqualTo(type);
    assertThat(lines.get(0).amount()).isEqualTo(50_000);
  }

  @ParameterizedTest
  @CsvSource({
    "MiscCosts, FEE, 0, 9690",
    "InvoiceDeduction, FEE, 0, 9690",
    "PaymentCost, FEE, 0, 9690",
    "DepositCorrection, ADJUSTMENT, -9690, 0",
    "AuthorisationSchemeFee, FEE, 0, 9690",
    "BankInstructionReturned, PAYOUT, -9690, 0",
    "MatchedStatement, TRANSFER, -9690, 0",
    "InternalCompanyPayout, TRANSFER, -9690, 0",
    "ManualCorrected, ADJUSTMENT, -9690, 0",
    "ReserveAdjustment, ADJUSTMENT, -9690, 0",
    "MadeUpTomorrow, ADJUSTMENT, -9690, 0",
    "Balancetransfer, TRANSFER, -9690, 0",
  })
  void shouldReadRowsThatAreAboutNoPayment(String type, LineKind kind, long amount, long fee)
      throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    String debit = payout("96.9").replace("MerchantPayout", type);
    String credit = credit("96.9");
    StatementCheck check =
        StatementFiles.check(write(HEADER + debit + credit), Expectation.none(), lines::add);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(lines.get(0).kind()).isEqualTo(kind);
    assertThat(lines.get(0).amount()).isEqualTo(amount);
    assertThat(lines.get(0).fee()).isEqualTo(fee);
    assertThat(lines.get(0).state()).isEqualTo(type);
  }

  /** As exports that a program saved again; OCA's Adyen importer has such a sample. */
  @Test
  void shouldReadOverBlankLinesAlsoAboveTheHeader() throws IOException {
    StatementCheck check = check("\n\n" + HEADER + ALL.replace("\n", "\n\n"));

    assertThat(check.reason()).isNull();
    assertThat(check.summary().lines()).isEqualTo(6);
  }

  /** A payout that came back is no payout of this batch, and earlier than it. */
  @Test
  void shouldTakeTheDayOfThePayoutAndNotOfOneThatCameBack() throws IOException {
    String back =
        credit("96.9")
            .replace("DepositCorrection", "BankInstructionReturned")
            .replace("06-05", "06-07");
    StatementCheck check = check(HEADER + payout("96.9") + back);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().businessDate()).isEqualTo(LocalDate.parse("2013-06-05"));
  }

  /** A fee of a scheme may stand in its column as well as in the net. */
  @Test
  void shouldReadARowThatIsNothingButCosts() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    String row =
        FEE.replace(",Fee,", ",AuthorisationSchemeFee,").replace("3.01,,,,,,", "3.01,,,,3.01,,");
    StatementCheck check =
        StatementFiles.check(write(HEADER + row + credit("3.01")), Expectation.none(), lines::add);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(lines.get(0).amount()).isZero();
    assertThat(lines.get(0).fee()).isEqualTo(301);
  }

  /** A batch that pays nothing out is of the day of its latest row, whatever stands last. */
  @Test
  void shouldTakeTheDayOfTheLatestRowWithoutAPayout() throws IOException {
    String transfer = payout("488").replace("MerchantPayout", "Balancetransfer");
    StatementCheck check = check(HEADER + transfer + SETTLED);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().businessDate()).isEqualTo(LocalDate.parse("2013-06-05"));
  }

  @Test
  void shouldTakeTheDayOfTheBookingWhereThereIsOne() throws IOException {
    String header = HEADER.replace("Reserved9,Reserved10", "Booking Date,Booking Date TimeZone");
    String booked = payout("488").replace(",,,,,,,\n", ",,,,,,2013-06-07 01:00:00,CEST\n");
    StatementCheck check = check(header + SETTLED + booked);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().businessDate()).isEqualTo(LocalDate.parse("2013-06-07"));
  }

  @ParameterizedTest
  @CsvSource({
    "CET, 10:26:49", "CEST, 09:26:49", "UTC, 11:26:49", "GMT, 11:26:49", "BST, 10:26:49",
    "EST, 16:26:49", "EDT, 15:26:49", "PST, 19:26:49", "PDT, 18:26:49", "SGT, 03:26:49"
  })
  void shouldReadTheZoneOnTheRow(String zone, String time) throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    String row = SETTLED.replace(",CEST,", "," + zone + ",");
    StatementFiles.check(write(HEADER + row + payout("488")), Expectation.none(), lines::add);

    assertThat(lines.get(0).occurredAt()).isEqualTo(Instant.parse("2013-06-03T" + time + "Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CST", "IST", "cet", "Europe/Amsterdam", ""})
  void shouldRefuseAnUnknownZone(String zone) throws IOException {
    assertThat(reason(check(HEADER + SETTLED.replace(",CEST,", "," + zone + ","))))
        .contains("line 2, field TimeZone: '" + zone + "' is no abbreviation of a zone");
  }

  @Test
  void shouldVerifyAConvertedRowAtItsRate() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    String row = SETTLED.replace("EUR,,500,1,EUR,,488", "GBP,,417.53,1.1975,EUR,,488");
    StatementCheck check =
        StatementFiles.check(write(HEADER + row + payout("488")), Expectation.none(), lines::add);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(lines.get(0).currency()).isEqualTo("EUR");
    assertThat(lines.get(0).amount()).isEqualTo(50_000);
    assertThat(lines.get(0).net()).isEqualTo(48_800);
  }

  /** 417.53 at 1.1975 is 499.992, at 1.19755 at most 500.013: 500.05 was not converted at it. */
  @ParameterizedTest
  @CsvSource({"488.05, 1.1975", "487.95, 1.1975", "488, 1.1979", "488, 0.8351"})
  void shouldRefuseAConvertedRowBeyondItsRate(String net, String rate) throws IOException {
    String row = SETTLED.replace("EUR,,500,1,EUR,,488", "GBP,,417.53," + rate + ",EUR,," + net);

    assertThat(reason(check(HEADER + row + payout(net))))
        .contains("line 2, field Net Credit (NC): gross 417.53 at " + rate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Company Account",
        "Merchant Account",
        "Merchant Reference",
        "Creation Date",
        "TimeZone",
        "Type",
        "Modification Reference",
        "Gross Currency",
        "Gross Debit (GC)",
        "Gross Credit (GC)",
        "Exchange Rate",
        "Net Currency",
        "Net Debit (NC)",
        "Commission (NC)",
        "Markup (NC)",
        "Scheme Fees (NC)",
        "Interchange (NC)",
        "Batch Number"
      })
  void shouldRefuseAHeaderThatLacksAColumn(String column) throws IOException {
    String header = ("," + HEADER).replace("," + column + ",", ",Other,").substring(1);

    assertThat(reason(check(header + ALL)))
        .contains("line 1, field " + column + ": the header lacks this required column");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",488,| ,488.01,| Net Credit (NC): gross 500.00 less net 488.01 is not commission",
        ",4,1,7,| ,4,1,7.01,| Net Credit (NC): gross 500.00",
        ",500,1,| 500,,1,| Net Credit (NC): gross -500.00",
        ",4,1,7,| ,4,1,7.001,| Interchange (NC): '7.001' has more than 2 decimals",
        ",488,| 1,488,| Net Debit (NC): '1' beside Net Credit (NC) '488'",
        ",488,| ,,| Net Credit (NC): is empty, as Net Debit (NC) is",
        ",488,| ,-488,| Net Credit (NC): '-488' has a sign",
        ",Settled,| ,sold 5,| Type: 'sold 5' is not the name of a type",
        ",Settled,| ,,| Type: is empty",
        "1713702551795048| ''| Modification Reference: is empty",
        ",EUR,,500| ,,,500| Gross Currency: is empty",
        ",EUR,,500| ,EUX,,500| Gross Currency: 'EUX' is not an ISO 4217 currency",
        "1,EUR,,488| 1,euro,,488| Net Currency: 'euro' is not an ISO 4217 currency",
        "EUR,,500,1,| GBP,,500,,| Exchange Rate: is empty",
        "EUR,,500,1,| GBP,,500,-1,| Exchange Rate: '-1' is not a rate",
        "EUR,,500,1,| GBP,,500,1e9,| Exchange Rate: '1e9' is not a rate",
        "11:26:49| 11:26| Creation Date: '2013-06-03 11:26' is not a time of the form",
        "06-03| 06-31| Creation Date: '2013-06-31 11:26:49' does not exist",
        "TestMerchant| ''| Merchant Account: is empty",
        ",4,,,,,,,| ,,,,,,,,| Batch Number: is empty",
      })
  void shouldRefuseARowThatDoesNotHold(String from, String to, String cause) throws IOException {
    assertThat(reason(check(HEADER + SETTLED.replace(from, to))))
        .contains("line 2, field " + cause);
  }

  @Test
  void shouldRefuseAPaymentThatIsTakenAndARefundThatIsGiven() throws IOException {
    String taken = "EUR,500,,1,EUR,512,";
    assertThat(reason(check(HEADER + SETTLED.replace("EUR,,500,1,EUR,,488", taken))))
        .contains("line 2, field Gross Debit (GC): is filled on a settled payment");
    assertThat(reason(check(HEADER + SETTLED.replace("Settled", "Refunded"))))
        .contains("line 2, field Gross Credit (GC): is filled on a refund");
  }

  @Test
  void shouldRefuseCostsOnARowWithoutGross() throws IOException {
    String row = FEE.replace("3.01,,,,,,", "3.01,,1,,,,");
    assertThat(reason(check(HEADER + row)))
        .contains("a row without gross amount has costs that are not its net");
  }

  @Test
  void shouldRefuseABatchThatDoesNotAddUp() throws IOException {
    assertThat(reason(check(HEADER + ALL.replace("96.9", "96.91"))))
        .contains("the batch sums to -0.01 where it must sum to 0");
    assertThat(reason(check(HEADER + ALL.replace(REFUNDED, "")))).contains("sums to 20.60");
    assertThat(reason(check(HEADER + ALL.replace(PAYOUT, "")))).contains("sums to 96.90");
  }

  @Test
  void shouldRefuseTwoBatchesAccountsOrCurrencies() throws IOException {
    assertThat(reason(check(HEADER + SETTLED + PAYOUT.replace(",4,,,,,,,", ",5,,,,,,,"))))
        .contains("line 3, field Batch Number: '5' where the report must be of 4");
    assertThat(reason(check(HEADER + SETTLED + PAYOUT.replace("TestMerchant,,", "Other,,"))))
        .contains(
            "line 3, field Merchant Account: 'Other' where the report must be of TestMerchant");
    assertThat(reason(check(HEADER + SETTLED + PAYOUT.replace("EUR", "GBP"))))
        .contains("line 3, field Net Currency: 'GBP' where the report must be of EUR");
  }

  @Test
  void shouldRefuseAnotherAccountOrDayThanAgreed() throws IOException {
    Path file = write(HEADER + ALL);
    assertThat(reason(StatementFiles.check(file, new Expectation("m1", null), LineConsumer.NONE)))
        .contains("line 2, field Merchant Account")
        .contains("must be of m1");
    Expectation day = new Expectation("TestMerchant", LocalDate.parse("2013-06-04"));
    assertThat(reason(StatementFiles.check(file, day, LineConsumer.NONE)))
        .contains("the batch is of 2013-06-05, it must be of 2013-06-04");
  }

  @Test
  void shouldRefuseAFileWithoutRows() throws IOException {
    assertThat(reason(check(HEADER))).contains("no row");
  }

  @Test
  void shouldRefuseAFileThatIsCut() throws IOException {
    String text = HEADER + ALL;
    assertThat(reason(check(text.substring(0, text.length() - 20)))).contains("line 7: ");
    assertThat(reason(check(text.substring(0, text.lastIndexOf("TestCompany")))))
        .contains("the batch sums to 96.90");
  }

  @Test
  void shouldRefuseNulAndOtherEncodings() throws IOException {
    assertThat(reason(check(HEADER + SETTLED.replace("3vpzf7", "3\0"))))
        .contains("line 2: NUL byte");
    Path file = folder.resolve("latin.csv");
    Files.write(
        file, (HEADER + SETTLED.replace("3vpzf7", "Zürich")).getBytes(StandardCharsets.ISO_8859_1));
    assertThat(reason(StatementFiles.check(file, Expectation.none(), LineConsumer.NONE)))
        .contains("line 2: not UTF-8 text");
  }

  @Test
  void shouldRefuseAFileThatEndsWithinAnId() throws IOException {
    String header = HEADER.replace("Merchant Reference,Payment Method,", "Payment Method,");
    String payout = payout("488").replace("TestMerchant,,,", "TestMerchant,,");
    String settled = SETTLED.replace("3vpzf7,", "").replace("\n", ",3vpzf7");
    String text =
        header.replace("\n", ",Merchant Reference\n") + payout.replace("\n", ",\n") + settled;

    assertThat(reason(check(text.substring(0, text.length() - 1))))
        .contains("line 3, field Merchant Reference: the file ends within this field");
    assertThat(check(text + "\n").accepted()).isTrue();
  }

  @Test
  void shouldRefuseEveryCut() throws IOException {
    String text = HEADER + ALL;
    for (int length = 0; length < text.length() - 1; length++) {
      assertThat(check(text.substring(0, length)).accepted()).as("cut to %d", length).isFalse();
    }
  }

  /** What is damaged is refused or adds up all the same; nothing else may come of it. */
  @Test
  void shouldJudgeDamagedFiles() throws IOException {
    byte[] content = (HEADER + ALL).getBytes(StandardCharsets.UTF_8);
    for (byte[] damaged : Damage.of(content, 2_000)) {
      List<StatementLine> lines = new ArrayList<>();
      Path file = folder.resolve("damaged.csv");
      Files.write(file, damaged);
      StatementCheck check = StatementFiles.check(file, Expectation.none(), lines::add);

      assertThat(check.accepted()).isEqualTo(check.reason() == null);
      if (check.accepted()) {
        assertThat(lines.stream().mapToLong(StatementLine::net).sum()).isZero();
      }
    }
  }

  private static String payout(String debit) {
    return PAYOUT.replace("96.9", debit);
  }

  private static String credit(String amount) {
    return PAYOUT.replace("MerchantPayout", "DepositCorrection").replace("96.9,", "," + amount);
  }

  private static StatementLine line(
      String channelId,
      @Nullable String channelRefundId,
      String orderId,
      @Nullable String refundId,
      LineKind kind,
      String state,
      long amount,
      long fee,
      String time,
      int lineNo) {
    return new StatementLine(
        channelId,
        channelRefundId,
        orderId,
        refundId,
        kind,
        state,
        amount,
        fee,
        "EUR",
        Instant.parse(time),
        lineNo,
        "4");
  }

  private Path write(String text) throws IOException {
    Path file = folder.resolve("settlement_detail_report_batch_4.csv");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private StatementCheck check(String text) throws IOException {
    return StatementFiles.check(write(text), Expectation.none(), LineConsumer.NONE);
  }

  private static String reason(StatementCheck check) {
    assertThat(check.accepted()).isFalse();
    return String.valueOf(check.reason());
  }
}
