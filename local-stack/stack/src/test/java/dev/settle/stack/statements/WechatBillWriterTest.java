package dev.settle.stack.statements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.schemas.money.Money;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WechatBillWriterTest {
  private static final String MERCHANT = "1900000109";
  private static final List<BillLine> LINES =
      List.of(
          BillLine.payment(
              Instant.parse("2026-03-04T16:00:00.999Z"),
              "4200000000000000000000000001",
              "o-1",
              "u-1",
              "商品,`一件",
              Money.ofMinor(625, "CNY"),
              6_000),
          BillLine.refund(
              Instant.parse("2026-03-05T15:59:59Z"),
              "4200000000000000000000000001",
              "o-1",
              "u-1",
              "商品,`一件",
              Money.ofMinor(84, "CNY"),
              6_000,
              new BillLine.Refund(
                  "50300000000000000000000000001",
                  "r-1",
                  "SUCCESS",
                  Instant.parse("2026-03-05T15:00:00Z"))));

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(BillLayout.class)
  void shouldWriteThePublishedLayout(BillLayout layout) throws IOException {
    StringWriter out = new StringWriter();
    new WechatBillWriter(layout, false).write(out, MERCHANT, LINES);
    assertThat(out.toString().replace("\r\n", "\n")).isEqualTo(golden(layout));
  }

  @Test
  void shouldEndEveryLineWithCarriageReturnAndBeginWithAByteOrderMark() throws IOException {
    Path file =
        new WechatBillWriter(BillLayout.ALL, true)
            .write(folder, MERCHANT, LocalDate.of(2026, 3, 5), LINES);
    assertThat(folder.relativize(file))
        .hasToString("wechat/1900000109All2026-03-05_2026-03-05.csv");
    String text = Files.readString(file);
    assertThat(text).startsWith("\uFEFF交易时间").endsWith("\r\n");
    assertThat(text.lines()).hasSize(5);
    assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
  }

  @Test
  void shouldHaveAsManyColumnsAsPublished() {
    assertThat(List.of(BillLayout.values()))
        .extracting(layout -> layout.columns().size())
        .containsExactly(27, 20, 29, 24, 18);
  }

  @Test
  void shouldRoundFeesHalfUpAndGiveThemBackOnRefunds() {
    assertThat(LINES.get(0).fee()).isEqualTo(Money.ofMinor(4, "CNY"));
    assertThat(LINES.get(1).fee()).isEqualTo(Money.ofMinor(-1, "CNY"));
  }

  private static String golden(BillLayout layout) throws IOException {
    try (InputStream in = WechatBillWriterTest.class.getResourceAsStream(layout + ".csv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
