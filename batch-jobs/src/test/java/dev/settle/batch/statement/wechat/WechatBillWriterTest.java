package dev.settle.batch.statement.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WechatBillWriterTest {
  private static final String MERCHANT = "1900000109";
  private static final String TRANSACTION = "4200000000000000000000000001";
  private static final List<TradeBillRow> ROWS =
      List.of(
          new TradeBillRow(
              new StatementLine(
                  TRANSACTION,
                  null,
                  "o-1",
                  null,
                  LineKind.PAYMENT,
                  "SUCCESS",
                  625,
                  4,
                  "CNY",
                  Instant.parse("2026-03-04T16:00:00.999Z"),
                  0),
              "u-1",
              "商品,`一件",
              6_000,
              null),
          new TradeBillRow(
              new StatementLine(
                  TRANSACTION,
                  "50300000000000000000000000001",
                  "o-1",
                  "r-1",
                  LineKind.REFUND,
                  "SUCCESS",
                  -84,
                  -1,
                  "CNY",
                  Instant.parse("2026-03-05T15:59:59Z"),
                  0),
              "u-1",
              "商品,`一件",
              6_000,
              Instant.parse("2026-03-05T15:00:00Z")));

  @ParameterizedTest
  @EnumSource(BillLayout.class)
  void shouldWriteThePublishedLayout(BillLayout layout) throws IOException {
    assertThat(written(layout, false).replace("\r\n", "\n")).isEqualTo(golden(layout));
  }

  @Test
  void shouldEndEveryLineWithCarriageReturnAndBeginWithAByteOrderMark() throws IOException {
    String text = written(BillLayout.ALL, true);
    assertThat(text).startsWith("\uFEFF交易时间").endsWith("\r\n");
    assertThat(text.lines()).hasSize(5);
    assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
  }

  @Test
  void shouldNameTheFileAsTheDownloadDoes() {
    assertThat(
            new WechatBillWriter(BillLayout.ALL, true).fileName(MERCHANT, LocalDate.of(2026, 3, 5)))
        .isEqualTo("1900000109All2026-03-05_2026-03-05.csv");
  }

  @Test
  void shouldHaveAsManyColumnsAsPublished() {
    assertThat(List.of(BillLayout.values()))
        .extracting(layout -> layout.columns().size())
        .containsExactly(27, 20, 29, 24, 18);
  }

  private static String written(BillLayout layout, boolean byteOrderMark) throws IOException {
    StringWriter out = new StringWriter();
    new WechatBillWriter(layout, byteOrderMark).write(out, MERCHANT, ROWS);
    return out.toString();
  }

  private static String golden(BillLayout layout) throws IOException {
    try (InputStream in = WechatBillWriterTest.class.getResourceAsStream(layout + ".csv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
