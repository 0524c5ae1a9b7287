package dev.settle.batch.statement.stripe;

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

class StripePayoutReaderTest {
  private static final String HEADER =
      "automatic_payout_id,automatic_payout_effective_at_utc,balance_transaction_id,created_utc,created,"
          + "available_on_utc,currency,gross,fee,net,reporting_category,source_id,description,charge_id,"
          + "payment_intent_id,payment_metadata[order_id],refund_metadata[refund_id]\n";
  private static final String CHARGE =
      "po_1,2026-09-17 00:00:00,txn_1,2026-09-15 10:22:31,2026-09-15 12:22:31,"
          + "2026-09-17 00:00:00,gbp,45.99,0.89,45.10,charge,ch_1,\"Tea, \"\"green\"\"\n2 × 50 g\",ch_1,pi_1,o1,\n";
  private static final String REFUND =
      "po_1,2026-09-17 00:00:00,txn_2,2026-09-15 12:00:00,2026-09-15 14:00:00,"
          + "2026-09-17 00:00:00,gbp,-5.00,0.00,-5.00,refund,re_1,REFUND,ch_1,pi_1,o1,r1\n";
  private static final String DISPUTE =
      "po_1,2026-09-17 00:00:00,txn_3,2026-09-16 09:00:00,2026-09-16 11:00:00,"
          + "2026-09-17 00:00:00,gbp,-20.00,15.00,-35.00,dispute,dp_1,Chargeback,ch_0,pi_0,o0,\n";
  private static final String REVERSAL =
      "po_1,2026-09-17 00:00:00,txn_4,2026-09-16 09:30:00,2026-09-16 11:30:00,"
          + "2026-09-17 00:00:00,gbp,20.00,0.00,20.00,dispute_reversal,dp_0,Won,ch_00,pi_00,o00,\n";
  private static final String FEE =
      "po_1,2026-09-17 00:00:00,txn_5,2026-09-16 10:00:00,2026-09-16 12:00:00,"
          + "2026-09-17 00:00:00,gbp,-0.10,0.00,-0.10,fee,,Billing,,,,\n";
  private static final String PAYOUT =
      "po_1,2026-09-17 00:00:00,txn_6,2026-09-16 23:00:00,2026-09-17 01:00:00,"
          + "2026-09-17 00:00:00,gbp,-25.00,0.00,-25.00,payout,po_1,STRIPE PAYOUT,,,,\n";
  private static final String ALL = CHARGE + REFUND + DISPUTE + REVERSAL + FEE + PAYOUT;

  private final Path folder;

  StripePayoutReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldReadEveryKindWithItsSign() throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    StatementCheck check =
        StatementFiles.check(write(HEADER + ALL), new Expectation("acct_1", null), lines::add);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().format()).isEqualTo("STRIPE_PAYOUT_RECONCILIATION");
    assertThat(check.summary().merchant()).isEqualTo("acct_1");
    assertThat(check.summary().businessDate()).isEqualTo(LocalDate.parse("2026-09-17"));
    assertThat(check.summary().currency()).isEqualTo("GBP");
    assertThat(check.summary().paymentAmount()).isEqualTo(4_599);
    assertThat(check.summary().refundAmount()).isEqualTo(500);
    assertThat(check.summary().feeAmount()).isEqualTo(89 + 1_500 + 10);
    assertThat(lines)
        .containsExactly(
            line(
                "ch_1", null, "o1", null, LineKind.PAYMENT, "SUCCESS", 4_599, 89, "15T10:22:31", 2),
            line("ch_1", "re_1", "o1", "r1", LineKind.REFUND, "SUCCESS", -500, 0, "15T12:00:00", 4),
            line(
                "ch_0",
                null,
                "o0",
                null,
                LineKind.CHARGEBACK,
                "dispute",
                -2_000,
                1_500,
                "16T09:00:00",
                5),
            line(
                "ch_00",
                null,
                "o00",
                null,
                LineKind.CHARGEBACK,
                "dispute_reversal",
                2_000,
                0,
                "16T09:30:00",
                6),
            line("txn_5", null, "", null, LineKind.FEE, "fee", 0, 10, "16T10:00:00", 7),
            line("po_1", null, "", null, LineKind.PAYOUT, "payout", -2_500, 0, "16T23:00:00", 8));
    assertThat(lines.stream().mapToLong(StatementLine::net).sum()).isZero();
  }

  @Test
  void shouldReadColumnsInAnyOrder() throws IOException {
    StatementCheck check =
        check(
            "\uFEFF\"net\",fee,gross,currency,source_id,reporting_category,created_utc,balance_transaction_id,automatic_payout_effective_at\r\n"
                + "45.10,0.89,45.99,gbp,ch_1,charge,2026-09-15 10:22:31,txn_1,2026-09-17 00:00:00");

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().businessDate()).isEqualTo(LocalDate.parse("2026-09-17"));
  }

  @ParameterizedTest
  @CsvSource({
    "jpy, 4000, 144, 3856, JPY, 4000",
    "kwd, 12.345, 0.345, 12.000, KWD, 12345",
    "kwd, 12.3, 0.3, 12, KWD, 12300",
    "eur, 96.9, 0.9, 96, EUR, 9690",
    "isk, 1000.00, 40.00, 960.00, ISK, 1000",
    "ugx, 1000, 40.00, 960, UGX, 1000",
    "eur, '\"1096,90\"', '\"0,90\"', '\"1096,00\"', EUR, 109690",
  })
  void shouldReadTheCurrencysOwnDecimals(
      String currency, String gross, String fee, String net, String code, long minor)
      throws IOException {
    String row =
        CHARGE.replace("gbp,45.99,0.89,45.10", String.join(",", currency, gross, fee, net));
    StatementCheck check = check(HEADER + row);

    assertThat(check.accepted()).as(check.reason()).isTrue();
    assertThat(check.summary().currency()).isEqualTo(code);
    assertThat(check.summary().paymentAmount()).isEqualTo(minor);
  }

  @Test
  void shouldAcceptPayoutsWhoseRowIsNotThere() throws IOException {
    assertThat(check(HEADER + CHARGE + REFUND).accepted()).isTrue();
  }

  @Test
  void shouldVerifyEveryPayoutByItself() throws IOException {
    String other = ALL.replace("po_1", "po_2");
    assertThat(check(HEADER + ALL + other).accepted()).isTrue();

    // One penny from one payout to the other leaves the sum over the file as it is.
    String less = ALL.replace("-25.00", "-24.99");
    String more = other.replace("-25.00", "-25.01");
    assertThat(reason(check(HEADER + less + more)))
        .contains("line 8, field net: the rows of payout po_1")
        .contains("sum to 0.01");
  }

  @ParameterizedTest
  @CsvSource({
    "balance_transaction_id",
    "currency",
    "gross",
    "fee",
    "net",
    "reporting_category",
    "source_id",
    "created_utc",
  })
  void shouldRefuseAHeaderThatLacksAColumn(String column) throws IOException {
    assertThat(reason(check(HEADER.replaceFirst("\\b" + column + ",", "other,") + CHARGE)))
        .contains("line 1, field " + column + ": the header lacks this required column");
  }

  @Test
  void shouldRefuseTimesWithoutAZone() throws IOException {
    assertThat(reason(check(HEADER.replace("created_utc,", "other,") + CHARGE)))
        .contains("created is in a zone that the file does not say");
  }

  @Test
  void shouldTellNoDayWhereTheColumnsTellNone() throws IOException {
    String header = HEADER.replace("automatic_payout_effective_at_utc", "other");
    StatementCheck alone = check(header + CHARGE);
    assertThat(alone.reason()).isNull();
    assertThat(alone.summary().businessDate()).isNull();

    Expectation day = new Expectation(null, LocalDate.parse("2026-09-17"));
    StatementCheck ofTheNight =
        StatementFiles.check(write(header + CHARGE), day, LineConsumer.NONE);
    assertThat(ofTheNight.summary().businessDate()).isEqualTo("2026-09-17");
  }

  /** Stripe's list grows, and every row has its own sign. */
  @ParameterizedTest
  @ValueSource(strings = {"issuing_transaction", "climate_order_purchase", "made_up_2030"})
  void shouldReadAnUnlistedCategoryAsAnAdjustment(String category) throws IOException {
    List<StatementLine> lines = new ArrayList<>();
    String row =
        CHARGE
            .replace(",charge,", "," + category + ",")
            .replace("45.99,0.89,45.10", "-45.99,0.89,-46.88");
    StatementCheck check =
        StatementFiles.check(write(HEADER + row), Expectation.none(), lines::add);

    assertThat(check.reason()).isNull();
    assertThat(lines.get(0).kind()).isEqualTo(LineKind.ADJUSTMENT);
    assertThat(lines.get(0).state()).isEqualTo(category);
    assertThat(lines.get(0).net()).isEqualTo(-4_688);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "45.99,0.89,45.10| 45.99,0.89,45.11| net: '45.11' where gross less fee is 45.10",
        "45.99,0.89,45.10| 45.999,0.89,45.10| gross: '45.999' has more than 2 decimals",
        "45.99,0.89,45.10| 45.99,,45.10| fee: is empty",
        "45.99,0.89,45.10| 4e1,0,40| gross: '4e1' is not a decimal amount",
        "45.99,0.89,45.10| -45.99,0.89,-46.88| gross: '-45.99' is negative on a charge",
        "gbp| GBP| currency: 'GBP' is not a currency in lower case",
        "gbp| gbx| currency: 'GBX' is not an ISO 4217 currency",
        "gbp| xau| currency: 'XAU' is not an ISO 4217 currency",
        ",charge,| ,Charge!,| reporting_category: 'Charge!' is no category",
        "45.99,0.89,45.10| \"1,234\",0.89,45.10| gross: '1,234' is not a decimal amount",
        ",charge,| ,,| reporting_category: is empty",
        "po_1,| ,| automatic_payout_id: is empty",
        "10:22:31,2026| 25:22:31,2026| created_utc: '2026-09-15 25:22:31' does not exist",
        "10:22:31,2026| 10:22,2026| created_utc: '2026-09-15 10:22' is not a time of the form",
        "17 00:00:00,txn| x7 00:00:00,txn| automatic_payout_effective_at_utc",
      })
  void shouldRefuseARowThatDoesNotHold(String from, @Nullable String to, String cause)
      throws IOException {
    String text = CHARGE.replace(from, to == null ? "" : to);

    assertThat(reason(check(HEADER + text))).contains("line 2, field " + cause);
  }

  @Test
  void shouldRefuseAPositiveRefund() throws IOException {
    assertThat(reason(check(HEADER + REFUND.replace("-5.00", "5.00"))))
        .contains("line 2, field gross: '5.00' is positive on a refund");
  }

  /** An export over a month holds several payouts; a statement of the night is of one day. */
  @Test
  void shouldReadSeveralDaysAndCurrenciesByItselfOnly() throws IOException {
    String later = REFUND.replace("2026-09-17 00:00:00,txn", "2026-09-18 00:00:00,txn");
    String euro = REFUND.replace("gbp", "eur").replace("po_1", "po_2");
    Expectation day = new Expectation(null, LocalDate.parse("2026-09-17"));

    StatementCheck days = check(HEADER + CHARGE + later);
    assertThat(days.reason()).isNull();
    assertThat(days.summary().businessDate()).isNull();
    assertThat(days.summary().refundAmount()).isEqualTo(500);
    assertThat(reason(StatementFiles.check(write(HEADER + CHARGE + later), day, LineConsumer.NONE)))
        .contains("line 4, field automatic_payout_effective_at_utc")
        .contains("is not of the file's day 2026-09-17");

    StatementCheck currencies = check(HEADER + ALL + euro);
    assertThat(currencies.reason()).isNull();
    assertThat(currencies.summary().currency()).isNull();
    assertThat(currencies.summary().paymentAmount()).isZero();
    assertThat(reason(StatementFiles.check(write(HEADER + CHARGE + euro), day, LineConsumer.NONE)))
        .contains("line 4, field currency: 'eur' in a file of gbp");
  }

  /** In a file of several currencies a payout that does not add up is still told. */
  @Test
  void shouldVerifyPayoutsOfEveryCurrency() throws IOException {
    String yen =
        PAYOUT.replace("gbp,-25.00,0.00,-25.00", "jpy,-2500,0,-2500").replace("po_1", "po_2")
            + CHARGE.replace("gbp,45.99,0.89,45.10", "jpy,2501,0,2501").replace("po_1", "po_2");

    assertThat(reason(check(HEADER + ALL + yen)))
        .contains("the rows of payout po_2 and the payout itself sum to 1 where");
  }

  @Test
  void shouldRefuseAnotherDayThanExpected() throws IOException {
    Expectation day = new Expectation(null, LocalDate.parse("2026-09-16"));
    assertThat(reason(StatementFiles.check(write(HEADER + CHARGE), day, LineConsumer.NONE)))
        .contains("is not of the file's day 2026-09-16");
  }

  @Test
  void shouldRefuseAFileWithoutRows() throws IOException {
    assertThat(reason(check(HEADER))).contains("no row");
  }

  @Test
  void shouldRefuseAFileThatIsCut() throws IOException {
    String text = HEADER + ALL;
    assertThat(reason(check(text.substring(0, text.length() - 40)))).contains("line 8: ");
    assertThat(reason(check(text.substring(0, text.indexOf("2 × 50 g") + 2))))
        .contains("the record is cut");
  }

  @Test
  void shouldRefuseAmountsBeyond64Bits() throws IOException {
    String most = "92233720368547758.07";
    String row = CHARGE.replace("45.99,0.89,45.10", most + ",0.00," + most);
    assertThat(reason(check(HEADER + row))).contains("field gross");
    String large = "999999999999999.99";
    String rows = CHARGE.replace("45.99,0.89,45.10", large + ",0.00," + large).repeat(100);
    assertThat(reason(check(HEADER + rows))).contains("beyond 64 bits");
  }

  /**
   * A report may leave out the payout's row, so a cut between two rows cannot be told; a cut within
   * a row can, even within its last field.
   */
  @Test
  void shouldRefuseEveryCutWithinARow() throws IOException {
    String text = HEADER;
    for (String row : List.of(CHARGE, REFUND, DISPUTE, REVERSAL, FEE, PAYOUT)) {
      int whole = text.length();
      text += row;
      for (int length = whole + 1; length < text.length(); length++) {
        assertThat(check(text.substring(0, length)).accepted()).as("cut to %d", length).isFalse();
      }
      assertThat(check(text).accepted()).isTrue();
    }
  }

  @Test
  void shouldRefuseAFileThatEndsWithinAnId() throws IOException {
    String text = HEADER + REFUND;
    assertThat(reason(check(text.substring(0, text.length() - 2))))
        .contains("line 2, field refund_metadata[refund_id]: the file ends within this field");
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
        "GBP",
        Instant.parse("2026-09-" + time + "Z"),
        lineNo,
        "po_1");
  }

  private Path write(String text) throws IOException {
    Path file = folder.resolve("itemized.csv");
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
