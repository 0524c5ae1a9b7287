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
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FundFlowRoundTripTest {
  private static final Instant DAY = Instant.parse("2026-11-21T16:00:00Z");

  @Property(tries = 200)
  void shouldReadBackWhatWasWritten(
      @ForAll("linesOfADay") List<StatementLine> lines,
      @ForAll boolean fullWidthBrackets,
      @ForAll boolean oldCounts)
      throws IOException {
    Path file = Files.createTempFile("fund-flow", ".csv");
    try {
      try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        new FundFlowWriter(fullWidthBrackets, oldCounts).write(out, "1900000109", 12_345, lines);
      }
      List<StatementLine> read = new ArrayList<>();
      StatementCheck check = StatementFiles.check(file, Expectation.none(), read::add);
      assertThat(check.reason()).isNull();
      assertThat(read).isEqualTo(lines);
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<List<StatementLine>> linesOfADay() {
    return Combinators.combine(
            Arbitraries.of(LineKind.class).filter(kind -> kind != LineKind.CHARGEBACK),
            Arbitraries.longs().between(0, 1_000_000_000_00L),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 86_399))
        .as(FundFlowRoundTripTest::line)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(FundFlowRoundTripTest::numbered);
  }

  private static StatementLine line(LineKind kind, long amount, boolean income, int second) {
    String id = "42000" + amount + second;
    long signed = income ? amount : -amount;
    boolean fee = kind == LineKind.FEE;
    boolean refund = kind == LineKind.REFUND;
    return new StatementLine(
        id,
        refund ? id : null,
        kind == LineKind.PAYMENT || fee ? "o-" + id : "",
        refund ? "r-" + id : null,
        kind,
        state(kind, income || amount == 0),
        kind == LineKind.PAYMENT ? amount : refund ? -amount : fee ? 0 : signed,
        fee ? signed : 0,
        "CNY",
        DAY.plusSeconds(second),
        0);
  }

  private static String state(LineKind kind, boolean positive) {
    return switch (kind) {
      case PAYMENT, REFUND -> "SUCCESS";
      case FEE -> positive ? "扣除交易手续费" : "退回交易手续费";
      case PAYOUT -> "提现";
      case TRANSFER -> "分账";
      case ADJUSTMENT, CHARGEBACK -> "保证金";
    };
  }

  private static List<StatementLine> numbered(List<StatementLine> lines) {
    List<StatementLine> numbered = new ArrayList<>();
    for (StatementLine line : lines) {
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
