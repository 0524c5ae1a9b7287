package dev.settle.batch.statement.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementLine;
import dev.settle.schemas.payment.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UnionpayRoundTripTest {
  private static final LocalDate FIRST_DAY = LocalDate.parse("2026-01-01");
  private static final long AMOUNT_MAX = 99_999_999_999L;
  private static final int SECONDS_OF_A_DAY = 86_400;

  @Property(tries = 200)
  void shouldReadBackWhatWasWritten(@ForAll("settlements") Written written) throws IOException {
    Path folder = Files.createTempDirectory("unionpay");
    UnionpaySettlementWriter writer =
        new UnionpaySettlementWriter("802310048993424", written.date());
    Path file = folder.resolve(writer.zipName());
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        writer.writeZip(written.lines(), out);
      }
      List<StatementLine> read = new ArrayList<>();
      StatementCheck check =
          StatementFiles.check(file, new Expectation("802310048993424", written.date()), read::add);

      assertThat(check.accepted()).as(check.reason()).isTrue();
      assertThat(read).isEqualTo(written.lines());
      assertThat(check.summary().netAmount())
          .isEqualTo(written.lines().stream().mapToLong(StatementLine::net).sum());
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  @Provide
  Arbitrary<Written> settlements() {
    Arbitrary<LocalDate> dates =
        Arbitraries.integers().between(0, 1_500).map(days -> FIRST_DAY.plusDays(days));
    return dates.flatMap(
        date -> line(date).list().ofMaxSize(20).map(lines -> new Written(date, numbered(lines))));
  }

  private static Arbitrary<StatementLine> line(LocalDate date) {
    Arbitrary<String> ids =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .ofMinLength(1)
            .ofMaxLength(21)
            .filter(UnionpayRoundTripTest::isId);
    Arbitrary<Instant> times =
        Arbitraries.integers()
            .between(0, SECONDS_OF_A_DAY - 1)
            .map(
                second ->
                    date.minusDays(1)
                        .atTime(Channel.UNIONPAY.cutOff())
                        .plusSeconds(second)
                        .atZone(Channel.UNIONPAY.zone())
                        .toInstant());
    Arbitrary<Long> amounts = Arbitraries.longs().between(0, AMOUNT_MAX);
    return Combinators.combine(
            ids, ids, ids, ids, Arbitraries.of(true, false), amounts, amounts, times)
        .as(UnionpayRoundTripTest::line);
  }

  private static StatementLine line(
      String queryId,
      String refundQueryId,
      String orderId,
      String refundId,
      boolean payment,
      long amount,
      long fee,
      Instant time) {
    return payment
        ? new StatementLine(
            queryId, null, orderId, null, LineKind.PAYMENT, "SUCCESS", amount, fee, "CNY", time, 0)
        : new StatementLine(
            queryId,
            refundQueryId,
            orderId,
            refundId,
            LineKind.REFUND,
            "SUCCESS",
            -amount,
            -fee,
            "CNY",
            time,
            0);
  }

  private static boolean isId(String id) {
    return !id.chars().allMatch(c -> c == '0');
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
              numbered.size() + 1));
    }
    return numbered;
  }

  /** A settlement. */
  record Written(LocalDate date, List<StatementLine> lines) {}
}
