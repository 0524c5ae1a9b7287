package dev.settle.batch.statement.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.settle.batch.statement.Expectation;
import dev.settle.batch.statement.LineKind;
import dev.settle.batch.statement.StatementCheck;
import dev.settle.batch.statement.StatementFiles;
import dev.settle.batch.statement.StatementLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class StripeRoundTripTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-22");
  private static final long AMOUNT_MAX = 99_999_999_999_999L;
  private static final long SECONDS_MAX = 4_000_000_000L;

  @Property(tries = 200)
  void shouldReadBackWhatWasWritten(
      @ForAll("payouts") List<StatementLine> lines, @ForAll("orders") List<String> columns)
      throws IOException {
    Path file = Files.createTempFile("stripe", ".csv");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        new StripePayoutWriter("po_1", DAY, columns).write(lines, out);
      }
      List<StatementLine> read = new ArrayList<>();
      StatementCheck check =
          StatementFiles.check(
              file,
              new Expectation("acct_1", DAY),
              line -> read.add(numbered(line, read.size() + 1, line.batchId())));

      assertThat(check.accepted()).as(check.reason()).isTrue();
      assertThat(read).isEqualTo(lines);
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<List<String>> orders() {
    return Arbitraries.shuffle(StripePayoutWriter.COLUMNS);
  }

  /** Rows of one currency and, sometimes, the payout that takes their sum. */
  @Provide
  Arbitrary<List<StatementLine>> payouts() {
    return Arbitraries.of("JPY", "USD", "KWD")
        .flatMap(
            currency ->
                Combinators.combine(
                        line(currency).list().ofMinSize(1).ofMaxSize(20),
                        Arbitraries.of(true, false))
                    .as((lines, withPayout) -> whole(lines, currency, withPayout)));
  }

  private static List<StatementLine> whole(
      List<StatementLine> lines, String currency, boolean withPayout) {
    List<StatementLine> whole = new ArrayList<>(lines);
    if (withPayout) {
      long net = lines.stream().mapToLong(StatementLine::net).sum();
      whole.add(
          new StatementLine(
              "po_1",
              null,
              "",
              null,
              LineKind.PAYOUT,
              "payout",
              -net,
              0,
              currency,
              Instant.EPOCH,
              0));
    }
    List<StatementLine> numbered = new ArrayList<>();
    for (StatementLine line : whole) {
      numbered.add(numbered(line, numbered.size() + 1, "po_1"));
    }
    return numbered;
  }

  private static Arbitrary<StatementLine> line(String currency) {
    Arbitrary<String> ids =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(30);
    return Combinators.combine(
            ids,
            ids,
            ids,
            ids,
            Arbitraries.of("charge", "refund", "dispute", "fee", "topup", "adjustment"),
            Arbitraries.longs().between(0, AMOUNT_MAX),
            Arbitraries.longs().between(-AMOUNT_MAX, AMOUNT_MAX),
            Arbitraries.longs().between(0, SECONDS_MAX))
        .as(
            (id, refundId, orderId, ownRefundId, category, amount, fee, second) -> {
              LineKind kind = Objects.requireNonNull(ReportingCategory.kindOf(category));
              boolean refund = kind == LineKind.REFUND;
              boolean settled = refund || kind == LineKind.PAYMENT;
              return new StatementLine(
                  id,
                  refund ? refundId : null,
                  orderId,
                  refund ? ownRefundId : null,
                  kind,
                  settled ? "SUCCESS" : category,
                  category.equals("fee") ? 0 : refund ? -amount : amount,
                  fee,
                  currency,
                  Instant.ofEpochSecond(second),
                  0);
            });
  }

  /** The writer's descriptions hold line ends, so a row's line in the file is not its number. */
  private static StatementLine numbered(StatementLine line, int number, @Nullable String payout) {
    return new StatementLine(
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
        number,
        payout);
  }
}
