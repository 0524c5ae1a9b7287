package dev.settle.batch.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.settle.batch.BatchException;
import dev.settle.batch.report.Report;
import dev.settle.batch.report.ReportReader;
import dev.settle.batch.report.ReportWriter;
import dev.settle.batch.statement.wechat.Bill;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The reports of a night with faults, on the real engine. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReportIT extends NightHistory {
  private static final String DAY = "2026-11-22";
  private static final LocalDate DATE = LocalDate.parse(DAY);

  private static Path folder;

  @BeforeAll
  static void writeNight(@TempDir Path reports) throws Exception {
    folder = reports;
    pipeline.agree("WECHAT", MERCHANT, "WECHAT_TRADE_BILL", 6_000, 1, 0, "2026-01-01");
    for (String name : List.of("same", "tolerated", "absent", "amount", "fee")) {
      pipeline.payment("o-" + name, "t-" + name, 1_234_500, "CNY", DAY);
    }
    pipeline.refund("r-same", "o-same", "t-same", "c-same", 4_000, 1_234_500, DAY);
    write(
        DAY,
        new Bill(Bill.ALL_27, MERCHANT, DAY)
            .payment("t-same", "o-same", 1_234_500, 7_407)
            .payment("t-tolerated", "o-tolerated", 1_234_501, 7_407)
            .payment("t-amount", "o-amount", 1_234_000, 7_404)
            .payment("t-fee", "o-fee", 1_234_500, 7_500)
            .refund("t-same", "o-same", "c-same", "r-same", 4_000, -24, "SUCCESS")
            .text());
    night(DAY);
  }

  @Test
  @Order(1)
  void shouldSayWhatTheNightFound() throws Exception {
    List<ReportWriter.Written> written = write();

    assertThat(written).hasSize(1);
    assertThat(written.get(0).verdict()).isEqualTo(Report.Verdict.PROVED);
    assertThat(written.get(0).openBreaks()).isEqualTo(3);
    assertThat(Files.readString(written.get(0).page()))
        .contains("CNY 61,685.00", "CNY 49,335.01")
        .contains("AMOUNT_MISMATCH 金额不符", "MISSING_IN_CHANNEL 短款")
        .contains("o-absent", "t-fee", "o-tolerated")
        .contains(fileName(DAY))
        .contains("exactly zero")
        .contains("3 of 3; all of them in <a href=\"wechat-breaks.csv\">");
    assertThat(Files.readString(day().resolve("wechat-breaks.csv")))
        .contains(
            DAY
                + ",WECHAT,NEW,AMOUNT_MISMATCH,0,0-1,"
                + DAY
                + ",CNY,12345.00,12340.00,5.00,o-amount,,t-amount,")
        .contains("FEE_MISMATCH,0,0-1," + DAY + ",CNY,12345.00,12345.00,0.93,o-fee");
    assertThat(Files.readString(day().resolve("wechat-totals.csv")))
        .contains("proof,residual,,CNY,,0.00\r\n")
        .contains("side,LEDGER,REFUND,CNY,1,-40.00\r\n")
        .contains("fee charged,CHANNEL,PAYMENT,CNY,4,297.18\r\n")
        .contains("open breaks,FEE_MISMATCH,0-1,CNY,1,0.93\r\n");
    assertThat(Files.readString(day().resolve("wechat-tolerated.csv")))
        .contains("CNY,12345.00,12345.01,-0.01,0.01,o-tolerated");
    assertThat(Files.readString(day().resolve("wechat.json")))
        .contains("\"schema\" : \"settle.reconciliation-report/1\"")
        .contains("\"verdict\" : \"PROVED\"")
        .contains("\"residual\" : \"0.00\"")
        .contains("\"open_breaks\" : 3");
  }

  @Test
  @Order(2)
  void shouldWriteTheSameBytesForTheSameResults() throws Exception {
    Map<String, String> before = files();
    night(DAY);
    write();

    assertThat(files())
        .isEqualTo(before)
        .containsOnlyKeys(
            "wechat.html",
            "wechat.json",
            "wechat-breaks.csv",
            "wechat-totals.csv",
            "wechat-tolerated.csv");
  }

  @Test
  @Order(3)
  void shouldBeIncompleteWithoutResults() {
    ReportWriter writer = new ReportWriter(new ReportReader(clickHouse), folder);
    assertThatThrownBy(() -> writer.write(DATE.plusDays(1), null))
        .isInstanceOf(BatchException.class)
        .hasMessageContaining("INCOMPLETE: no results of 2026-11-23");
    assertThatThrownBy(() -> writer.write(DATE, "STRIPE")).hasMessageContaining("of STRIPE");
  }

  @Test
  @Order(4)
  void shouldSayWhichCorrectionSettledNothing() throws Exception {
    String gone = "0123456789abcdef0123456789abcdef";
    pipeline.sql(
        "INSERT INTO payments.ledger_instruction (instruction_id, kind, business_key, business_date, channel, legs, reason, maker, checker)"
            + " VALUES ('correction-gone', 'CORRECTION', '%s', '%s', 'WECHAT', '[{\"account\": \"channel:WECHAT\", \"currency\": \"CNY\", \"amount\": 700},"
                .formatted(gone, "2026-11-23")
            + " {\"account\": \"platform:suspense\", \"currency\": \"CNY\", \"amount\": -700}]', 'r', 'Li', 'Zhao')");
    pipeline.bookCorrections();
    pipeline.payment("o-next", "t-next", 500, "CNY", "2026-11-23");
    write(
        "2026-11-23",
        new Bill(Bill.ALL_27, MERCHANT, "2026-11-23").payment("t-next", "o-next", 500, 3).text());
    night("2026-11-23");

    assertThat(new ReportReader(clickHouse).read(DATE.plusDays(1), "WECHAT").unapplied())
        .singleElement()
        .satisfies(one -> assertThat(one.journalId()).isEqualTo("instruction:correction-gone"))
        .satisfies(one -> assertThat(one.moved()).isEqualTo(700));
    assertThat(new ReportReader(clickHouse).read(DATE, "WECHAT").unapplied()).isEmpty();
  }

  private static List<ReportWriter.Written> write() {
    return new ReportWriter(new ReportReader(clickHouse), folder).write(DATE, null);
  }

  private static Path day() {
    return folder.resolve(DAY);
  }

  private static Map<String, String> files() throws Exception {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.list(day())) {
      for (Path file : found.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }
}
