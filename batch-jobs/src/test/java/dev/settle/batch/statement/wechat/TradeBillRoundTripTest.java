package dev.settle.batch.statement.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TradeBillRoundTripTest {
  private static final Instant DAY = Instant.parse("2026-11-21T16:00:00Z");
  private static final long FEN_MAX = 1_000_000_000_00L;

  @Property(tries = 300)
  void shouldReadBackWhatWasWritten(
      @ForAll("rowsOfADay") List<TradeBillRow> rows,
      @ForAll BillLayout layout,
      @ForAll boolean byteOrderMark)
      throws IOException {
    List<TradeBillRow> listed = rows.stream().filter(row -> layout.lists(row.line())).toList();
    Assume.that(!listed.isEmpty());
    Path file = Files.createTempFile("trade-bill", ".csv");
    try {
      try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        new WechatBillWriter(layout, byteOrderMark).write(out, "1900000109", rows);
      }
      List<StatementLine> read = new ArrayList<>();
      StatementCheck check = StatementFiles.check(file, Expectation.none(), read::add);
      assertThat(check.reason()).isNull();
      assertThat(read).isEqualTo(numbered(listed));
      assertThat(check.summary().netAmount())
          .isEqualTo(listed.stream().mapToLong(row -> row.line().net()).sum());
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<List<TradeBillRow>> rowsOfADay() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.longs().between(0, FEN_MAX),
            Arbitraries.longs().between(0, 1_000_000),
            Arbitraries.integers().between(0, 86_399),
            Arbitraries.of("茶", "tea, green", "`tick,`tock", "", "quote \" and 😀"))
        .as(TradeBillRoundTripTest::row)
        .list()
        .ofMaxSize(40);
  }

  private static TradeBillRow row(
      boolean refund, long amount, long fee, int second, String product) {
    String id = "42000" + amount + second;
    StatementLine line =
        new StatementLine(
            id,
            refund ? "50300" + id : null,
            "o-" + id,
            refund ? "r-" + id : null,
            refund ? LineKind.REFUND : LineKind.PAYMENT,
            refund && fee % 2 == 0 ? "PROCESSING" : "SUCCESS",
            refund ? -amount : amount,
            refund ? -fee : fee,
            "CNY",
            DAY.plusSeconds(second),
            0);
    return new TradeBillRow(line, "u", product, 6_000, null);
  }

  private static List<StatementLine> numbered(List<TradeBillRow> rows) {
    List<StatementLine> numbered = new ArrayList<>();
    for (TradeBillRow row : rows) {
      StatementLine line = row.line();
      numbered.add(
          new StatementLine(
              line.channelTxnId(),
              line.channelRefundId(),
              line.orderId(),
              line.refundId(),
              line.kind(),
              line.state(),
              line.amount(),
              line.fee(),
              line.currency(),
              line.occurredAt(),
              numbered.size() + 2));
    }
    return numbered;
  }
}
